package org.bloomery.tokenize;

import java.util.regex.Pattern;

/// A regular expression of the user's: each match is a piece, and what lies between two matches is
/// one too (the behaviour `Isolated` of Hugging Face tokenizers' `Split`).
///
/// @param pattern as Oniguruma reads it; see [OnigurumaPattern] for what is refused
public record RegexPreTokenizer(String pattern) implements PreTokenizer {
  /// The pattern of Llama 3.
  public static final String LLAMA_3 =
      "(?i:'s|'t|'re|'ve|'m|'ll|'d)|[^\\r\\n\\p{L}\\p{N}]?\\p{L}+|\\p{N}{1,3}"
          + "| ?[^\\s\\p{L}\\p{N}]+[\\r\\n]*|\\s*[\\r\\n]+|\\s+(?!\\S)|\\s+";

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
