package org.bloomery.tokenize.file;

import com.fasterxml.jackson.core.JsonGenerator;
import java.io.IOException;
import java.util.List;
import org.bloomery.tokenize.cut.BloomPreTokenizer;
import org.bloomery.tokenize.cut.Gpt2PreTokenizer;
import org.bloomery.tokenize.cut.Llama3PreTokenizer;
import org.bloomery.tokenize.cut.PreTokenizer;
import org.bloomery.tokenize.cut.RegexPreTokenizer;
import org.bloomery.tokenize.cut.SequencePreTokenizer;
import org.bloomery.tokenize.encode.AddedToken;
import org.bloomery.tokenize.encode.TokenizerLayout;

/// Writes what stands before the model in a `tokenizer.json`: added tokens, normaliser,
/// pre-tokeniser, post-processor and decoder.
final class LayoutWriter {
  private LayoutWriter() {}

  static void write(JsonGenerator json, TokenizerLayout layout) throws IOException {
    json.writeArrayFieldStart("added_tokens");
    for (AddedToken token : layout.added()) {
      writeAdded(json, token);
    }
    json.writeEndArray();
    if (layout.nfc()) {
      json.writeObjectFieldStart("normalizer");
      json.writeStringField("type", "NFC");
      json.writeEndObject();
    } else {
      json.writeNullField("normalizer");
    }
    writePreTokenizer(json, layout);
    if (layout.postProcessor() == null) {
      writeByteLevel(json, "post_processor", true, false, false);
    } else {
      json.writeFieldName("post_processor");
      json.writeTree(layout.postProcessor());
    }
    writeByteLevel(json, "decoder", true, true, true);
  }

  private static void writeAdded(JsonGenerator json, AddedToken token) throws IOException {
    json.writeStartObject();
    json.writeNumberField("id", token.id());
    json.writeStringField("content", token.content());
    json.writeBooleanField("single_word", token.singleWord());
    json.writeBooleanField("lstrip", token.takesSpaceBefore());
    json.writeBooleanField("rstrip", token.takesSpaceBehind());
    json.writeBooleanField("normalized", token.normalized());
    json.writeBooleanField("special", token.special());
    json.writeEndObject();
  }

  /// GPT-2's is `ByteLevel` alone; all others are a sequence that ends with a `ByteLevel`, which
  /// cuts once more only where GPT-2's is the last step.
  private static void writePreTokenizer(JsonGenerator json, TokenizerLayout layout)
      throws IOException {
    if (layout.preTokenizer() instanceof Gpt2PreTokenizer) {
      writeByteLevel(json, "pre_tokenizer", layout.prefixSpace(), true, true);
      return;
    }
    json.writeObjectFieldStart("pre_tokenizer");
    json.writeStringField("type", "Sequence");
    json.writeArrayFieldStart("pretokenizers");
    PreTokenizer last = writeSteps(json, layout.preTokenizer());
    json.writeStartObject();
    writeByteLevelFields(json, false, true, last instanceof Gpt2PreTokenizer);
    json.writeEndObject();
    json.writeEndArray();
    json.writeEndObject();
  }

  /// Writes all steps but GPT-2's at the end, and gives the last.
  private static PreTokenizer writeSteps(JsonGenerator json, PreTokenizer preTokenizer)
      throws IOException {
    List<PreTokenizer> steps =
        preTokenizer instanceof SequencePreTokenizer sequence
            ? sequence.steps()
            : List.of(preTokenizer);
    PreTokenizer last = steps.getLast();
    boolean byBytes = last instanceof Gpt2PreTokenizer;
    for (PreTokenizer step : byBytes ? steps.subList(0, steps.size() - 1) : steps) {
      switch (step) {
        case BloomPreTokenizer _ -> writeSplit(json, BloomPreTokenizer.PATTERN);
        case Gpt2PreTokenizer _ -> writeSplit(json, Gpt2PreTokenizer.PATTERN);
        case Llama3PreTokenizer llama -> writeSplit(json, llama.pattern());
        case RegexPreTokenizer regex -> writeSplit(json, regex.pattern());
        case SequencePreTokenizer inner ->
            throw new IllegalStateException("a sequence within a sequence: " + inner);
      }
    }
    return last;
  }

  private static void writeSplit(JsonGenerator json, String pattern) throws IOException {
    json.writeStartObject();
    json.writeStringField("type", "Split");
    json.writeObjectFieldStart("pattern");
    json.writeStringField("Regex", pattern);
    json.writeEndObject();
    json.writeStringField("behavior", "Isolated");
    json.writeBooleanField("invert", false);
    json.writeEndObject();
  }

  private static void writeByteLevel(
      JsonGenerator json, String field, boolean prefixSpace, boolean trim, boolean regex)
      throws IOException {
    json.writeObjectFieldStart(field);
    writeByteLevelFields(json, prefixSpace, trim, regex);
    json.writeEndObject();
  }

  private static void writeByteLevelFields(
      JsonGenerator json, boolean prefixSpace, boolean trim, boolean regex) throws IOException {
    json.writeStringField("type", "ByteLevel");
    json.writeBooleanField("add_prefix_space", prefixSpace);
    json.writeBooleanField("trim_offsets", trim);
    json.writeBooleanField("use_regex", regex);
  }
}
