package org.bloomery.curate;

import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.TreeMap;
import org.bloomery.artifact.Document;
import org.bloomery.artifact.run.CurateSettings;
import org.bloomery.artifact.run.corpus.LicencePolicy;
import org.bloomery.artifact.run.corpus.Use;
import org.bloomery.artifact.source.SourceCard;
import org.bloomery.curate.SourceLedger.Counts;
import org.bloomery.curate.SourceLedger.Sample;
import org.bloomery.curate.SourceLedger.Step;
import org.bloomery.curate.operator.DocumentView;
import org.bloomery.curate.operator.Operators;
import org.bloomery.curate.text.Keys;

/// Counts what operators and steps do while they do it, and keeps a few documents to show. Which
/// ones does not depend on the order in which documents come. Of documents that may not be shown,
/// none is, and of the others no private data.
public final class OperatorLedger {
  static final Comparator<Sample> BY_HASH =
      Comparator.<Sample>comparingLong(sample -> rank(sample.id())).thenComparing(Sample::id);

  private final List<Step> begun;
  private final ShownText shown;
  private final int samples;
  private final List<TreeMap<String, long[]>> counts = new ArrayList<>();
  private final List<List<Sample>> changed = new ArrayList<>();
  private final List<List<Sample>> dropped = new ArrayList<>();

  /// An empty account.
  ///
  /// @param begun whose numbers the other methods take, as [Step#of] gives them
  public OperatorLedger(CurateSettings settings, SourceCard card, List<Step> begun) {
    this.begun = List.copyOf(begun);
    LicencePolicy policy = settings.licencePolicy();
    shown =
        new ShownText(
            Operators.redaction(settings, card),
            document ->
                policy.uses(card.licence().allowed(), document.licence()).contains(Use.SHOW));
    samples = settings.operators().samples();
    begun.forEach(_ -> {
      counts.add(new TreeMap<>());
      changed.add(new ArrayList<>());
      dropped.add(new ArrayList<>());
    });
  }

  private static long rank(String id) {
    return Keys.mix(Keys.of(id));
  }

  /// A document stays, perhaps with another text.
  public void kept(int operator, DocumentView before, DocumentView after, boolean isChanged) {
    long[] row = row(operator, before);
    row[2]++;
    row[3] += after.text().utf8Bytes();
    if (isChanged) {
      row[4]++;
      Document document = before.document();
      if (isChosen(changed.get(operator), document)) {
        int at = firstDifference(document.text(), after.document().text());
        add(
            changed.get(operator),
            new Sample(
                document.id(),
                document.language(),
                shown.around(document, at),
                shown.around(after.document(), at),
                null));
      }
    }
  }

  /// A document is set aside.
  public void dropped(int operator, DocumentView view, String reason, String detail) {
    row(operator, view);
    Document document = view.document();
    if (isChosen(dropped.get(operator), document)) {
      add(
          dropped.get(operator),
          new Sample(
              document.id(),
              document.language(),
              shown.around(document, 0),
              null,
              shown.redacted(document, reason + ": " + detail)));
    }
  }

  private long[] row(int operator, DocumentView view) {
    long[] row = counts.get(operator).computeIfAbsent(view.language(), _ -> new long[5]);
    row[0]++;
    row[1] += view.text().utf8Bytes();
    return row;
  }

  private boolean isChosen(List<Sample> list, Document document) {
    return samples > 0
        && (list.size() < samples || rank(document.id()) <= rank(list.getLast().id()))
        && shown.allows(document);
  }

  private void add(List<Sample> list, Sample sample) {
    list.add(sample);
    list.sort(BY_HASH);
    if (list.size() > samples) {
      list.removeLast();
    }
  }

  private static int firstDifference(String before, String after) {
    int common = Math.min(before.length(), after.length());
    int at = 0;
    while (at < common && before.charAt(at) == after.charAt(at)) {
      at++;
    }
    return at;
  }

  /// What was counted so far.
  public List<Step> steps() {
    List<Step> steps = new ArrayList<>();
    for (int i = 0; i < begun.size(); i++) {
      TreeMap<String, Counts> languages = new TreeMap<>();
      counts
          .get(i)
          .forEach((language, row) ->
              languages.put(language, new Counts(row[0], row[1], row[2], row[3], row[4])));
      steps.add(
          new Step(
              begun.get(i).operator(),
              begun.get(i).version(),
              languages,
              List.copyOf(changed.get(i)),
              List.copyOf(dropped.get(i))));
    }
    return steps;
  }
}
