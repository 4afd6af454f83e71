package org.bloomery.curate;

import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.TreeMap;
import java.util.function.Predicate;
import org.bloomery.artifact.Document;
import org.bloomery.curate.SourceLedger.Counts;
import org.bloomery.curate.SourceLedger.Sample;
import org.bloomery.curate.SourceLedger.Step;
import org.bloomery.curate.operator.DocumentView;
import org.bloomery.curate.operator.Operator;
import org.bloomery.curate.text.Keys;

/// Counts what operators do while they do it, and keeps a few documents to show. Which ones does
/// not depend on the order in which documents come. Of documents that may not be shown, none is.
final class OperatorLedger {
  static final Comparator<Sample> BY_HASH =
      Comparator.<Sample>comparingLong(sample -> rank(sample.id())).thenComparing(Sample::id);

  private static final int SHOWN_CHARACTERS = 160;

  private final String source;
  private final List<Operator> operators;
  private final int samples;
  private final Predicate<Document> mayBeShown;
  private final List<TreeMap<String, long[]>> counts = new ArrayList<>();
  private final List<List<Sample>> changed = new ArrayList<>();
  private final List<List<Sample>> dropped = new ArrayList<>();

  OperatorLedger(
      String source, List<Operator> operators, int samples, Predicate<Document> mayBeShown) {
    this.mayBeShown = mayBeShown;
    this.source = source;
    this.operators = operators;
    this.samples = samples;
    operators.forEach(_ -> {
      counts.add(new TreeMap<>());
      changed.add(new ArrayList<>());
      dropped.add(new ArrayList<>());
    });
  }

  private static long rank(String id) {
    return Keys.mix(Keys.of(id));
  }

  void kept(int operator, DocumentView before, DocumentView after, boolean isChanged) {
    long[] row = row(operator, before);
    row[2]++;
    row[3] += after.text().utf8Bytes();
    if (isChanged) {
      row[4]++;
      Document document = before.document();
      if (isChosen(changed.get(operator), document)) {
        String to = after.document().text();
        int at = firstDifference(document.text(), to);
        add(
            changed.get(operator),
            new Sample(
                document.id(),
                document.language(),
                around(document.text(), at),
                around(to, at),
                null));
      }
    }
  }

  void dropped(int operator, DocumentView view, String reason, String detail) {
    row(operator, view);
    Document document = view.document();
    if (isChosen(dropped.get(operator), document)) {
      add(
          dropped.get(operator),
          new Sample(
              document.id(),
              document.language(),
              around(document.text(), 0),
              null,
              reason + ": " + detail));
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
        && mayBeShown.test(document);
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

  /// A part of a text with the place in its first third.
  private static String around(String text, int at) {
    int from = Math.max(0, Math.min(at, text.length()) - SHOWN_CHARACTERS / 3);
    int to = Math.min(text.length(), from + SHOWN_CHARACTERS);
    if (from > 0 && Character.isLowSurrogate(text.charAt(from))) {
      from--;
    }
    if (to < text.length() && Character.isLowSurrogate(text.charAt(to))) {
      to++;
    }
    return text.substring(from, to);
  }

  SourceLedger counts() {
    List<Step> steps = new ArrayList<>();
    for (int i = 0; i < operators.size(); i++) {
      TreeMap<String, Counts> languages = new TreeMap<>();
      counts
          .get(i)
          .forEach((language, row) ->
              languages.put(language, new Counts(row[0], row[1], row[2], row[3], row[4])));
      steps.add(
          new Step(
              operators.get(i).name(),
              operators.get(i).version(),
              languages,
              List.copyOf(changed.get(i)),
              List.copyOf(dropped.get(i))));
    }
    return new SourceLedger(source, steps);
  }
}
