package org.bloomery.serve;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.function.Consumer;
import org.bloomery.artifact.ArtifactException;
import org.bloomery.artifact.Digests;
import org.bloomery.artifact.ResourceException;
import org.bloomery.artifact.stage.StageName;
import org.bloomery.model.file.BloomConfig;
import org.bloomery.model.file.HuggingFaceFolder;
import org.bloomery.model.file.UnfinishedTraining;
import org.bloomery.model.infer.Decoder;
import org.bloomery.model.infer.InferenceModel;
import org.bloomery.model.infer.Scorer;
import org.bloomery.tokenize.encode.Tokenizer;
import org.bloomery.tokenize.file.TokenizerFiles;

/// A model with its tokenizer, ready to answer.
final class ServedModel implements AutoCloseable {
  private final ModelFolder folder;
  private final InferenceModel model;
  private final Tokenizer tokenizer;
  private final Scorer scorer;
  private final Decoder decoder;
  private final String fingerprint;
  private final long created;

  private ServedModel(
      ModelFolder folder,
      InferenceModel model,
      Tokenizer tokenizer,
      String fingerprint,
      long created) {
    this.folder = folder;
    this.model = model;
    this.tokenizer = tokenizer;
    this.scorer = new Scorer(model);
    this.decoder = new Decoder(model);
    this.fingerprint = fingerprint;
    this.created = created;
  }

  /// Loads what `directory` holds; see [ModelFolder]. Where a model is still being trained, it is
  /// that of the newest checkpoint.
  ///
  /// @param say takes a sentence about which model it is, if it is not a finished one
  static ServedModel open(Path directory, Consumer<String> say) throws IOException {
    if (!HuggingFaceFolder.isOne(directory.resolve(StageName.RELEASE.folder()))
        && UnfinishedTraining.isIn(directory)) {
      return UnfinishedTraining.read(
              directory,
              say,
              checkpoint -> {
                ServedModel served = open(ModelFolder.of(checkpoint, directory));
                say.accept(checkpoint.description());
                return served;
              })
          .orElseThrow(() ->
              new ResourceException(
                  "The model in "
                      + directory
                      + " is being trained and has no checkpoint yet; wait for the first, or ask for one with a file named training.save there."));
    }
    return open(ModelFolder.find(directory));
  }

  private static ServedModel open(ModelFolder folder) throws IOException {
    Tokenizer tokenizer = TokenizerFiles.read(folder.tokenizer());
    InferenceModel model = InferenceModel.open(folder.model());
    int vocabulary = model.config().vocabularySize();
    if (tokenizer.size() > vocabulary) {
      model.close();
      throw new ArtifactException(
          "The tokenizer in %s has %d tokens and the model in %s only %d; they do not belong together."
              .formatted(folder.tokenizer(), tokenizer.size(), folder.model(), vocabulary));
    }
    Path config = HuggingFaceFolder.configOf(folder.model());
    return new ServedModel(
        folder,
        model,
        tokenizer,
        fingerprint(folder),
        Files.getLastModifiedTime(config).toInstant().getEpochSecond());
  }

  /// Names these weights without reading all of them: the last layer norm moves at every step of
  /// training.
  private static String fingerprint(ModelFolder folder) throws IOException {
    try (HuggingFaceFolder files = HuggingFaceFolder.open(folder.model())) {
      String weights = Arrays.toString(files.floats("transformer.ln_f.weight"));
      String config =
          Files.readString(HuggingFaceFolder.configOf(folder.model()), StandardCharsets.UTF_8);
      return "fp_" + Digests.sha256(config + weights).substring(0, 12);
    }
  }

  /// The name in the API.
  String id() {
    return folder.name();
  }

  Path path() {
    return folder.model();
  }

  String fingerprint() {
    return fingerprint;
  }

  /// Seconds since 1970.
  long created() {
    return created;
  }

  BloomConfig config() {
    return model.config();
  }

  Tokenizer tokenizer() {
    return tokenizer;
  }

  Scorer scorer() {
    return scorer;
  }

  Decoder decoder() {
    return decoder;
  }

  /// The text of one token; broken characters become U+FFFD. The rows by which embeddings are
  /// padded beyond the tokenizer have no text.
  String text(int id) {
    return id < tokenizer.size() ? tokenizer.decode(id) : "";
  }

  /// The text of several tokens.
  String text(int[] ids) {
    return tokenizer.decode(Arrays.stream(ids).filter(id -> id < tokenizer.size()).toArray());
  }

  /// `logits` with the rows beyond the tokenizer made impossible: they stand for no text.
  float[] onlyRealTokens(float[] logits) {
    if (tokenizer.size() == logits.length) {
      return logits;
    }
    float[] real = logits.clone();
    Arrays.fill(real, tokenizer.size(), real.length, Float.NEGATIVE_INFINITY);
    return real;
  }

  @Override
  public void close() {
    model.close();
  }
}
