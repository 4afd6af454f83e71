package org.bloomery.curate;

import java.util.ArrayList;
import java.util.List;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;

/// What the operators did to the documents of a source, in the order in which they are applied.
///
/// @param source id of its card
/// @param steps one for each operator of its chain
/// @param together one for each step over all documents (duplicates, evaluation items), and for
///   each operator behind these
public record SourceLedger(String source, List<Step> steps, List<Step> together) {
  /// What one operator did.
  ///
  /// @param languages counts by language of the documents as they came
  /// @param changed documents whose text it changed, chosen by a hash of their ids
  /// @param dropped documents that it set aside, chosen in the same way
  public record Step(
      String operator,
      String version,
      TreeMap<String, Counts> languages,
      List<Sample> changed,
      List<Sample> dropped) {

    /// A step that has seen nothing.
    public static Step of(String operator, String version) {
      return new Step(operator, version, new TreeMap<>(), List.of(), List.of());
    }

    Step plus(Step other, int samples) {
      TreeMap<String, Counts> sum = new TreeMap<>(languages);
      other.languages.forEach((language, counts) -> sum.merge(language, counts, Counts::plus));
      return new Step(
          operator,
          version,
          sum,
          Sample.chosen(changed, other.changed, samples),
          Sample.chosen(dropped, other.dropped, samples));
    }
  }

  /// Documents and their bytes in UTF-8, before an operator and behind it.
  ///
  /// @param changed documents that stayed with another text
  public record Counts(
      long documentsIn, long bytesIn, long documentsOut, long bytesOut, long changed) {
    Counts plus(Counts other) {
      return new Counts(
          documentsIn + other.documentsIn,
          bytesIn + other.bytesIn,
          documentsOut + other.documentsOut,
          bytesOut + other.bytesOut,
          changed + other.changed);
    }
  }

  /// A document around the first place that an operator changed, redacted before as well as after.
  ///
  /// @param after absent when the document was dropped
  /// @param why reason and detail of a drop
  public record Sample(
      String id, String language, String before, @Nullable String after, @Nullable String why) {
    private static List<Sample> chosen(List<Sample> some, List<Sample> others, int samples) {
      List<Sample> all = new ArrayList<>(some);
      all.addAll(others);
      all.sort(OperatorLedger.BY_HASH);
      return List.copyOf(all.subList(0, Math.min(samples, all.size())));
    }
  }

  /// This ledger and that of other documents of the same source.
  ///
  /// @param samples how many are kept of each kind
  public SourceLedger plus(SourceLedger other, int samples) {
    return new SourceLedger(
        source, sum(steps, other.steps, samples), sum(together, other.together, samples));
  }

  /// Either list may be empty: the two parts of a ledger are written by different tasks.
  private static List<Step> sum(List<Step> some, List<Step> others, int samples) {
    if (some.isEmpty() || others.isEmpty()) {
      return some.isEmpty() ? others : some;
    }
    List<Step> sum = new ArrayList<>();
    for (int i = 0; i < some.size(); i++) {
      sum.add(some.get(i).plus(others.get(i), samples));
    }
    return sum;
  }
}
