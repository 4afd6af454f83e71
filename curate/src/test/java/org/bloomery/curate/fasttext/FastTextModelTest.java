package org.bloomery.curate.fasttext;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.fasterxml.jackson.databind.JsonNode;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import org.bloomery.artifact.ArtifactException;
import org.bloomery.artifact.Json;
import org.bloomery.artifact.ResourceException;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/// The models and predictions of `peers/record_fasttext.py`.
class FastTextModelTest {
  private static final Path GOLDEN = Path.of("src/test/resources/fasttext");

  /// Sums of floats are taken in another order than in fastText's vector code.
  private static final double TOLERANCE = 2e-6;

  @TempDir private Path folder;

  private static int compare(Path models) throws IOException {
    JsonNode recorded = Json.MAPPER.readTree(models.resolve("predictions.json").toFile());
    JsonNode texts = recorded.get("texts");
    int compared = 0;
    for (Map.Entry<String, JsonNode> each : recorded.get("models").properties()) {
      FastTextModel model = FastTextModel.open(models.resolve(each.getKey()));
      List<String> labels = model.labels();
      for (int i = 0; i < texts.size(); i++) {
        double[] predicted = model.predict(texts.get(i).asText());
        JsonNode wanted = each.getValue().get(i);
        for (int label = 0; label < labels.size(); label++) {
          double probability = wanted.path(labels.get(label)).asDouble(0);
          String where = each.getKey() + ": " + labels.get(label) + " of " + texts.get(i);
          assertEquals(probability, predicted[label], TOLERANCE, where);
          compared++;
        }
      }
    }
    return compared;
  }

  @Test
  void predictsWhatFastTextPredicted() throws IOException {
    assertTrue(compare(GOLDEN) > 400, "four models, four labels");
  }

  @Test
  @Tag("peer")
  void predictsWhatFastTextPredictsWithModelsOfNow() throws IOException, InterruptedException {
    Path root = Path.of(System.getProperty("bloomery.root", ".."));
    Process python =
        new ProcessBuilder(
                System.getProperty("bloomery.python", "python3"),
                root.resolve("peers/record_fasttext.py").toString(),
                folder.toString())
            .inheritIO()
            .start();
    assertEquals(0, python.waitFor());
    assertTrue(compare(folder) > 400);
  }

  @Test
  void refusesWhatIsNoWholeModel() throws IOException {
    byte[] whole = Files.readAllBytes(GOLDEN.resolve("softmax.ftz"));
    Path file = folder.resolve("model.ftz");
    for (int length : new int[] {0, 3, 40, 500, whole.length - 1}) {
      Files.write(file, Arrays.copyOf(whole, length));
      assertThrows(ArtifactException.class, () -> FastTextModel.open(file), length + " bytes");
    }
    whole[0]++;
    Files.write(file, whole);
    assertThrows(ArtifactException.class, () -> FastTextModel.open(file));
    assertThrows(ResourceException.class, () -> FastTextModel.open(folder.resolve("none.bin")));
  }
}
