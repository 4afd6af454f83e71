package org.bloomery.artifact.run;

import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Locale;
import java.util.Set;
import org.bloomery.artifact.Require;

/// The tokenizer. How many threads count words is no setting: the result does not depend on it.
///
/// @param vocabularySize entries, special tokens and the 256 bytes included
/// @param specialTokens more special tokens, behind `<unk>`, `<s>`, `</s>` and `<pad>`
/// @param reservedTokens special tokens without a meaning yet, `<reserved_0>` and so on, behind
///   these
/// @param deduplicateLines count each distinct line once, so that boilerplate does not become
///   tokens
/// @param sampling which share of each language is counted
/// @param countOn where words are counted; the result is the same
/// @param memoryBytes heap that training may take; the result does not depend on it
public record TokenizeSettings(
    int vocabularySize,
    List<String> specialTokens,
    int reservedTokens,
    boolean deduplicateLines,
    SamplingSettings sampling,
    CountOn countOn,
    long memoryBytes) {
  /// Where words are counted.
  public enum CountOn {
    /// On this machine.
    MACHINE,
    /// On the Spark that `curate.master` names.
    SPARK;

    @Override
    public String toString() {
      return name().toLowerCase(Locale.ROOT);
    }
  }

  /// The special tokens that every vocabulary has, in the order of their ids: BLOOM's.
  public static final List<String> SPECIAL_TOKENS = List.of("<unk>", "<s>", "</s>", "<pad>");

  /// What training needs at the least.
  public static final long LEAST_MEMORY_BYTES = 64_000_000;

  private static final int BYTES = 256;
  private static final int LARGEST = 1 << 20;

  public TokenizeSettings {
    specialTokens = List.copyOf(specialTokens);
    Require.that(
        reservedTokens >= 0 && reservedTokens < LARGEST,
        "reservedTokens = " + reservedTokens + " must be 0 or more, and below " + LARGEST);
    Set<String> seen = new HashSet<>();
    for (String token : allSpecialTokens(specialTokens, reservedTokens)) {
      Require.that(!token.isEmpty(), "a special token is empty; name it, for example \"<mask>\"");
      Require.that(
          seen.add(token),
          "special token \""
              + token
              + "\" is there twice; "
              + String.join(" ", SPECIAL_TOKENS)
              + " and the reserved ones are always there");
    }
    int least = seen.size() + BYTES;
    Require.that(
        vocabularySize >= least && vocabularySize <= LARGEST,
        "vocabularySize = "
            + vocabularySize
            + " does not lie between "
            + least
            + " (the "
            + seen.size()
            + " special tokens and the 256 bytes) and "
            + LARGEST);
    Require.that(
        memoryBytes >= LEAST_MEMORY_BYTES,
        "memoryBytes = " + memoryBytes + " is too little; give at least " + LEAST_MEMORY_BYTES);
  }

  /// All special tokens in the order of their ids.
  public List<String> allSpecialTokens() {
    return allSpecialTokens(specialTokens, reservedTokens);
  }

  private static List<String> allSpecialTokens(List<String> more, int reserved) {
    List<String> all = new ArrayList<>(SPECIAL_TOKENS);
    all.addAll(more);
    for (int i = 0; i < reserved; i++) {
      all.add(String.format(Locale.ROOT, "<reserved_%d>", i));
    }
    return all;
  }
}
