package org.bloomery.house;

import static org.junit.jupiter.api.Assertions.assertEquals;

import java.io.IOException;
import java.nio.file.Path;
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
}
