package org.bloomery.artifact.run.filter;

import java.util.List;
import org.bloomery.artifact.Require;

/// Which files of source code are kept: the bounds that ROOTS set for its code, all of them open.
///
/// @param fewestCharacters a file has more
/// @param mostCharacters a file has fewer
/// @param shortestLongestLine characters; the longest line has more
/// @param longestLine characters; the longest line has fewer
/// @param minimumSymbols share of characters that no identifier has; a file has more
/// @param maximumSymbols the same; a file has less
/// @param minimumWordDeviation standard deviation of the lengths of words; a file has more
/// @param mostBytes in UTF-8; a file has no more
/// @param licences SPDX identifiers; a file whose source or heading names another is dropped
public record CodeSettings(
    int fewestCharacters,
    int mostCharacters,
    int shortestLongestLine,
    int longestLine,
    double minimumSymbols,
    double maximumSymbols,
    double minimumWordDeviation,
    int mostBytes,
    List<String> licences) {
  public CodeSettings {
    licences = List.copyOf(licences);
    Require.that(!licences.isEmpty(), "licences = [] allows no file; name at least one");
    Require.that(
        fewestCharacters < mostCharacters,
        "fewestCharacters = " + fewestCharacters + " leaves nothing below " + mostCharacters);
  }
}
