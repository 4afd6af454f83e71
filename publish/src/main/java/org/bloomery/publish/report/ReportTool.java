package org.bloomery.publish.report;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.bloomery.artifact.AtomicFiles;
import org.bloomery.artifact.ResourceException;
import org.bloomery.artifact.stage.StageMain;
import org.bloomery.publish.RunFolder;

/// Writes `report.html` of a run directory, from whatever stages are finished. Argument: `OUT`.
public final class ReportTool {
  public static final String FILE = "report.html";

  private ReportTool() {}

  public static void main(String[] arguments) {
    StageMain.exit(
        "report",
        () -> {
          write(Path.of(arguments[0]));
          return 0;
        });
  }

  /// Writes the page and returns its path.
  public static Path write(Path out) throws IOException {
    if (!Files.isDirectory(out)) {
      throw new ResourceException(
          out + " is not a run directory; give the folder that --out named, for example out/tiny");
    }
    Path page = out.resolve(FILE);
    AtomicFiles.write(page, ReportPage.of(new RunFolder(out)));
    return page;
  }
}
