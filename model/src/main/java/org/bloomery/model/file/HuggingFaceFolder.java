package org.bloomery.model.file;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.IOException;
import java.lang.foreign.MemorySegment;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.util.ArrayList;
import java.util.Collection;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import org.bloomery.artifact.ArtifactException;
import org.bloomery.artifact.ResourceException;

/// A BLOOM model in the Hugging Face layout: `config.json`, and the weights in one
/// `model.safetensors` or in shards listed by `model.safetensors.index.json`.
///
/// Tensors are asked for by the names of [BloomTensors], whether or not the file has the prefix
/// `transformer.` (the published BLOOM shards have not). All names and shapes are checked when the
/// folder is opened. A checkpoint of training can be opened, too: see [CheckpointLayout].
public final class HuggingFaceFolder implements AutoCloseable {
  public static final String CONFIG = "config.json";
  public static final String WEIGHTS = "model.safetensors";
  public static final String INDEX = "model.safetensors.index.json";
  public static final String GENERATION_CONFIG = "generation_config.json";

  private static final ObjectMapper JSON = new ObjectMapper();

  private final Path folder;
  private final BloomConfig config;
  private final List<SafetensorsFile> files = new ArrayList<>();
  private final Map<String, SafetensorsFile> fileOf = new HashMap<>();
  private final Map<String, String> storedName = new HashMap<>();

  private HuggingFaceFolder(Path folder, BloomConfig config) {
    this.folder = folder;
    this.config = config;
  }

  /// Whether `folder` holds a model to be opened.
  public static boolean isOne(Path folder) {
    return isCheckpoint(folder)
        || (Files.isRegularFile(folder.resolve(CONFIG))
            && (Files.isRegularFile(folder.resolve(WEIGHTS))
                || Files.isRegularFile(folder.resolve(INDEX))));
  }

  private static boolean isCheckpoint(Path folder) {
    return Files.isRegularFile(folder.resolve(CheckpointLayout.WEIGHTS))
        && Files.isRegularFile(CheckpointLayout.config(folder));
  }

  /// Where the model that lies in `folder` is described.
  public static Path configOf(Path folder) {
    return isCheckpoint(folder) ? CheckpointLayout.config(folder) : folder.resolve(CONFIG);
  }

  /// Opens the folder and checks that its weights are complete and fit its `config.json`.
  public static HuggingFaceFolder open(Path folder) throws IOException {
    Path configFile = configOf(folder);
    HuggingFaceFolder opened =
        new HuggingFaceFolder(folder, BloomConfigJson.read(configFile, json(configFile)));
    try {
      for (String file : opened.weightFiles()) {
        opened.add(SafetensorsFile.open(folder.resolve(file)));
      }
      opened.check();
      return opened;
    } catch (IOException | RuntimeException e) {
      opened.close();
      throw e;
    }
  }

  private static JsonNode json(Path file) throws IOException {
    if (!Files.isRegularFile(file)) {
      throw new ResourceException(
          "There is no "
              + file.getFileName()
              + " in "
              + file.getParent()
              + "; give a folder in the Hugging Face layout.");
    }
    try {
      JsonNode node = JSON.readTree(Files.readString(file, StandardCharsets.UTF_8));
      if (!node.isObject()) {
        throw new ArtifactException(file + " is not a JSON object.");
      }
      return node;
    } catch (JsonProcessingException e) {
      throw new ArtifactException(file + " is not valid JSON: " + e.getOriginalMessage(), e);
    }
  }

  private List<String> weightFiles() throws IOException {
    if (isCheckpoint(folder)) {
      return List.of(CheckpointLayout.WEIGHTS);
    }
    if (Files.isRegularFile(folder.resolve(WEIGHTS))) {
      return List.of(WEIGHTS);
    }
    if (!Files.isRegularFile(folder.resolve(INDEX))) {
      throw new ResourceException(
          "There is neither %s nor %s in %s; weights in PyTorch's pickle format have to be converted to safetensors first."
              .formatted(WEIGHTS, INDEX, folder));
    }
    Path index = folder.resolve(INDEX);
    TreeMap<String, Boolean> names = new TreeMap<>();
    for (JsonNode file : json(index).path("weight_map")) {
      String name = file.asText();
      if (name.isEmpty() || !folder.resolve(name).normalize().startsWith(folder.normalize())) {
        throw new ArtifactException(index + " names the file '" + name + "' outside its folder.");
      }
      names.put(name, true);
    }
    if (names.isEmpty()) {
      throw new ArtifactException(index + " has an empty weight_map.");
    }
    return List.copyOf(names.keySet());
  }

