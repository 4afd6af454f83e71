package org.bloomery.tokenize.file;

import com.fasterxml.jackson.core.JsonGenerator;
import com.fasterxml.jackson.core.util.DefaultIndenter;
import com.fasterxml.jackson.core.util.DefaultPrettyPrinter;
import com.fasterxml.jackson.core.util.Separators;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.OptionalInt;
import org.bloomery.artifact.AtomicFiles;
import org.bloomery.artifact.Json;
import org.bloomery.artifact.ResourceException;
import org.bloomery.artifact.stage.StageName;
import org.bloomery.tokenize.encode.BpeModel;
import org.bloomery.tokenize.encode.Tokenizer;
import org.bloomery.tokenize.text.ByteCharacters;

/// The files of a tokenizer: `tokenizer.json` in the layout of Hugging Face tokenizers, and
/// `tokenizer_config.json` for transformers.
public final class TokenizerFiles {
  public static final String TOKENIZER = "tokenizer.json";
  public static final String CONFIG = "tokenizer_config.json";

  public static final String VOCABULARY = "vocab.json";
  public static final String MERGES = "merges.txt";

  private static final Separators COLON_SPACE =
      Separators.createDefaultInstance()
          .withObjectFieldValueSpacing(Separators.Spacing.AFTER)
          .withArrayEmptySeparator("")
          .withObjectEmptySeparator("");

  private TokenizerFiles() {}

  /// Reads a tokenizer from its folder or from a `tokenizer.json` itself.
  public static Tokenizer read(Path folderOrFile) {
    return TokenizerReader.read(
        folderOrFile.getFileName().toString().endsWith(".json")
            ? folderOrFile
            : folderOrFile.resolve(TOKENIZER));
  }

  /// Reads the tokenizer that a person named: a `tokenizer.json`, the folder that holds it, or a
  /// run directory, whose tokenizer lies in `tokenizer/` and again in `release/`.
  ///
  /// @throws ResourceException when none lies there
  public static Tokenizer readNamed(Path named) {
    if (Files.isRegularFile(named)) {
      return TokenizerReader.read(named);
    }
    List<Path> places =
        List.of(
            named,
            named.resolve(StageName.TOKENIZER.folder()),
            named.resolve(StageName.RELEASE.folder()));
    for (Path place : places) {
      if (Files.isRegularFile(place.resolve(TOKENIZER))) {
        return TokenizerReader.read(place.resolve(TOKENIZER));
      }
    }
    throw new ResourceException(
        Files.exists(named)
            ? named
                + " holds no tokenizer.json, nor do tokenizer/ and release/ in it; name a folder"
                + " with tokenizer.json, or the directory of a run that has made its tokenizer"
            : named + " is not there; name a folder with tokenizer.json, or a run directory");
  }

  /// Writes `tokenizer.json` and `tokenizer_config.json`, and the model once more as `vocab.json`
  /// and `merges.txt`, which readers without `tokenizer.json` take.
  public static void write(Path folder, Tokenizer tokenizer) throws IOException {
    AtomicFiles.write(folder.resolve(TOKENIZER), tokenizerJson(tokenizer));
    AtomicFiles.write(folder.resolve(CONFIG), configJson(tokenizer, OptionalInt.empty()));
    AtomicFiles.write(folder.resolve(VOCABULARY), vocabularyJson(tokenizer));
    AtomicFiles.write(folder.resolve(MERGES), mergesText(tokenizer));
  }

  private static DefaultPrettyPrinter twoSpaces() {
    DefaultIndenter indenter = new DefaultIndenter("  ", "\n");
    return new DefaultPrettyPrinter()
        .withSeparators(COLON_SPACE)
        .withObjectIndenter(indenter)
        .withArrayIndenter(indenter);
  }

  public static byte[] tokenizerJson(Tokenizer tokenizer) throws IOException {
    ByteArrayOutputStream out = new ByteArrayOutputStream();
    try (JsonGenerator json = Json.MAPPER.getFactory().createGenerator(out)) {
      json.setPrettyPrinter(twoSpaces());
      json.writeStartObject();
      json.writeStringField("version", "1.0");
      json.writeNullField("truncation");
      json.writeNullField("padding");
      LayoutWriter.write(json, tokenizer.layout());
      writeModel(json, tokenizer);
      json.writeEndObject();
    }
    return out.toByteArray();
  }

