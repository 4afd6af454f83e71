package org.bloomery.publish;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.bloomery.artifact.ArtifactException;
import org.bloomery.model.file.BloomTensors;
import org.bloomery.model.file.HuggingFaceFolder;
import org.bloomery.model.file.TensorEntry;
import org.bloomery.model.file.TensorSource;
import org.bloomery.tokenize.encode.Tokenizer;
import org.bloomery.tokenize.file.TokenizerFiles;

/// Writes the weights and the tokenizer of a release, and reads them back.
final class ReleasedModel {
  /// Scripts, a special token as text, and spaces: what goes in must come out again.
  private static final String ROUND_TRIP = "Bloomery: ore → iron.\n\t</s> été, Öfen, 鉄, حديد 🜜";

  private ReleasedModel() {}

  static void write(Path model, Path tokenizer, Path release) throws IOException {
    try (HuggingFaceFolder trained = HuggingFaceFolder.open(model)) {
      List<TensorSource> tensors = new ArrayList<>();
      for (String name : BloomTensors.shapes(trained.config()).keySet()) {
        TensorEntry entry = trained.entry(name);
        tensors.add(new TensorSource(name, entry.type(), entry.shape(), () -> trained.data(name)));
      }
      HuggingFaceFolder.write(release, trained.config(), tensors);
    }
    for (String file : List.of(TokenizerFiles.TOKENIZER, TokenizerFiles.CONFIG)) {
      Files.write(release.resolve(file), Files.readAllBytes(tokenizer.resolve(file)));
    }
  }

  /// Opens the release as a stranger would, and compares every weight with the trained one.
  static void check(Path model, Path release) throws IOException {
    try (HuggingFaceFolder trained = HuggingFaceFolder.open(model);
        HuggingFaceFolder released = HuggingFaceFolder.open(release)) {
      if (!trained.config().equals(released.config())) {
        throw new ArtifactException(
            release + "/config.json reads back as " + released.config() + ", which is another");
      }
      for (String name : BloomTensors.shapes(trained.config()).keySet()) {
        if (released.data(name).mismatch(trained.data(name)) >= 0) {
          throw new ArtifactException(
              "tensor " + name + " of " + release + " differs from the trained one");
        }
      }
      checkTokenizer(release, released.config().vocabularySize());
    }
  }

  private static void checkTokenizer(Path release, int rows) {
    Tokenizer tokenizer = TokenizerFiles.read(release);
    if (tokenizer.size() > rows) {
      throw new ArtifactException(
          release
              + "/tokenizer.json has "
              + tokenizer.size()
              + " ids, more than the "
              + rows
              + " embeddings of the model");
    }
    String text = tokenizer.decode(tokenizer.encode(ROUND_TRIP));
    if (!text.equals(ROUND_TRIP)) {
      throw new ArtifactException(
          release + "/tokenizer.json turns \"" + ROUND_TRIP + "\" into \"" + text + "\"");
    }
  }
}
