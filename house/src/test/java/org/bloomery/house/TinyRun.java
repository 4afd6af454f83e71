package org.bloomery.house;

import static org.junit.jupiter.api.Assertions.assertEquals;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Stream;
import org.bloomery.artifact.AtomicFiles;
import org.jspecify.annotations.Nullable;

/// One finished run of `runs/tiny.toml` for all tests that only read it.
final class TinyRun {
  private static @Nullable Path finished;

  private TinyRun() {}

  static synchronized Path finished() throws IOException, InterruptedException {
    if (finished == null) {
      Path out = Checkout.ROOT.resolve("house/target/runs/tiny");
      AtomicFiles.deleteTree(out);
      Command.Result result =
          Command.bloomery("run", "runs/tiny.toml", "--out", out.toString()).run();
      assertEquals(0, result.exitCode(), result.output());
      finished = out;
    }
    return finished;
  }

  /// Makes `out` a run directory in which only training is left to do.
  static Path prepared(Path out) throws IOException, InterruptedException {
    for (String stage : List.of("tokenizer", "shards")) {
      Path from = finished().resolve(stage);
      try (Stream<Path> files = Files.walk(from)) {
        for (Path file : files.toList()) {
          Path to = out.resolve(stage).resolve(from.relativize(file));
          Files.createDirectories(to.getParent());
          if (Files.isRegularFile(file)) {
            Files.copy(file, to);
          }
        }
      }
    }
    return out;
  }

  /// `train` into `out`.
  ///
  /// @param settings below `train`, as key=value
  static Command train(Path out, List<String> settings) {
    List<String> words =
        new ArrayList<>(List.of("train", "runs/tiny.toml", "--out", out.toString()));
    for (String setting : settings) {
      words.addAll(List.of("--set", "train." + setting));
    }
    return Command.bloomery(words.toArray(String[]::new));
  }
}
