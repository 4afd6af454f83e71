package org.bloomery.tokenize;

import java.nio.ByteBuffer;
import java.nio.CharBuffer;
import java.nio.charset.CharsetDecoder;
import java.nio.charset.CodingErrorAction;
import java.nio.charset.StandardCharsets;

/// Turns ids that come one by one into text, and holds back the bytes of a character until it is
/// whole. The parts together are the same as the text of all ids at once. For one thread.
public final class StreamingDecoder {
  private final Tokenizer tokenizer;
  private final CharsetDecoder utf8 =
      StandardCharsets.UTF_8
          .newDecoder()
          .onMalformedInput(CodingErrorAction.REPLACE)
          .onUnmappableCharacter(CodingErrorAction.REPLACE);
  private byte[] held = {};

  StreamingDecoder(Tokenizer tokenizer) {
    this.tokenizer = tokenizer;
  }

  /// The characters that are whole now; often one token, sometimes none.
  public String add(int id) {
    byte[] bytes = tokenizer.bytes(id);
    ByteBuffer in = ByteBuffer.allocate(held.length + bytes.length).put(held).put(bytes).flip();
    CharBuffer out = CharBuffer.allocate(in.remaining() + 1);
    utf8.reset().decode(in, out, false);
    held = new byte[in.remaining()];
    in.get(held);
    return out.flip().toString();
  }

  /// What was held back: U+FFFD for a character that never became whole, or nothing.
  public String end() {
    String rest = new String(held, StandardCharsets.UTF_8);
    held = new byte[0];
    return rest;
  }
}
