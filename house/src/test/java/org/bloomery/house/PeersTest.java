package org.bloomery.house;

import static org.junit.jupiter.api.Assertions.assertEquals;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.bloomery.artifact.Corpus;
import org.bloomery.artifact.Document;
import org.bloomery.artifact.Json;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/// A fresh release beside the peers in Python, each through its own front door. `./check --peers`
/// makes the environment and names its Python in the system property `bloomery.python`.
@Tag("peer")
class PeersTest {
  @TempDir static Path folder;

  private static void python(List<String> arguments) throws IOException, InterruptedException {
    List<String> words = new ArrayList<>();
    words.add(System.getProperty("bloomery.python", "python3"));
    words.addAll(arguments);
    Command.Result result = Command.of(words).run();
    assertEquals(0, result.exitCode(), words + "\n" + result.output());
    System.out.println(result.output().lines().toList().getLast());
  }

  @Test
  void tokenizersGivesTheSameMergesVocabularyAndIds() throws Exception {
    Path text = folder.resolve("corpus.jsonl");
    try (var writer = Files.newBufferedWriter(text)) {
      Corpus corpus = new Corpus(TinyRun.finished().resolve("corpus"));
      List<Document> documents = new ArrayList<>();
      corpus.languages().forEach(l -> corpus.forEachTrainingDocument(l, documents::add));
      for (Document document : documents) {
        writer.write(Json.line(Map.of("text", document.text())) + "\n");
      }
    }
    python(
        List.of(
            "peers/tokenizer_parity.py",
            TinyRun.finished().resolve("tokenizer/tokenizer.json").toString(),
            text.toString(),
            "--strings",
            "10000",
            "--layouts",
            "--vocab",
            "600"));
  }

  @Test
  void numpyGivesTheSampleOrdersThatWereRecorded() throws Exception {
    python(List.of("peers/record_sample_order.py", "--check"));
  }

  @Test
  void transformersGivesOurLogProbabilitiesAndWeGiveTheirs() throws Exception {
    python(List.of("peers/serve_parity.py", TinyRun.finished().resolve("release").toString()));
  }
}
