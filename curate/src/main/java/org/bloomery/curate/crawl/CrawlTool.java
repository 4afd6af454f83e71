package org.bloomery.curate.crawl;

import java.nio.file.Path;
import org.bloomery.artifact.Console;
import org.bloomery.artifact.stage.StageMain;

/// `bloomery crawl`: takes the crawl file and the folder to write.
public final class CrawlTool {
  private CrawlTool() {}

  public static void main(String[] arguments) {
    StageMain.exit(
        "crawl",
        () -> {
          new Crawl(Path.of(arguments[0]), Path.of(arguments[1]), Console.standard("crawl")).run();
          return 0;
        });
  }
}
