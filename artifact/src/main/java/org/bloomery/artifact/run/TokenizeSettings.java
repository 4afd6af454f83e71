package org.bloomery.artifact.run;

/// The tokenizer. How many threads count words is no setting: the result does not depend on it.
///
/// @param vocabularySize entries, special tokens and the 256 bytes included
/// @param deduplicateLines count each distinct line once, so that boilerplate does not become
///   tokens
public record TokenizeSettings(int vocabularySize, boolean deduplicateLines) {
  private static final int SPECIALS_AND_BYTES = 4 + 256;
  private static final int LARGEST = 1 << 20;

  public TokenizeSettings {
    if (vocabularySize < SPECIALS_AND_BYTES || vocabularySize > LARGEST) {
      throw new IllegalArgumentException(
          "vocabularySize = "
              + vocabularySize
              + " does not lie between "
              + SPECIALS_AND_BYTES
              + " (the special tokens and the 256 bytes) and "
              + LARGEST);
    }
  }
}
