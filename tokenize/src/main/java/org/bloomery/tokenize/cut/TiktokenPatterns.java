package org.bloomery.tokenize.cut;

import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.bloomery.artifact.RunFileException;

/// How tiktoken's encodings cut text, by their names, and patterns of the user's.
///
/// tiktoken's engine (Rust's fancy-regex) differs from Oniguruma, which is what `tokenizer.json`
/// holds: `^` and `$` are the ends of the text, and `{n,m}+` is possessive.
public final class TiktokenPatterns {
  private static final String CONTRACTIONS = "(?i:'s|'t|'re|'ve|'m|'ll|'d)?";
  private static final String UPPER = "[\\p{Lu}\\p{Lt}\\p{Lm}\\p{Lo}\\p{M}]";
  private static final String LOWER = "[\\p{Ll}\\p{Lm}\\p{Lo}\\p{M}]";
  private static final String NO_LETTER = "[^\\r\\n\\p{L}\\p{N}]?";

  private static final Map<String, PreTokenizer> NAMED = new TreeMap<>();

  static {
    NAMED.put("gpt2", new Gpt2PreTokenizer());
    NAMED.put("r50k_base", new Gpt2PreTokenizer());
    NAMED.put("p50k_base", new Gpt2PreTokenizer());
    NAMED.put("llama3", new Llama3PreTokenizer(3));
    NAMED.put(
        "cl100k_base",
        new RegexPreTokenizer(
            "'(?i:[sdmt]|ll|ve|re)|[^\\r\\n\\p{L}\\p{N}]?+\\p{L}++|(?>\\p{N}{1,3})"
                + "| ?[^\\s\\p{L}\\p{N}]++[\\r\\n]*+|\\s++\\z|\\s*[\\r\\n]|\\s+(?!\\S)|\\s"));
    NAMED.put(
        "o200k_base",
        new RegexPreTokenizer(
            NO_LETTER
                + UPPER
                + "*"
                + LOWER
                + "+"
                + CONTRACTIONS
                + "|"
                + NO_LETTER
                + UPPER
                + "+"
                + LOWER
                + "*"
                + CONTRACTIONS
                + "|\\p{N}{1,3}| ?[^\\s\\p{L}\\p{N}]+[\\r\\n/]*|\\s*[\\r\\n]+|\\s+(?!\\S)|\\s+"));
  }

  /// A possessive interval behind one class, property or escape.
  private static final Pattern POSSESSIVE =
      Pattern.compile(
          "(\\[[^\\]]*\\]|\\\\[pP]\\{[^}]*\\}|\\\\.|[^\\\\{}()\\[\\]])(\\{[\\d,]+\\})\\+");

  private TiktokenPatterns() {}

  public static Iterable<String> names() {
    return NAMED.keySet();
  }

  /// The pre-tokeniser of a name, if there is one of this name.
  public static Optional<PreTokenizer> named(String name) {
    return Optional.ofNullable(NAMED.get(name));
  }

  /// The pre-tokeniser of a name, or of a regular expression as tiktoken reads it.
  public static PreTokenizer find(String nameOrPattern) {
    Optional<PreTokenizer> named = named(nameOrPattern);
    if (named.isPresent()) {
      return named.get();
    }
    if (nameOrPattern.matches("\\w+")) {
      throw new RunFileException(
          "--pattern " + nameOrPattern + " is unknown; known names are " + NAMED.keySet());
    }
    try {
      return new RegexPreTokenizer(oniguruma(nameOrPattern));
    } catch (IllegalArgumentException e) {
      throw new RunFileException(
          "--pattern " + nameOrPattern + " cannot be used: " + e.getMessage());
    }
  }

  /// The same pattern as Oniguruma reads it.
  static String oniguruma(String pattern) {
    String atomic =
        POSSESSIVE
            .matcher(pattern)
            .replaceAll(
                found -> Matcher.quoteReplacement("(?>" + found.group(1) + found.group(2) + ")"));
    if (atomic.matches(".*\\{[\\d,]+\\}\\+.*")) {
      throw new IllegalArgumentException("a possessive interval of a group is not supported");
    }
    StringBuilder out = new StringBuilder();
    int depth = 0;
    for (int at = 0; at < atomic.length(); at++) {
      char c = atomic.charAt(at);
      if (c == '\\' && at + 1 < atomic.length()) {
        out.append(c).append(atomic.charAt(++at));
        continue;
      }
      depth += c == '[' ? 1 : c == ']' && depth > 0 ? -1 : 0;
      out.append(depth > 0 ? String.valueOf(c) : c == '^' ? "\\A" : c == '$' ? "\\z" : c);
    }
    return out.toString();
  }
}
