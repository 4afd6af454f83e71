package org.bloomery.cli;

import java.nio.file.Path;
import java.util.List;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/// Takes pages of chosen sites out of Common Crawl.
@Command(
    name = "crawl",
    mixinStandardHelpOptions = true,
    description = "Takes pages of chosen sites out of Common Crawl, as texts for a source card.")
final class CrawlCommand implements Callable<Integer> {
  @Parameters(paramLabel = "CRAWL.toml", description = "Seeds, indexes and archives.")
  private Path file = Path.of("");

  @Option(
      names = "--out",
      required = true,
      paramLabel = "DIR",
      description = "Folder for pages and texts; given again, it is gone on with.")
  private Path out = Path.of("");

  @Override
  public Integer call() {
    return RoomProcess.run(Room.CRAWL_TOOL, List.of(file.toString(), out.toString()));
  }
}