  private static void writeModel(JsonGenerator json, Tokenizer tokenizer) throws IOException {
    BpeModel model = tokenizer.model();
    String[] texts = texts(tokenizer);
    json.writeObjectFieldStart("model");
    json.writeStringField("type", "BPE");
    json.writeNullField("dropout");
    json.writeNullField("unk_token");
    json.writeNullField("continuing_subword_prefix");
    json.writeNullField("end_of_word_suffix");
    json.writeBooleanField("fuse_unk", false);
    json.writeBooleanField("byte_fallback", false);
    json.writeBooleanField("ignore_merges", model.wholePiecesFirst());
    json.writeObjectFieldStart("vocab");
    for (int id = 0; id < texts.length; id++) {
      json.writeNumberField(texts[id], id);
    }
    json.writeEndObject();
    json.writeArrayFieldStart("merges");
    // One string a merge: readers before tokenizers 0.20 know no pairs, and no stand-in is a space.
    for (int rank = 0; rank < model.mergeLeft().length; rank++) {
      json.writeString(texts[model.mergeLeft()[rank]] + " " + texts[model.mergeRight()[rank]]);
    }
    json.writeEndArray();
    json.writeEndObject();
  }

  /// One line, ids ascending, as Hugging Face's `model.save` writes it.
  static byte[] vocabularyJson(Tokenizer tokenizer) throws IOException {
    ByteArrayOutputStream out = new ByteArrayOutputStream();
    try (JsonGenerator json = Json.MAPPER.getFactory().createGenerator(out)) {
      String[] texts = texts(tokenizer);
      json.writeStartObject();
      for (int id = 0; id < texts.length; id++) {
        json.writeNumberField(texts[id], id);
      }
      json.writeEndObject();
    }
    return out.toByteArray();
  }

  /// One merge a line, after a line that names the version of the format.
  static byte[] mergesText(Tokenizer tokenizer) {
    BpeModel model = tokenizer.model();
    String[] texts = texts(tokenizer);
    StringBuilder out = new StringBuilder("#version: 0.2\n");
    for (int rank = 0; rank < model.mergeLeft().length; rank++) {
      out.append(texts[model.mergeLeft()[rank]]).append(' ');
      out.append(texts[model.mergeRight()[rank]]).append('\n');
    }
    return out.toString().getBytes(StandardCharsets.UTF_8);
  }

  /// What the vocabulary calls each id of the model.
  private static String[] texts(Tokenizer tokenizer) {
    Map<Integer, String> added = new HashMap<>();
    tokenizer.addedTokens().forEach(token -> added.put(token.id(), token.content()));
    String[] texts = new String[tokenizer.model().size()];
    for (int id = 0; id < texts.length; id++) {
      String content = added.get(id);
      texts[id] = content != null ? content : ByteCharacters.text(tokenizer.model().pieces()[id]);
    }
    return texts;
  }

  /// The text of `tokenizer_config.json`.
  ///
  /// @param contextLength the longest text of a model in tokens, for `model_max_length`; a
  ///   tokenizer without a model has none
  public static byte[] configJson(Tokenizer tokenizer, OptionalInt contextLength)
      throws IOException {
    ByteArrayOutputStream out = new ByteArrayOutputStream();
    try (JsonGenerator json = Json.MAPPER.getFactory().createGenerator(out)) {
      json.setPrettyPrinter(twoSpaces());
      json.writeStartObject();
      json.writeBooleanField("add_prefix_space", false);
      writeNamed(json, tokenizer, "bos_token", "<s>");
      json.writeBooleanField("clean_up_tokenization_spaces", false);
      writeNamed(json, tokenizer, "eos_token", "</s>");
      if (contextLength.isPresent()) {
        json.writeNumberField("model_max_length", contextLength.getAsInt());
      }
      writeNamed(json, tokenizer, "pad_token", "<pad>");
      json.writeStringField("padding_side", "left");
      json.writeStringField("tokenizer_class", "PreTrainedTokenizerFast");
      writeNamed(json, tokenizer, "unk_token", "<unk>");
      json.writeEndObject();
    }
    return out.toByteArray();
  }

  private static void writeNamed(
      JsonGenerator json, Tokenizer tokenizer, String field, String content) throws IOException {
    if (tokenizer.idOfAdded(content).isPresent()) {
      json.writeStringField(field, content);
    }
  }
}
