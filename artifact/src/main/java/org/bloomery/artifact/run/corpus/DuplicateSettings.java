package org.bloomery.artifact.run.corpus;

import java.util.List;
import org.bloomery.artifact.Require;
import org.jspecify.annotations.Nullable;

/// Which duplicates are looked for, in the order of the components. Documents with the same text
/// are dropped in any case.
///
/// @param keep which of several duplicates stays; left out: `source`
/// @param exact what texts are compared without; left out: `text`
/// @param url which part of an address names a page; left out: addresses are not compared
/// @param urlParameters parameters that tell pages apart, for `url = "path"`
/// @param intact ids of sources whose texts nothing is cut out of: no lines, paragraphs or
///   passages; theirs do not count as copies of others either. Left out: none
/// @param lines lines that recur, such as menus
/// @param paragraphs paragraphs that recur
/// @param minhash documents with mostly the same shingles
/// @param simhash documents with nearly the same hash
/// @param substrings passages of bytes that recur
public record DuplicateSettings(
    @Nullable KeeperRule keep,
    @Nullable ExactRule exact,
    @Nullable UrlRule url,
    @Nullable List<String> urlParameters,
    @Nullable List<String> intact,
    @Nullable PassageSettings lines,
    @Nullable PassageSettings paragraphs,
    @Nullable MinHashSettings minhash,
    @Nullable SimHashSettings simhash,
    @Nullable SubstringSettings substrings) {
  /// Only documents with the same text.
  public static final DuplicateSettings EXACT_ONLY =
      new DuplicateSettings(null, null, null, null, null, null, null, null, null, null);

  public DuplicateSettings {
    urlParameters = urlParameters == null ? null : List.copyOf(urlParameters);
    intact = intact == null ? null : List.copyOf(intact);
    Require.that(
        urlParameters == null || url == UrlRule.PATH,
        "urlParameters are given with url = \"path\", and only there");
  }

  public KeeperRule keeperRule() {
    return keep == null ? KeeperRule.SOURCE : keep;
  }

  public ExactRule exactRule() {
    return exact == null ? ExactRule.TEXT : exact;
  }

  /// The sources that stay intact, perhaps none.
  public List<String> intactSources() {
    return intact == null ? List.of() : intact;
  }

  public List<String> parameters() {
    return urlParameters == null ? List.of() : urlParameters;
  }
}
