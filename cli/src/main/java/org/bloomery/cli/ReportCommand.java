package org.bloomery.cli;

import java.nio.file.Path;
import java.util.List;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Parameters;

/// Writes the report page of a run again.
@Command(
    name = "report",
    mixinStandardHelpOptions = true,
    description = "Writes report.html of a run directory.")
final class ReportCommand implements Callable<Integer> {
  @Parameters(paramLabel = "DIR", description = "A run directory.")
  private Path directory = Path.of("");

  @Override
  public Integer call() {
    return RoomProcess.run(Room.REPORT_TOOL, List.of(directory.toString()));
  }
}
