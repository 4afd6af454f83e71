package org.bloomery.curate.duplicate;

import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import org.bloomery.artifact.run.corpus.ExactRule;
import org.bloomery.artifact.run.corpus.UrlRule;
import org.bloomery.curate.ContentHash;

/// Keys that whole documents share when they are duplicates.
public final class DocumentKeys {
  private static final String AMP = "/amp";

  private DocumentKeys() {}

  /// 32 hexadecimal digits that documents with the same text share.
  public static String exact(String text, ExactRule rule) {
    return switch (rule) {
      case TEXT -> ContentHash.of(text);
      case LETTERS -> {
        // ROOTS compares without digits and ASCII punctuation. Where nothing else is left, all of
        // the text counts: for ROOTS, all tables of numbers are the same document.
        StringBuilder letters = new StringBuilder(text.length());
        text.codePoints()
            .filter(c -> !Character.isDigit(c) && !isPunctuation(c) && !isSpace(c))
            .forEach(letters::appendCodePoint);
        yield ContentHash.of(letters.isEmpty() ? text : letters.toString());
      }
    };
  }

  private static boolean isSpace(int c) {
    return Character.isWhitespace(c) || Character.isSpaceChar(c);
  }

  private static boolean isPunctuation(int c) {
    return c > ' ' && c < 0x7F && !Character.isLetterOrDigit(c);
  }

  /// What two addresses of one page share.
  ///
  /// @param parameters names of parameters that tell pages apart, for [UrlRule#PATH]
  public static String url(String url, UrlRule rule, List<String> parameters) {
    return switch (rule) {
      case WHOLE -> url;
      case PATH -> path(url, parameters);
    };
  }

  private static String path(String url, List<String> parameters) {
    int fragment = url.indexOf('#');
    String whole = fragment < 0 ? url : url.substring(0, fragment);
    int question = whole.indexOf('?');
    String path = question < 0 ? whole : whole.substring(0, question);
    while (path.endsWith("/")) {
      path = path.substring(0, path.length() - 1);
    }
    if (path.endsWith(AMP)) {
      path = path.substring(0, path.length() - AMP.length());
    }
    if (question < 0 || parameters.isEmpty()) {
      return path;
    }
    List<String> kept =
        Arrays.stream(whole.substring(question + 1).split("&", -1))
            .filter(pair -> parameters.contains(name(pair)))
            .sorted()
            .toList();
    return kept.isEmpty() ? path : path + "?" + String.join("&", kept);
  }

  private static String name(String pair) {
    int equals = pair.indexOf('=');
    return (equals < 0 ? pair : pair.substring(0, equals)).toLowerCase(Locale.ROOT);
  }
}
