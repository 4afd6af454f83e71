package org.bloomery.spark;

import java.util.Locale;
import org.bloomery.artifact.Document;

/// A document between the two phases.
///
/// @param key content hash, then the position in the catalogue; sorts duplicates together, the one
///   that is kept first
record Curated(String key, Document document) {
  private static final int HASH_DIGITS = 32;

  static String key(String hash, int source, int file, long offset) {
    return hash + String.format(Locale.ROOT, "%04x%08x%016x", source, file, offset);
  }

  /// The same place in the catalogue with another text.
  Curated with(String hash, Document changed) {
    return new Curated(hash + key.substring(HASH_DIGITS), changed);
  }

  static String hash(String key) {
    return key.substring(0, HASH_DIGITS);
  }
}
