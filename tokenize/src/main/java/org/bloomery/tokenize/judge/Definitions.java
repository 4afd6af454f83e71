package org.bloomery.tokenize.judge;

import java.util.LinkedHashMap;
import java.util.Map;
import org.bloomery.artifact.page.Html;

/// What the numbers of a page mean, in a sentence or two each.
final class Definitions {
  private static final Map<String, String> TERMS = new LinkedHashMap<>();

  static {
    TERMS.put(
        "Fertility",
        "Tokens per word, a word being what stands between white space, with its punctuation. Where"
            + " more than half of the letters are of scripts written without spaces (Chinese,"
            + " Japanese, Thai, Lao, Khmer, Burmese and others), tokens per character, read from the"
            + " text and not from the name of the language. Less is better; values per word and per"
            + " character do not compare.");
    TERMS.put(
        "Reference, points worse",
        "The fertility of a tokenizer that learnt from this language's training text alone, and by"
            + " how many percentage points of fertility the language is worse off than with it. BLOOM"
            + " aimed at no more than 10 for any language (Le Scao et al. 2022, §3.2): ✓ marks what"
            + " keeps to that, ! what does not. Per character, a tenth of the reference is the"
            + " limit.");
    TERMS.put(
        "Bytes per token",
        "Bytes of UTF-8 over tokens. More means shorter sequences; scripts differ in bytes per"
            + " letter.");
    TERMS.put(
        "Words split",
        "Share of words, without the punctuation around them, that are cut in two or more (the"
            + " continued words of Rust et al. 2021).");
    TERMS.put(
        "Premium",
        "Tokens of a language over tokens of the pivot for the same content, from text that is"
            + " parallel by line (Petrov et al. 2023).");
    TERMS.put(
        "Rényi",
        "Rényi efficiency of order 2.5: how evenly the pieces that occur are used; 1 is even (Zouhar"
            + " et al. 2023).");
    TERMS.put(
        "Pieces reached",
        "Share of the vocabulary that some text of the language comes to, training text included."
            + " What no language comes to has an embedding that nothing trains.");
  }

  private Definitions() {}

  static String section() {
    Html html = new Html().open("dl", "class", "terms");
    TERMS.forEach((term, meaning) -> html.element("dt", term).element("dd", meaning));
    return html.close("dl").toString();
  }
}
