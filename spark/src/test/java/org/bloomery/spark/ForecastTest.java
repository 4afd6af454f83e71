package org.bloomery.spark;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.io.PrintStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import org.bloomery.artifact.Console;
import org.bloomery.artifact.Corpus;
import org.bloomery.artifact.Json;
import org.bloomery.artifact.run.Run;
import org.bloomery.artifact.run.RunFile;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class ForecastTest {
  @TempDir private Path folder;

  @Test
  void predictsWhatCurationThenGives() throws IOException {
    TestCollection collection = DuplicateCollection.write(folder, 60);
    // 40 files of which 8 are looked into.
    Path many = Files.createDirectories(folder.resolve("many"));
    for (int i = 0; i < 40; i++) {
      Files.write(many.resolve(i + ".txt"), TestCollection.lines("en").subList(i, i + 20 + i % 7));
    }
    collection.card("many", "lines", "many/*.txt");
    collection.catalogue();
    Run run =
        RunFile.load(
                TestCollection.ROOT.resolve("runs/tiny.toml"),
                collection.sets(DuplicateCollection.STEPS[2]))
            .run();
    Console quiet = new Console(new PrintStream(PrintStream.nullOutputStream()), false, "curate");
    Forecast forecast = ForecastTool.forecast(run, folder.resolve("out/catalogue"), quiet);
    collection.curate("corpus");
    Tally tally = Json.read(new Corpus(collection.target("corpus")).table(), Tally.class);
    for (Map.Entry<String, Forecast.Amount> entry : forecast.languages().entrySet()) {
      Tally.Row row = tally.row(entry.getKey());
      long kept =
          row.documents() + row.heldOutDocuments() + row.dropped().getOrDefault("duplicate", 0L);
      assertEquals((double) kept, entry.getValue().documents(), 0.1 * kept, entry.getKey());
    }
    assertTrue(forecast.duplicateShare() > 0.1);
    assertTrue(forecast.processorSeconds() > 0);
    assertTrue(forecast.languages().values().stream().anyMatch(amount -> amount.error() > 0));
  }
}
