package org.bloomery.curate.operator;

import java.util.regex.Pattern;
import org.bloomery.artifact.Document;

/// Replaces e-mail addresses by `PI:EMAIL`, the placeholder of ROOTS. Exactly the span of the
/// address is replaced; what stands around it, and the same letters elsewhere, stay.
final class RedactEmails implements Operator {
  static final String PLACEHOLDER = "PI:EMAIL";

  /// Quantifiers are possessive or bounded, so that no text makes the matching slow.
  private static final Pattern ADDRESS =
      Pattern.compile(
          "(?<![\\p{L}\\p{N}_%+-])[\\p{L}\\p{N}_%+-](?:[\\p{L}\\p{N}_%+'-]|\\.(?=[^.@])){0,63}+@"
              + "(?:[\\p{L}\\p{N}](?:[\\p{L}\\p{N}-]{0,61}[\\p{L}\\p{N}])?\\.){1,8}"
              + "\\p{L}{2,24}(?![\\p{L}\\p{N}@])");

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
    return new Verdict.Keep(
        text.indexOf('@') < 0
            ? document
            : document.withText(ADDRESS.matcher(text).replaceAll(PLACEHOLDER)));
  }
}
