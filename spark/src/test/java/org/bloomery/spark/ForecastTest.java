package org.bloomery.spark;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
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

  @Test
  void predictsWhatTheMixMakesOfIt() throws IOException {
    TestCollection collection = DuplicateCollection.write(folder, 60);
    collection.catalogue();
    String mix = "curate.mix={method=\"unimax\", maximumEpochs=2, bytes=150000}";
    Run run =
        RunFile.load(TestCollection.ROOT.resolve("runs/tiny.toml"), collection.sets(mix)).run();
    ByteArrayOutputStream printed = new ByteArrayOutputStream();
    Console console =
        new Console(new PrintStream(printed, true, StandardCharsets.UTF_8), false, "curate");
    Forecast forecast = ForecastTool.forecast(run, folder.resolve("out/catalogue"), console);
    collection.curate("corpus", mix);
    Tally tally = Json.read(new Corpus(collection.target("corpus")).table(), Tally.class);
    Map<String, Double> mixed = forecast.mixed(forecast.duplicateShare());
    assertEquals(150_000, mixed.values().stream().mapToDouble(Double::doubleValue).sum(), 1e-6);
    mixed.forEach((language, bytes) -> {
      Tally.Row row = tally.row(language);
      assertEquals(bytes, (double) (row.bytes() + row.heldOutBytes()), 0.1 * bytes, language);
    });
    String text = printed.toString(StandardCharsets.UTF_8);
    assertTrue(text.contains("the mix makes a corpus of 150,000 bytes of it: en 75,000"), text);
  }
}
