package org.bloomery.tokenize.encode;

import java.nio.ByteBuffer;
import java.nio.charset.CharacterCodingException;
import java.nio.charset.StandardCharsets;
import java.text.Normalizer;
import org.jspecify.annotations.Nullable;

/// Unicode's normal form C of UTF-8. Bytes that are no UTF-8 stay as they are.
final class NormalFormC {
  /// Below U+0300 every character is its own normal form, and none composes with the one before:
  /// the first byte of all of them is smaller than this.
  private static final int FIRST_LEAD = 0xCC;

  private NormalFormC() {}

  /// The normal form, or null if the text is in it already.
  static byte @Nullable [] of(byte[] text, int from, int to) {
    int at = from;
    while (at < to && (text[at] & 0xFF) < FIRST_LEAD) {
      at++;
    }
    if (at == to) {
      return null;
    }
    try {
      CharSequence characters =
          StandardCharsets.UTF_8.newDecoder().decode(ByteBuffer.wrap(text, from, to - from));
      return Normalizer.isNormalized(characters, Normalizer.Form.NFC)
          ? null
          : Normalizer.normalize(characters, Normalizer.Form.NFC).getBytes(StandardCharsets.UTF_8);
    } catch (CharacterCodingException e) {
      return null; // not text: bytes are kept
    }
  }
}
