package org.bloomery.tokenize.cut;

import java.lang.Character.UnicodeScript;
import java.util.ArrayDeque;
import java.util.Locale;
import java.util.Set;
import java.util.regex.Pattern;

/// Turns a regular expression as Oniguruma reads it (the engine of Hugging Face tokenizers) into
/// one that Java reads with the same matches, and refuses by name what has no such counterpart.
///
/// The differences (Oniguruma's doc/RE and doc/SYNTAX.md, default syntax): `^` and `$` are ends of
/// lines, only the line feed ends a line, `\h` is a hexadecimal digit, `\v` one character, `{n,m}+`
/// is greedy twice and `{n}?` optional, scripts have no prefix, and `\w` has the superscripts and
/// fractions of Latin-1 but no joiners. Both engines have Unicode 16 here: letters, marks, numbers
/// and white space were compared code point by code point with tokenizers 0.23.3.
final class OnigurumaPattern {
  private static final int FLAGS =
      Pattern.UNICODE_CHARACTER_CLASS | Pattern.MULTILINE | Pattern.UNIX_LINES;

  /// `\w` of Oniguruma as the inside of a class of Java.
  private static final String WORD =
      "\\p{IsAlphabetic}\\p{gc=Mn}\\p{gc=Me}\\p{gc=Mc}\\p{gc=Nd}\\p{gc=Pc}²³¹¼½¾";

  private static final String BEFORE = "(?<=[" + WORD + "])";
  private static final String NOT_BEFORE = "(?<![" + WORD + "])";
  private static final String AFTER = "(?=[" + WORD + "])";
  private static final String NOT_AFTER = "(?![" + WORD + "])";

  /// Never matches. Java looks behind by more than one `char` for one character of a class only if
  /// a character beyond U+FFFF stands somewhere in the pattern (JDK 25).
  private static final String NEVER = "|(?!)\uDBFF\uDFFD";

  private static final Set<String> CATEGORIES =
      Set.of(
          "C", "Cc", "Cf", "Cn", "Co", "L", "Ll", "Lm", "Lo", "Lt", "Lu", "M", "Mc", "Me", "Mn",
          "N", "Nd", "Nl", "No", "P", "Pc", "Pd", "Pe", "Pf", "Pi", "Po", "Ps", "S", "Sc", "Sk",
          "Sm", "So", "Z", "Zl", "Zp", "Zs");

  private final String given;
  private final StringBuilder out = new StringBuilder();
  private final ArrayDeque<Integer> groups = new ArrayDeque<>();
  private int at;
  private int atom = -1; // where in `out` that starts which a quantifier would repeat
  private int classDepth;
  private boolean ignoresCase;

  private OnigurumaPattern(String given) {
    this.given = given;
  }

  /// Compiles a pattern.
  ///
  /// @throws IllegalArgumentException with what is not supported or not well formed
  static Pattern compile(String pattern) {
    if (pattern.isEmpty()) {
      throw new IllegalArgumentException("it is empty");
    }
    OnigurumaPattern translation = new OnigurumaPattern(pattern);
    translation.translate();
    String translated = translation.out.toString();
    return Pattern.compile(translated.contains("(?<") ? translated + NEVER : translated, FLAGS);
  }

  private void translate() {
    while (at < given.length()) {
      char c = given.charAt(at);
      if (classDepth > 0) {
        insideClass(c);
      } else {
        outsideClass(c);
      }
    }
    if (ignoresCase) {
      requireSimpleCase();
    }
  }

  private void outsideClass(char c) {
    switch (c) {
      case '\\' -> {
        atom = out.length();
        escape();
      }
      case '[' -> {
        atom = out.length();
        openClass();
      }
      case '(' -> openGroup();
      case ')' -> {
        atom = groups.isEmpty() ? -1 : groups.pop();
        copy();
      }
      case '{' -> interval();
      case '*', '+', '?' -> copy();
      default -> {
        atom = out.length();
        copy();
      }
    }
  }

  private void insideClass(char c) {
    switch (c) {
      case '\\' -> escape();
      case '[' -> openClass();
      case ']' -> {
        classDepth--;
        copy();
      }
      case '&' -> {
        if (given.startsWith("&&", at)) {
          throw refused("&& in a class");
        }
        copy();
      }
      default -> copy();
    }
  }

  private void copy() {
    out.append(given.charAt(at++));
  }

  private void openClass() {
    if (given.startsWith("[:", at)) {
      throw refused("the POSIX bracket [:");
    }
    classDepth++;
    copy();
    if (given.startsWith("^", at)) {
      copy();
    }
    if (given.startsWith("]", at)) { // the first place: a literal
      out.append('\\');
      copy();
    }
  }

