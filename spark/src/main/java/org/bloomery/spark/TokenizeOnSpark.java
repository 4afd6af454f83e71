package org.bloomery.spark;

import java.nio.file.Path;
import java.util.Arrays;
import org.bloomery.artifact.run.RunFile;
import org.bloomery.artifact.stage.StageMain;
import org.bloomery.tokenize.TokenizeStage;

/// The tokenize stage with its words counted on Spark: `tokenize.countOn = "spark"`.
public final class TokenizeOnSpark {
  private TokenizeOnSpark() {}

  public static void main(String[] arguments) {
    String master =
        RunFile.load(Path.of(arguments[0]), Arrays.asList(arguments).subList(2, arguments.length))
            .run()
            .curate()
            .master();
    StageMain.main(new TokenizeStage(new SparkCounting(master)), arguments);
  }
}
