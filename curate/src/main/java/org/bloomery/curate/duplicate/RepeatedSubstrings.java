package org.bloomery.curate.duplicate;

import java.nio.charset.StandardCharsets;
import java.util.Arrays;

/// Passages that stand somewhere before, byte by byte (Lee et al. 2022, "Deduplicating Training
/// Data Makes Language Models Better"): every run of at least `minimumBytes` bytes of UTF-8 whose
/// like begins earlier in the corpus is taken out, cut to whole characters; the first copy stays.
/// Line feeds count as spaces.
public final class RepeatedSubstrings {
  private RepeatedSubstrings() {}

  /// A text as it is compared: UTF-8, line feeds as spaces.
  public static byte[] comparable(String text) {
    byte[] bytes = text.getBytes(StandardCharsets.UTF_8);
    for (int i = 0; i < bytes.length; i++) {
      bytes[i] = bytes[i] == '\n' ? (byte) ' ' : bytes[i];
    }
    return bytes;
  }

  /// Whether a character begins with the byte.
  public static boolean begins(byte value) {
    return (value & 0xC0) != 0x80;
  }

  /// The places in a document at which a passage of `minimumBytes` may begin.
  ///
  /// @return how many were written to `positions`
  public static int starts(
      byte[] text, int from, int to, int minimumBytes, int[] positions, int filled) {
    int count = filled;
    for (int i = from; i + minimumBytes <= to; i++) {
      if (begins(text[i])) {
        positions[count++] = i;
      }
    }
    return count;
  }

  /// Whether a copy is one: not the same place again, nor one that overlaps it, as in a row of
  /// equal characters.
  public static boolean isCopy(
      long document, long offset, long firstDocument, long firstOffset, int minimumBytes) {
    return document != firstDocument || offset - firstOffset >= minimumBytes;
  }

  /// A text without the passages that begin at some places.
  ///
  /// @param starts offsets in UTF-8, ascending; each passage is `minimumBytes` long
  public static String without(String text, int[] starts, int minimumBytes) {
    byte[] bytes = text.getBytes(StandardCharsets.UTF_8);
    byte[] kept = new byte[bytes.length];
    int filled = 0;
    int copied = 0;
    for (int i = 0; i < starts.length; ) {
      int start = starts[i];
      int end = start + minimumBytes;
      while (++i < starts.length && starts[i] <= end) {
        end = starts[i] + minimumBytes;
      }
      while (end < bytes.length && end > start && !begins(bytes[end])) {
        end--; // the last character is cut in two: it stays
      }
      System.arraycopy(bytes, copied, kept, filled, start - copied);
      filled += start - copied;
      copied = end;
    }
    System.arraycopy(bytes, copied, kept, filled, bytes.length - copied);
    filled += bytes.length - copied;
    return new String(Arrays.copyOf(kept, filled), StandardCharsets.UTF_8);
  }
}
