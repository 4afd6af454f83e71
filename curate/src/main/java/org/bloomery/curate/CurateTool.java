package org.bloomery.curate;

import org.bloomery.artifact.Console;
import org.bloomery.artifact.RunFileException;
import org.bloomery.artifact.stage.StageMain;
import org.bloomery.curate.ngram.ModelTool;

/// `bloomery curate model`: curation's tools that take no run file. Takes the name of the tool and
/// a JSON object that the command makes.
public final class CurateTool {
  private CurateTool() {}

  public static void main(String[] arguments) {
    String command = "curate " + arguments[0];
    StageMain.exit(
        command,
        () -> {
          switch (arguments[0]) {
            case "model" -> ModelTool.run(arguments[1], Console.standard(command));
            default ->
                throw new RunFileException(arguments[0] + " is no tool of curate; use model");
          }
          return 0;
        });
  }
}
