package org.bloomery.artifact.run.filter;

import java.util.List;

/// What the filter of C4 takes out (Raffel et al. 2020, arXiv 1910.10683, section 2.2).
///
/// @param citations whether marks as `[1]`, `[edit]` are taken out of lines
/// @param terminalPunctuation whether a line must end a sentence
/// @param fewestSentences that the lines left over must have
/// @param fewestWordsPerLine shorter lines go
/// @param longestWord characters; a line with a longer word goes
/// @param loremIpsum whether a document with filler text goes
/// @param javascript whether a line that names JavaScript goes
/// @param curlyBracket whether a document with `{` goes
/// @param policyPhrases lines with one of these, in lower case, go
public record C4Settings(
    boolean citations,
    boolean terminalPunctuation,
    int fewestSentences,
    int fewestWordsPerLine,
    int longestWord,
    boolean loremIpsum,
    boolean javascript,
    boolean curlyBracket,
    List<String> policyPhrases) {
  public C4Settings {
    policyPhrases = List.copyOf(policyPhrases);
  }
}
