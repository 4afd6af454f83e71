package org.bloomery.spark;

import java.util.HexFormat;
import org.bloomery.artifact.Document;
import org.bloomery.curate.ContentHash;

/// A document between the two phases.
///
/// @param key content hash, then the position in the catalogue; sorts duplicates together, the one
///   that is kept first
record Curated(String key, Document document) {
  private static final int HASH_DIGITS = 32;

  /// Hexadecimal digits of a key: hash, source, file, offset.
  static final int KEY_DIGITS = HASH_DIGITS + 8 + 8 + 16;

  static String key(String hash, int source, int file, long offset) {
    HexFormat hex = HexFormat.of();
    return hash + hex.toHexDigits(source) + hex.toHexDigits(file) + hex.toHexDigits(offset);
  }

  /// The same place in the catalogue with what became of the document.
  Curated with(Document changed) {
    return changed.text().equals(document.text())
        ? new Curated(key, changed)
        : new Curated(ContentHash.of(changed.text()) + key.substring(HASH_DIGITS), changed);
  }

  static String hash(String key) {
    return key.substring(0, HASH_DIGITS);
  }
}
