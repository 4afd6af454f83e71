package org.bloomery.house;

import static org.junit.jupiter.api.Assertions.assertEquals;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import org.bloomery.artifact.Corpus;
import org.bloomery.artifact.Document;
import org.bloomery.artifact.Json;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/// A fresh release beside the peers in Python, each through its own front door. `./check --peers`
/// makes the environment and names its Python in the system property `bloomery.python`.
@Tag("peer")
class PeersTest {
  private static final long LIMIT_SECONDS = 1200;

  @TempDir static Path folder;

  private static Path out() {
    return folder.resolve("tiny");
  }

  @BeforeAll
  static void makeARelease() throws Exception {
    Command.Result result =
        Command.bloomery("run", "runs/tiny.toml", "--out", out().toString()).run();
    assertEquals(0, result.exitCode(), result.output());
  }

  private static void python(List<String> arguments) throws IOException, InterruptedException {
    List<String> command = new ArrayList<>();
    command.add(System.getProperty("bloomery.python", "python3"));
    command.addAll(arguments);
    Path output = folder.resolve("python.log");
    Process process =
        new ProcessBuilder(command)
            .directory(Checkout.ROOT.toFile())
            .redirectErrorStream(true)
            .redirectOutput(output.toFile())
            .start();
    if (!process.waitFor(LIMIT_SECONDS, TimeUnit.SECONDS)) {
      process.destroyForcibly();
      throw new AssertionError(command + " did not end\n" + Files.readString(output));
    }
    assertEquals(0, process.exitValue(), command + "\n" + Files.readString(output));
    System.out.println(Files.readString(output).lines().toList().getLast());
  }

  @Test
  void tokenizersGivesTheSameMergesVocabularyAndIds() throws Exception {
    Path text = folder.resolve("corpus.jsonl");
    try (var writer = Files.newBufferedWriter(text)) {
      Corpus corpus = new Corpus(out().resolve("corpus"));
      List<Document> documents = new ArrayList<>();
      corpus.languages().forEach(l -> corpus.forEachTrainingDocument(l, documents::add));
      for (Document document : documents) {
        writer.write(Json.line(Map.of("text", document.text())) + "\n");
      }
    }
    python(
        List.of(
            "peers/tokenizer_parity.py",
            out().resolve("tokenizer/tokenizer.json").toString(),
            text.toString(),
            "--strings",
            "10000",
            "--vocab",
            "600"));
  }

  @Test
  void transformersGivesOurLogProbabilitiesAndWeGiveTheirs() throws Exception {
    python(List.of("peers/serve_parity.py", out().resolve("release").toString()));
  }
}
