package org.bloomery.tokenize.file;

import com.fasterxml.jackson.databind.JsonNode;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.bloomery.artifact.Json;
import org.bloomery.tokenize.cut.PreTokenizer;
import org.bloomery.tokenize.encode.AddedToken;
import org.bloomery.tokenize.encode.BpeModel;
import org.bloomery.tokenize.encode.Tokenizer;
import org.bloomery.tokenize.encode.TokenizerLayout;
import org.jspecify.annotations.Nullable;

/// Reads a `tokenizer.json` of Hugging Face tokenizers: byte-level BPE with any pre-tokeniser that
/// [PreTokenizerReader] knows. What would give other ids here than there is refused by its name.
/// Truncation and padding are settings of batches, not of the tokenizer, and are not read.
final class TokenizerReader {
  private static final Set<String> POST_PROCESSORS =
      Set.of("ByteLevel", "TemplateProcessing", "BertProcessing", "RobertaProcessing", "Sequence");

  private final TokenizerJsonFile file;

  private TokenizerReader(TokenizerJsonFile file) {
    this.file = file;
  }

  static Tokenizer read(Path path) {
    return new TokenizerReader(new TokenizerJsonFile(path)).read(Json.read(path, JsonNode.class));
  }

  private Tokenizer read(JsonNode root) {
    boolean nfc = normalFormC(root.path("normalizer"), "normalizer");
    PreTokenizerReader cuts = new PreTokenizerReader(file);
    PreTokenizer preTokenizer = cuts.read(root.path("pre_tokenizer"));
    JsonNode post = postProcessor(root.path("post_processor"));
    decoder(root.path("decoder"), "decoder");
    List<AddedToken> added = addedTokens(root.path("added_tokens"));
    BpeModel model = new BpeModelReader(file, added).read(root.path("model"));
    requireNoGap(model, added);
    return new Tokenizer(
        model, new TokenizerLayout(added, nfc, cuts.prefixSpace(), preTokenizer, post));
  }

  private boolean normalFormC(JsonNode node, String where) {
    if (TokenizerJsonFile.absent(node)) {
      return false;
    }
    if (file.type(node, where, Set.of("NFC", "Sequence")).equals("NFC")) {
      return true;
    }
    boolean any = false;
    for (JsonNode step : node.path("normalizers")) {
      any |= normalFormC(step, where + ".normalizers");
    }
    return any;
  }

  private @Nullable JsonNode postProcessor(JsonNode node) {
    if (TokenizerJsonFile.absent(node)) {
      return null;
    }
    String type = file.type(node, "post_processor", POST_PROCESSORS);
    if (type.equals("Sequence")) {
      node.path("processors").forEach(step -> postProcessor(step));
    }
    return node;
  }

  private void decoder(JsonNode node, String where) {
    if (file.type(node, where, Set.of("ByteLevel", "Sequence")).equals("Sequence")) {
      if (node.path("decoders").size() != 1) {
        throw file.refused(where + " = " + node + " is not one ByteLevel");
      }
      decoder(node.path("decoders").get(0), where + ".decoders");
    }
  }

  private List<AddedToken> addedTokens(JsonNode array) {
    List<AddedToken> added = new ArrayList<>();
    Map<Integer, String> contents = new HashMap<>();
    for (JsonNode token : array) {
      String content = token.path("content").asText("");
      int id = token.path("id").asInt(-1);
      if (content.isEmpty() || !token.path("id").canConvertToInt() || id < 0) {
        throw file.refused("added_tokens has the entry " + token + " without a content or an id");
      }
      if (contents.containsValue(content) || contents.containsKey(id)) {
        throw file.refused(
            "added_tokens has \"" + content + "\" with id " + id + " where one of both was given");
      }
      contents.put(id, content);
      added.add(
          new AddedToken(
              id,
              content,
              token.path("normalized").asBoolean(),
              token.path("special").asBoolean(),
              token.path("single_word").asBoolean(),
              token.path("lstrip").asBoolean(),
              token.path("rstrip").asBoolean()));
    }
    return added;
  }

  private void requireNoGap(BpeModel model, List<AddedToken> added) {
    boolean[] taken = new boolean[model.size() + added.size()];
    for (AddedToken token : added) {
      if (token.id() >= taken.length) {
        throw file.refused(
            "the added token \"" + token.content() + "\" leaves ids before it unused");
      }
      taken[token.id()] = true;
    }
    int last = taken.length - 1;
    while (last >= model.size() && !taken[last]) {
      last--;
    }
    for (int id = model.size(); id <= last; id++) {
      if (!taken[id]) {
        throw file.refused("id " + id + " is neither in model.vocab nor an added token");
      }
    }
  }
}
