package org.bloomery.spark;

import java.nio.file.Path;
import org.bloomery.artifact.Console;
import org.bloomery.artifact.stage.StageMain;
import org.bloomery.curate.crawl.Crawl;

/// `bloomery crawl`: takes the crawl file and the folder to write. It stands in this room for the
/// sake of the columnar index, which is Parquet.
public final class CrawlTool {
  private CrawlTool() {}

  public static void main(String[] arguments) {
    StageMain.main(
        "crawl",
        () -> {
          new Crawl(
                  Path.of(arguments[0]),
                  Path.of(arguments[1]),
                  Console.standard("crawl"),
                  new ParquetIndex())
              .run();
          return 0;
        });
  }
}
