package org.bloomery.model.file;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Random;
import org.bloomery.artifact.ArtifactException;
import org.bloomery.artifact.BloomeryException;
import org.bloomery.artifact.ResourceException;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class HuggingFaceFolderTest {
  private static final BloomConfig CONFIG =
      new BloomConfig(20, 12, 2, 3, 1e-5, 1, 2, 3, 64, ElementType.F32);

  @TempDir Path folder;

  private static List<TensorSource> random(BloomConfig config) {
    Random random = new Random(7);
    List<TensorSource> tensors = new ArrayList<>();
    BloomTensors.shapes(config)
        .forEach((name, shape) -> {
          float[] values =
              new float[(int) shape.stream().mapToLong(n -> n).reduce(1, (a, b) -> a * b)];
          for (int i = 0; i < values.length; i++) {
            values[i] = (float) random.nextGaussian();
          }
          tensors.add(TensorSource.of(name, shape, values));
        });
    return tensors;
  }

  @Test
  void readsWhatItWrote() throws IOException {
    HuggingFaceFolder.write(folder, CONFIG, random(CONFIG));
    try (HuggingFaceFolder read = HuggingFaceFolder.open(folder)) {
      assertEquals(CONFIG, read.config());
      long elements = 0;
      for (String name : BloomTensors.shapes(CONFIG).keySet()) {
        elements += read.entry(name).elements();
      }
      assertEquals(CONFIG.parameters(), elements);
    }
    assertTrue(HuggingFaceFolder.isOne(folder));
  }

  @Test
  void countsTheParametersOfBloom176B() {
    BloomConfig bloom =
        new BloomConfig(250880, 14336, 70, 112, 1e-5, 1, 2, 3, 2048, ElementType.BF16);
    assertEquals(176_247_271_424L, bloom.parameters());
  }

  @Test
  void readsShardsAndNamesWithoutPrefix() throws IOException {
    HuggingFaceFolder.write(folder, CONFIG, random(CONFIG));
    Files.delete(folder.resolve("model.safetensors"));
    List<TensorSource> first = new ArrayList<>();
    List<TensorSource> second = new ArrayList<>();
    StringBuilder map = new StringBuilder();
    for (TensorSource tensor : random(CONFIG)) {
      String bare = tensor.name().substring("transformer.".length());
      boolean early = first.size() < 5;
      (early ? first : second)
          .add(new TensorSource(bare, tensor.type(), tensor.shape(), tensor.data()));
      map.append(map.isEmpty() ? "" : ",")
          .append("\"%s\":\"model-0000%d-of-00002.safetensors\"".formatted(bare, early ? 1 : 2));
    }
    SafetensorsWriter.write(folder.resolve("model-00001-of-00002.safetensors"), first, Map.of());
    SafetensorsWriter.write(folder.resolve("model-00002-of-00002.safetensors"), second, Map.of());
    Files.writeString(
        folder.resolve("model.safetensors.index.json"),
        "{\"metadata\":{\"total_size\":1},\"weight_map\":{" + map + "}}");
    float[] expected = new float[240];
    Random random = new Random(7);
    for (int i = 0; i < expected.length; i++) {
      expected[i] = (float) random.nextGaussian();
    }
    try (HuggingFaceFolder read = HuggingFaceFolder.open(folder)) {
      assertArrayEquals(expected, read.floats("transformer.word_embeddings.weight"));
    }
  }

  @Test
  void readsTheOlderNamesInConfigJson() throws IOException {
    HuggingFaceFolder.write(folder, CONFIG, random(CONFIG));
    Files.writeString(
        folder.resolve("config.json"),
        """
        {"model_type":"bloom","vocab_size":20,"n_embed":12,"num_hidden_layers":2,
         "num_attention_heads":3,"torch_dtype":"bfloat16","seq_length":64}
        """);
    try (HuggingFaceFolder read = HuggingFaceFolder.open(folder)) {
      assertEquals(
          new BloomConfig(20, 12, 2, 3, 1e-5, 1, 2, 3, 64, ElementType.BF16), read.config());
    }
  }

  @Test
  void namesAllThatIsWrongInConfigJsonAtOnce() throws IOException {
    HuggingFaceFolder.write(folder, CONFIG, random(CONFIG));
    Files.writeString(
        folder.resolve("config.json"),
        "{\"model_type\":\"gpt2\",\"vocab_size\":-1,\"hidden_size\":12,\"n_head\":5,"
            + "\"tie_word_embeddings\":false}");
    String message = refused(ArtifactException.class);
    for (String part :
        List.of("gpt2", "vocab_size = -1", "n_layer is missing", "multiple", "tie_word")) {
      assertTrue(message.contains(part), message);
    }
  }

  @Test
  void refusesWeightsThatDoNotFit() throws IOException {
    List<TensorSource> tensors = random(CONFIG);
    HuggingFaceFolder.write(folder, CONFIG, tensors);
    SafetensorsWriter.write(
        folder.resolve("model.safetensors"), tensors.subList(1, tensors.size()), Map.of());
    assertTrue(refused(ArtifactException.class).contains("word_embeddings.weight"));

    tensors.set(0, TensorSource.of(tensors.get(0).name(), List.of(10L, 12L), new float[120]));
    SafetensorsWriter.write(folder.resolve("model.safetensors"), tensors, Map.of());
    assertTrue(refused(ArtifactException.class).contains("[10, 12]"));

    List<TensorSource> more = random(CONFIG);
    more.add(TensorSource.of("transformer.h.2.extra", List.of(1L), new float[1]));
    SafetensorsWriter.write(folder.resolve("model.safetensors"), more, Map.of());
    assertTrue(refused(ArtifactException.class).contains("h.2.extra"));
  }

  @Test
  void saysWhatIsMissingFromAFolder() throws IOException {
    assertTrue(refused(ResourceException.class).contains("config.json"));
    HuggingFaceFolder.writeConfig(folder, CONFIG);
    assertTrue(refused(ResourceException.class).contains("model.safetensors"));
    Files.writeString(
        folder.resolve("model.safetensors.index.json"),
        "{\"weight_map\":{\"a\":\"../../elsewhere\"}}");
    assertTrue(refused(ArtifactException.class).contains("outside its folder"));
  }

  private <E extends BloomeryException> String refused(Class<E> kind) {
    return String.valueOf(
        assertThrows(kind, () -> HuggingFaceFolder.open(folder).close()).getMessage());
  }
}