  private void openGroup() {
    groups.push(out.length());
    for (String kind : new String[] {"(?:", "(?=", "(?!", "(?<=", "(?<!", "(?>", "(?i:", "(?-i:"}) {
      if (given.startsWith(kind, at)) {
        ignoresCase |= kind.equals("(?i:");
        out.append(kind);
        at += kind.length();
        return;
      }
    }
    if (given.startsWith("(?i)", at) && at == 0) {
      ignoresCase = true;
    } else if (given.startsWith("(?", at) || given.startsWith("(*", at)) {
      throw refused("the group " + given.substring(at, Math.min(given.length(), at + 4)));
    }
    copy();
  }

  /// `{n,m}` and its shorter forms; anything else is a brace.
  private void interval() {
    var shape = Pattern.compile("\\{(\\d*)(,?)(\\d*)\\}").matcher(given).region(at, given.length());
    boolean found = shape.lookingAt() && !(shape.group(1) + shape.group(3)).isEmpty();
    if (!found) {
      atom = out.length();
      out.append("\\{");
      at++;
      return;
    }
    String least = shape.group(1).isEmpty() ? "0" : shape.group(1);
    out.append('{').append(least).append(shape.group(2)).append(shape.group(3)).append('}');
    at = shape.end();
    boolean fixed = shape.group(2).isEmpty();
    if (given.startsWith("+", at) || (fixed && given.startsWith("?", at))) {
      if (atom < 0) {
        throw refused("an interval of nothing");
      }
      out.insert(atom, "(?:").append(')');
    }
  }

  private void escape() {
    if (at + 1 >= given.length()) {
      throw refused("a backslash at the end");
    }
    char c = given.charAt(at + 1);
    at += 2;
    boolean inside = classDepth > 0;
    switch (c) {
      case 'p', 'P' -> property(c == 'P');
      case 's', 'S', 'd', 'D', 'n', 'r', 't', 'f', 'a', 'e' -> out.append('\\').append(c);
      case 'v' -> out.append("\\x0B");
      case 'h' -> out.append(inside ? "0-9a-fA-F" : "[0-9a-fA-F]");
      case 'H' -> out.append("[^0-9a-fA-F]");
      case 'w' -> out.append(inside ? WORD : "[" + WORD + "]");
      case 'W' -> out.append("[^").append(WORD).append(']');
      case 'x' -> hexadecimal();
      case 'u' -> {
        if (!given.substring(at, Math.min(given.length(), at + 4)).matches("[0-9A-Fa-f]{4}")) {
          throw refused("\\u without four digits");
        }
        out.append("\\u").append(given, at, at + 4);
        at += 4;
      }
      default -> {
        if (!inside && "AZzbB".indexOf(c) >= 0) {
          out.append(anchor(c));
        } else if (Character.isLetterOrDigit(c)) {
          throw refused("\\" + c);
        } else {
          out.append('\\').append(c);
        }
      }
    }
  }

  private static String anchor(char c) {
    return switch (c) {
      case 'b' -> "(?:" + BEFORE + NOT_AFTER + "|" + NOT_BEFORE + AFTER + ")";
      case 'B' -> "(?:" + BEFORE + AFTER + "|" + NOT_BEFORE + NOT_AFTER + ")";
      default -> "\\" + c;
    };
  }

  private void hexadecimal() {
    var digits =
        Pattern.compile("\\{([0-9A-Fa-f]{1,6})\\}|([0-7][0-9A-Fa-f])")
            .matcher(given)
            .region(at, given.length());
    if (!digits.lookingAt()) {
      throw refused("\\x of a byte beyond 7F");
    }
    out.append("\\x").append(digits.group());
    at = digits.end();
  }

  private void property(boolean negated) {
    int close = given.indexOf('}', at);
    if (!given.startsWith("{", at) || close < 0) {
      throw refused("\\p without {name}");
    }
    String name = given.substring(at + 1, close);
    at = close + 1;
    boolean not = negated;
    if (name.startsWith("^")) {
      not = !not;
      name = name.substring(1);
    }
    out.append(not ? "\\P{" : "\\p{").append(javaProperty(name)).append('}');
  }

  private String javaProperty(String name) {
    if (CATEGORIES.contains(name)) {
      return "gc=" + name;
    }
    try {
      return "Is" + UnicodeScript.forName(name.toUpperCase(Locale.ROOT)).name();
    } catch (IllegalArgumentException e) {
      throw new IllegalArgumentException(
          "\\p{" + name + "} is neither a general category, such as Lu, nor a script", e);
    }
  }

  /// Oniguruma folds ß to ss and the ligature of s and t to st, Java does not: such letters in a
  /// pattern that ignores case are refused.
  private void requireSimpleCase() {
    String lower = given.toLowerCase(Locale.ROOT).replaceAll("\\\\.", "\\\\");
    for (String folded : new String[] {"ss", "st", "ff", "fi", "fl"}) {
      if (lower.contains(folded)) {
        throw refused(folded + " where case is ignored");
      }
    }
    if (lower.chars().anyMatch(c -> c > 0x7F)) {
      throw refused("a letter beyond ASCII where case is ignored");
    }
  }

  private IllegalArgumentException refused(String what) {
    return new IllegalArgumentException(what + " is not supported");
  }
}
