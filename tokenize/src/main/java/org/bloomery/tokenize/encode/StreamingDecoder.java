package org.bloomery.tokenize.encode;

import java.nio.ByteBuffer;
import java.nio.CharBuffer;
import java.nio.charset.CharsetDecoder;
import java.nio.charset.CodingErrorAction;
import java.nio.charset.StandardCharsets;

/// Turns ids that come one by one into text, and holds back the bytes of a character until it is
/// whole. The parts together are the same as the text of all ids at once. For one thread.
public final class StreamingDecoder {
  private final TokenBytes bytes;
  private final CharsetDecoder utf8 =
      StandardCharsets.UTF_8
          .newDecoder()
          .onMalformedInput(CodingErrorAction.REPLACE)
          .onUnmappableCharacter(CodingErrorAction.REPLACE);
  private ByteBuffer held = ByteBuffer.allocate(64); // ready to be written
  private CharBuffer characters = CharBuffer.allocate(64);

  StreamingDecoder(TokenBytes bytes) {
    this.bytes = bytes;
  }

  /// The characters that are whole now; often one token, sometimes none.
  public String add(int id) {
    int length = bytes.length(id);
    if (held.remaining() < length) {
      int capacity = 2 * (held.position() + length);
      held = ByteBuffer.allocate(capacity).put(held.flip());
      characters = CharBuffer.allocate(capacity);
    }
    bytes.copy(id, held.array(), held.position());
    held.position(held.position() + length).flip();
    utf8.reset().decode(held, characters.clear(), false);
    held.compact();
    return characters.flip().toString();
  }

  /// What was held back: U+FFFD for a character that never became whole, or nothing.
  public String end() {
    String rest = new String(held.array(), 0, held.position(), StandardCharsets.UTF_8);
    held.clear();
    return rest;
  }
}
