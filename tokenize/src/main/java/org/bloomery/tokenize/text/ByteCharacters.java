package org.bloomery.tokenize.text;

import java.util.Arrays;
import org.jspecify.annotations.Nullable;

/// The printable stand-in that byte-level BPE files use for each byte: a printable Latin-1
/// character stands for itself, the other bytes in ascending order take U+0100, U+0101, … (space
/// becomes Ġ, line feed Ċ). Source: `bytes_to_unicode` in OpenAI's GPT-2 encoder.
public final class ByteCharacters {
  private static final char[] CHARACTERS = new char[256];
  private static final short[] BYTES = new short[512];

  static {
    Arrays.fill(BYTES, (short) -1);
    char next = 0x100;
    for (int b = 0; b < 256; b++) {
      boolean printable =
          (b >= 0x21 && b <= 0x7E) || (b >= 0xA1 && b <= 0xAC) || (b >= 0xAE && b <= 0xFF);
      CHARACTERS[b] = printable ? (char) b : next++;
      BYTES[CHARACTERS[b]] = (short) b;
    }
  }

  private ByteCharacters() {}

  public static char character(int unsignedByte) {
    return CHARACTERS[unsignedByte];
  }

  public static String text(byte[] bytes) {
    char[] out = new char[bytes.length];
    for (int i = 0; i < bytes.length; i++) {
      out[i] = CHARACTERS[bytes[i] & 0xFF];
    }
    return new String(out);
  }

  /// The bytes behind stand-ins, or null if a character of the text stands for no byte.
  public static byte @Nullable [] bytes(String text) {
    byte[] out = new byte[text.length()];
    for (int i = 0; i < out.length; i++) {
      char c = text.charAt(i);
      if (c >= BYTES.length || BYTES[c] < 0) {
        return null;
      }
      out[i] = (byte) BYTES[c];
    }
    return out;
  }

  /// The 256 bytes in the order of their stand-ins' code points: the order of the first ids.
  public static byte[] alphabet() {
    byte[] out = new byte[256];
    int n = 0;
    for (short b : BYTES) {
      if (b >= 0) {
        out[n++] = (byte) b;
      }
    }
    return out;
  }
}
