package org.bloomery.curate.operator;

import java.util.HashMap;
import java.util.Map;
import org.bloomery.artifact.run.CurateSettings;
import org.bloomery.artifact.run.filter.ByLanguage;
import org.bloomery.artifact.run.filter.C4Settings;

/// Takes lines out that are no sentences, and drops documents with filler text, program text or too
/// few sentences: the filter of C4 (Raffel et al. 2020, arXiv 1910.10683, section 2.2), with
/// datatrove's verdicts and order.
final class C4Quality implements Operator {
  private final ByLanguage<C4Settings> settings;
  private final Map<String, LinePhrases> phrases = new HashMap<>(); // by language

  C4Quality(CurateSettings settings) {
    this.settings = SourceParameters.stated(settings.operators().c4(), name(), "c4", "c4");
  }

  @Override
  public String name() {
    return "c4-quality";
  }

  @Override
  public String version() {
    return "1";
  }

  @Override
  public Verdict apply(DocumentView view) {
    C4Settings limits = settings.of(view.language());
    C4Lines lines =
        new C4Lines(
            limits,
            phrases.computeIfAbsent(view.language(), _ -> new LinePhrases(limits)),
            view.text());
    String reason = lines.read();
    if (reason != null) {
      return view.drop(reason, "the document holds it");
    }
    if (lines.sentences() < limits.fewestSentences()) {
      return view.drop(
          "too-few-sentences", lines.sentences() + " sentences < " + limits.fewestSentences());
    }
    return view.keep(lines.kept());
  }
}
