package org.bloomery.spark;

import java.util.ArrayList;
import java.util.List;
import org.bloomery.artifact.run.CurateSettings;
import org.bloomery.artifact.run.corpus.ContaminationSettings;
import org.bloomery.artifact.run.corpus.DuplicateSettings;
import org.bloomery.artifact.run.corpus.ExactRule;
import org.bloomery.artifact.run.corpus.KeeperRule;

/// The steps over all documents that the settings ask for, in their order: cheap ones first, whole
/// documents before parts, and what evaluation must not meet last.
final class CorpusSteps {
  private CorpusSteps() {}

  /// None where only documents with the same text are dropped, all but the first: the last phase
  /// does that anyway.
  static List<CorpusStep> of(CurateSettings settings) {
    DuplicateSettings s = settings.duplicateSettings();
    ContaminationSettings contamination = settings.contamination();
    List<CorpusStep> steps = new ArrayList<>();
    if (s.url() != null) {
      steps.add(KeyStep.urls(s.url(), s));
    }
    if (s.lines() != null) {
      steps.add(PassageStep.of(false, s.lines(), s.intactSources()));
    }
    if (s.paragraphs() != null) {
      steps.add(PassageStep.of(true, s.paragraphs(), s.intactSources()));
    }
    if (s.minhash() != null) {
      steps.add(NearStep.minhash(s.minhash(), s.keeperRule()));
    }
    if (s.simhash() != null) {
      steps.add(NearStep.simhash(s.simhash(), s.keeperRule()));
    }
    if (s.substrings() != null) {
      steps.add(SubstringStep.of(s.substrings(), s.intactSources()));
    }
    boolean lastPhaseDoes = s.exactRule() == ExactRule.TEXT && s.keeperRule() == KeeperRule.SOURCE;
    if (!steps.isEmpty() || !lastPhaseDoes) {
      // Before lines are counted: the lines of a copied document recur, but are no template.
      steps.add(s.url() == null ? 0 : 1, KeyStep.texts(s));
    }
    if (contamination != null) {
      steps.add(ContaminationStep.of(contamination));
    }
    return steps;
  }
}
