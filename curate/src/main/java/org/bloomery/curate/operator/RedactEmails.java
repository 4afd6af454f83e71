package org.bloomery.curate.operator;

import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.bloomery.artifact.Document;

/// Replaces e-mail addresses by `PI:EMAIL`, the placeholder of ROOTS. Exactly the span of the
/// address is replaced; what stands around it, and the same letters elsewhere, stay.
final class RedactEmails implements Operator {
  static final String PLACEHOLDER = "PI:EMAIL";

  /// Quantifiers are possessive or bounded, so that no text makes the matching slow.
  static final Pattern ADDRESS =
      Pattern.compile(
          "(?<![\\p{L}\\p{N}_%+-])[\\p{L}\\p{N}_%+-](?:[\\p{L}\\p{N}_%+'-]|\\.(?=[^.@])){0,63}+@"
              + "(?:[\\p{L}\\p{N}](?:[\\p{L}\\p{N}-]{0,61}[\\p{L}\\p{N}])?\\.){1,8}"
              + "\\p{L}{2,24}(?![\\p{L}\\p{N}@])");

  /// As far before its @ an address may begin: 64 code points of two characters each.
  private static final int LONGEST_NAME = 128;

  @Override
  public String name() {
    return "redact-emails";
  }

  @Override
  public String version() {
    return "2";
  }

  @Override
  public Verdict apply(DocumentView view) {
    Document document = view.document();
    String text = document.text();
    return new Verdict.Keep(text.indexOf('@') < 0 ? document : document.withText(redacted(text)));
  }

  /// Looks for addresses only where an @ follows; a pattern that goes through all of the text takes
  /// as long as several filters.
  static String redacted(String text) {
    Matcher matcher = ADDRESS.matcher(text).useTransparentBounds(true);
    StringBuilder out = new StringBuilder(text.length());
    int done = 0;
    int from = 0; // behind the last @ and what was replaced: an address has one @
    for (int at = text.indexOf('@'); at >= 0; at = text.indexOf('@', from)) {
      for (int start = Math.max(from, at - LONGEST_NAME); start < at; start++) {
        if (matcher.region(start, text.length()).lookingAt()) {
          out.append(text, done, start).append(PLACEHOLDER);
          done = matcher.end();
          break;
        }
      }
      from = Math.max(done, at + 1);
    }
    return out.append(text, done, text.length()).toString();
  }
}
