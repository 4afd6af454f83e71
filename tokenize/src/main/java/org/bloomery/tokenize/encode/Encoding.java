package org.bloomery.tokenize.encode;

import java.util.Arrays;
import org.bloomery.tokenize.text.Utf8;

/// The ids of a text and where each token lies in it.
///
/// Offsets are those of `Encoding.offsets` in Hugging Face tokenizers with `trim_offsets = false`:
/// white space belongs to the token that holds it. An added token that takes white space along
/// covers it. A token that holds a part of a character covers, in characters, the whole of it.
public final class Encoding {
  private final byte[] text;
  private final int[] ids;
  private final int[] bytes;

  Encoding(byte[] text, int[] ids, int[] bytes) {
    this.text = text;
    this.ids = ids;
    this.bytes = bytes;
  }

  /// Number of tokens.
  public int size() {
    return ids.length;
  }

  public int[] ids() {
    return ids.clone();
  }

  /// The first byte of each token and the byte behind its last, one pair after the other.
  public int[] byteOffsets() {
    return bytes.clone();
  }

  /// The same in characters (code points) of the text; a byte that is no part of a character counts
  /// as one.
  public int[] characterOffsets() {
    int[] characterOfByte = new int[text.length + 1];
    int number = 0;
    for (int at = 0; at < text.length; number++) {
      int end = at + Utf8.width(text, at, text.length);
      Arrays.fill(characterOfByte, at, end, number);
      at = end;
    }
    characterOfByte[text.length] = number;
    int[] offsets = new int[bytes.length];
    for (int i = 0; i < bytes.length; i += 2) {
      int start = bytes[i];
      int end = bytes[i + 1];
      offsets[i] = characterOfByte[start];
      offsets[i + 1] = end == start ? offsets[i] : characterOfByte[end - 1] + 1;
    }
    return offsets;
  }
}