  private void add(SafetensorsFile file) {
    files.add(file);
    for (String stored : file.entries().keySet()) {
      String name =
          stored.startsWith(BloomTensors.PREFIX) || stored.equals("lm_head.weight")
              ? stored
              : BloomTensors.PREFIX + stored;
      if (fileOf.put(name, file) != null) {
        throw new ArtifactException("Tensor " + name + " is in " + folder + " twice.");
      }
      storedName.put(name, stored);
    }
  }

  private void check() {
    Map<String, List<Long>> wanted = BloomTensors.shapes(config);
    for (Map.Entry<String, List<Long>> tensor : wanted.entrySet()) {
      if (!fileOf.containsKey(tensor.getKey())) {
        throw new ArtifactException(
            "The weights in %s lack %s, which its config.json needs."
                .formatted(folder, tensor.getKey()));
      }
      List<Long> shape = entry(tensor.getKey()).shape();
      if (!shape.equals(tensor.getValue())) {
        throw new ArtifactException(
            "Tensor %s in %s has shape %s where its config.json needs %s."
                .formatted(tensor.getKey(), folder, shape, tensor.getValue()));
      }
    }
    for (String name : fileOf.keySet()) {
      // A tied head that was saved all the same repeats the embeddings; transformers ignores it.
      if (!wanted.containsKey(name) && !name.equals("lm_head.weight")) {
        throw new ArtifactException(
            "The weights in %s have the tensor %s, which BLOOM does not know."
                .formatted(folder, name));
      }
    }
  }

  /// Where the model lies.
  public Path folder() {
    return folder;
  }

  /// The model's shape and special tokens.
  public BloomConfig config() {
    return config;
  }

  /// Type, shape and place of a tensor, by its name in [BloomTensors].
  public TensorEntry entry(String name) {
    SafetensorsFile file = file(name);
    TensorEntry entry = file.entries().get(storedName.get(name));
    if (entry == null) {
      throw new IllegalStateException("lost the entry of " + name);
    }
    return entry;
  }

  /// The stored bytes of a tensor, mapped, until this folder is closed.
  public MemorySegment data(String name) {
    return file(name).data(entry(name).name());
  }

  /// A tensor as fp32 on the heap.
  public float[] floats(String name) {
    return file(name).floats(entry(name).name());
  }

  private SafetensorsFile file(String name) {
    SafetensorsFile file = fileOf.get(name);
    if (file == null) {
      throw new ArtifactException("There is no tensor " + name + " in " + folder + ".");
    }
    return file;
  }

  /// Writes `config.json`, `generation_config.json` and `model.safetensors` into `folder`.
  ///
  /// @param tensors every tensor of [BloomTensors#shapes], in any order
  public static void write(Path folder, BloomConfig config, Collection<TensorSource> tensors)
      throws IOException {
    Map<String, List<Long>> missing = new LinkedHashMap<>(BloomTensors.shapes(config));
    for (TensorSource tensor : tensors) {
      if (!tensor.shape().equals(missing.remove(tensor.name()))) {
        throw new IllegalArgumentException(
            "tensor %s of shape %s does not belong".formatted(tensor.name(), tensor.shape()));
      }
    }
    if (!missing.isEmpty()) {
      throw new IllegalArgumentException("tensors are missing: " + missing.keySet());
    }
    Files.createDirectories(folder);
    writeConfig(folder, config);
    SafetensorsWriter.write(folder.resolve(WEIGHTS), tensors, SafetensorsWriter.PYTORCH);
  }

  /// Writes only `config.json` and `generation_config.json`.
  public static void writeConfig(Path folder, BloomConfig config) throws IOException {
    writeJson(folder.resolve(CONFIG), BloomConfigJson.object(config));
    writeJson(folder.resolve(GENERATION_CONFIG), BloomConfigJson.generationObject(config));
  }

  private static void writeJson(Path target, Map<String, Object> object) throws IOException {
    Path partial = target.resolveSibling(target.getFileName() + ".partial");
    String text = JSON.writerWithDefaultPrettyPrinter().writeValueAsString(object);
    Files.writeString(
        partial, text.replace(System.lineSeparator(), "\n") + "\n", StandardCharsets.UTF_8);
    Files.move(
        partial, target, StandardCopyOption.ATOMIC_MOVE, StandardCopyOption.REPLACE_EXISTING);
  }

  @Override
  public void close() {
    files.forEach(SafetensorsFile::close);
    files.clear();
  }
}
