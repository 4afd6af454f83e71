package org.bloomery.tokenize;

import com.fasterxml.jackson.core.JsonGenerator;
import com.fasterxml.jackson.core.JsonProcessingException;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.StringTokenizer;
import org.bloomery.artifact.InputException;
import org.bloomery.artifact.Json;
import org.bloomery.artifact.RunFileException;
import org.bloomery.tokenize.encode.Encoder;
import org.bloomery.tokenize.encode.Encoding;
import org.bloomery.tokenize.encode.IdBuffer;
import org.bloomery.tokenize.encode.Specials;
import org.bloomery.tokenize.encode.Tokenizer;
import org.bloomery.tokenize.file.TokenizerFiles;
import org.bloomery.tokenize.text.TextFile;

/// Texts from standard input to ids, and back.
final class TokenizerFilter {
  private final TokenizerTool.Request request;
  private final InputStream in;
  private final OutputStream out;
  private final Tokenizer tokenizer;

  TokenizerFilter(TokenizerTool.Request request, InputStream in, OutputStream out) {
    this.request = request;
    this.in = in;
    this.out = out;
    if (request.bytes() && request.jsonl()) {
      throw new RunFileException(
          "--bytes and --jsonl exclude each other: JSON strings hold text, not bytes");
    }
    tokenizer =
        TokenizerFiles.readNamed(Path.of(TokenizerTool.given(request.directory(), "directory")));
    if (request.bytes() && !tokenizer.layout().keepsBytes()) {
      throw new InputException(
          request.directory()
              + " changes text before it encodes it (normal form C, or a space in front); --bytes"
              + " needs a tokenizer that does not");
    }
  }

  void encode() throws IOException {
    Encoder encoder = tokenizer.encoder();
    IdBuffer ids = new IdBuffer();
    StringBuilder line = new StringBuilder();
    Specials specials =
        request.specialsAsText() || request.bytes() ? Specials.AS_TEXT : Specials.RECOGNISED;
    forEachInput((text, number) -> {
      byte[] bytes = request.jsonl() ? jsonText(text, number) : text;
      if (request.offsets()) {
        out.write(withOffsets(tokenizer.encodeWithOffsets(bytes, specials)));
        return;
      }
      ids.clear();
      encoder.encode(bytes, 0, bytes.length, specials, ids);
      line.setLength(0);
      line.append(request.jsonl() ? "[" : "");
      for (int i = 0; i < ids.size(); i++) {
        if (i > 0) {
          line.append(request.jsonl() ? ',' : ' ');
        }
        line.append(ids.get(i));
      }
      line.append(request.jsonl() ? "]\n" : "\n");
      out.write(line.toString().getBytes(StandardCharsets.US_ASCII));
    });
  }

  private static byte[] withOffsets(Encoding encoding) throws IOException {
    ByteArrayOutputStream line = new ByteArrayOutputStream();
    try (JsonGenerator json = Json.MAPPER.getFactory().createGenerator(line)) {
      json.writeStartObject();
      json.writeFieldName("ids");
      json.writeArray(encoding.ids(), 0, encoding.size());
      writePairs(json, "characters", encoding.characterOffsets());
      writePairs(json, "bytes", encoding.byteOffsets());
      json.writeEndObject();
    }
    line.write('\n');
    return line.toByteArray();
  }

  private static void writePairs(JsonGenerator json, String name, int[] pairs) throws IOException {
    json.writeArrayFieldStart(name);
    for (int i = 0; i < pairs.length; i += 2) {
      json.writeArray(pairs, i, 2);
    }
    json.writeEndArray();
  }

  private static byte[] jsonText(byte[] line, long number) throws IOException {
    try {
      return Json.MAPPER.readValue(line, String.class).getBytes(StandardCharsets.UTF_8);
    } catch (JsonProcessingException e) {
      throw new InputException(
          "standard input:" + number + ": not a JSON string (" + e.getOriginalMessage() + ")", e);
    }
  }

  void decode() throws IOException {
    forEachInput((line, number) -> {
      int[] ids = ids(line, number);
      if (request.jsonl()) {
        out.write(Json.MAPPER.writeValueAsBytes(tokenizer.decode(ids)));
      } else {
        out.write(tokenizer.decodeBytes(ids));
      }
      if (request.jsonl() || !inputIsOne()) {
        out.write('\n');
      }
    });
  }

  private static int[] ids(byte[] line, long number) {
    StringTokenizer words =
        new StringTokenizer(new String(line, StandardCharsets.UTF_8), "[], \t\r\n");
    int[] ids = new int[words.countTokens()];
    for (int i = 0; i < ids.length; i++) {
      String word = words.nextToken();
      try {
        ids[i] = Integer.parseInt(word);
      } catch (NumberFormatException e) {
        throw new InputException("standard input:" + number + ": " + word + " is no id", e);
      }
    }
    return ids;
  }

  private boolean inputIsOne() {
    return request.whole() || request.bytes();
  }

  private interface Input {
    void accept(byte[] text, long number) throws IOException;
  }

  /// Hands over all of standard input, or each line without its end.
  private void forEachInput(Input action) throws IOException {
    if (inputIsOne()) {
      action.accept(in.readAllBytes(), 1);
      return;
    }
    TextFile.LineReader lines = new TextFile.LineReader(in);
    long number = 0;
    for (byte[] line = lines.next(); line.length > 0; line = lines.next()) {
      int end = line[line.length - 1] == '\n' ? line.length - 1 : line.length;
      action.accept(Arrays.copyOf(line, end), ++number);
    }
  }
}
