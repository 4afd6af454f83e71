package org.bloomery.curate.operator;

import com.ibm.icu.text.BreakIterator;
import com.ibm.icu.util.ULocale;
import java.util.HashMap;
import java.util.Map;

/// One sentence a line, by ICU's rules for the language. ROOTS asked four libraries, a different
/// one for each family of languages; one set of rules knows all of them.
final class SplitSentences implements Operator {
  private final Map<String, BreakIterator> byLanguage = new HashMap<>();

  @Override
  public String name() {
    return "split-sentences";
  }

  @Override
  public String version() {
    return "1";
  }

  @Override
  public Verdict apply(DocumentView view) {
    BreakIterator sentences =
        byLanguage.computeIfAbsent(
            view.language(),
            language -> BreakIterator.getSentenceInstance(ULocale.forLanguageTag(language)));
    String text = view.document().text();
    sentences.setText(text);
    StringBuilder out = new StringBuilder(text.length() + text.length() / 50);
    int start = sentences.first();
    for (int end; (end = sentences.next()) != BreakIterator.DONE; start = end) {
      String sentence = text.substring(start, end);
      String bare = sentence.stripTrailing();
      out.append(bare);
      String rest = sentence.substring(bare.length());
      out.append(rest.indexOf('\n') >= 0 ? rest : end < text.length() ? "\n" : "");
    }
    return view.keep(out.toString());
  }
}
