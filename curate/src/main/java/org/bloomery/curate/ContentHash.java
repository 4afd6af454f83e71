package org.bloomery.curate;

import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.util.HexFormat;
import org.bloomery.artifact.Digests;

/// The identity of a text: 128 bits of SHA-256 over the text without white space. Documents with
/// the same hash are exact duplicates; held-out split, sampling and partitions follow from it too,
/// so that none of them depends on where a document was found.
public final class ContentHash {
  private static final int BYTES = 16;

  private ContentHash() {}

  /// 32 hexadecimal digits.
  public static String of(String text) {
    char[] kept = new char[text.length()];
    int count = 0;
    for (int i = 0; i < kept.length; i++) {
      char c = text.charAt(i); // no code point of two is white space
      if ((c > ' ' && c < 0x7F) || !(Character.isWhitespace(c) || Character.isSpaceChar(c))) {
        kept[count++] = c;
      }
    }
    MessageDigest sha256 = Digests.newSha256();
    byte[] digest = sha256.digest(new String(kept, 0, count).getBytes(StandardCharsets.UTF_8));
    return HexFormat.of().formatHex(digest, 0, BYTES);
  }

  /// The first 64 bits of a hash.
  public static long bits(String hash) {
    return HexFormat.fromHexDigitsToLong(hash, 0, 16);
  }
}
