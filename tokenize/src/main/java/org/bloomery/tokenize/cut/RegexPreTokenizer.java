package org.bloomery.tokenize.cut;

import java.util.regex.Pattern;

/// A regular expression of the user's: each match is a piece, and what lies between two matches is
/// one too (the behaviour `Isolated` of Hugging Face tokenizers' `Split`).
///
/// @param pattern as Oniguruma reads it; see [OnigurumaPattern] for what is refused
public record RegexPreTokenizer(String pattern) implements PreTokenizer {
  /// Checks the pattern.
  ///
  /// @throws IllegalArgumentException naming what in it is not supported
  public RegexPreTokenizer {
    OnigurumaPattern.compile(pattern);
  }

  @Override
  public PieceCutter cutter() {
    Pattern compiled = OnigurumaPattern.compile(pattern);
    return new RegexCutter(pattern, compiled);
  }
}
