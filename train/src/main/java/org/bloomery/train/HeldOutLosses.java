package org.bloomery.train;

import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.TreeMap;
import org.bloomery.artifact.Console;
import org.jspecify.annotations.Nullable;

/// The loss per language on held-out text, and the table that shows how it falls.
final class HeldOutLosses {
  private final List<HeldOutSet> sets;
  private final int microBatch;
  private final Runnable beat;
  private @Nullable Map<String, Double> first;
  private @Nullable Map<String, Double> before;

  /// @param beat told after every micro-batch
  HeldOutLosses(List<HeldOutSet> sets, int microBatch, Runnable beat) {
    this.beat = beat;
    this.sets = sets.stream().filter(set -> !set.windows().isEmpty()).toList();
    this.microBatch = microBatch;
  }

  /// Mean loss per language, nats a token.
  Map<String, Double> measure(Learner learner) {
    long start = learner.profile().start();
    Map<String, Double> losses = new TreeMap<>();
    for (HeldOutSet set : sets) {
      losses.put(set.language(), measure(learner, set.windows()));
    }
    learner.profile().add("held-out losses", start);
    return losses;
  }

  private double measure(Learner learner, List<int[]> windows) {
    double sum = 0;
    long tokens = 0;
    for (int from = 0; from < windows.size(); from += microBatch) {
      List<int[]> part = windows.subList(from, Math.min(windows.size(), from + microBatch));
      int row = part.getFirst().length;
      int[] all = new int[part.size() * row];
      for (int r = 0; r < part.size(); r++) {
        System.arraycopy(part.get(r), 0, all, r * row, row);
      }
      long predicted = (long) part.size() * (row - 1);
      sum += learner.loss(new MicroBatch(all, part.size(), row - 1, 0, 0)) * predicted;
      tokens += predicted;
      beat.run();
    }
    return sum / tokens;
  }

  /// Begins anew, before measurements are taken from a log.
  void forget() {
    first = null;
    before = null;
  }

  /// Takes a measurement in as the newest.
  void remember(Map<String, Double> losses) {
    if (first == null) {
      first = losses;
    }
    before = losses;
  }

  /// The newest measurement; empty before the first.
  Map<String, Double> newest() {
    return before == null ? Map.of() : before;
  }

  /// Shows `losses` beside the first and the last measurement, if there was one.
  void show(Console console, long step, Map<String, Double> losses) {
    List<List<String>> rows = new ArrayList<>();
    if (first == null || before == null) {
      losses.forEach((language, loss) -> rows.add(List.of(language, number(loss))));
      console.table(List.of("held-out nats/token", "at start"), rows);
      return;
    }
    for (Map.Entry<String, Double> measured : losses.entrySet()) {
      String language = measured.getKey();
      double loss = measured.getValue();
      double start = first.getOrDefault(language, loss);
      double last = before.getOrDefault(language, loss);
      String change = String.format(Locale.ROOT, "%+.1f %%", 100 * (loss - start) / start);
      rows.add(List.of(language, number(start), number(last), number(loss), change));
    }
    console.table(
        List.of("held-out nats/token", "at start", "before", "step " + step, "since start"), rows);
  }

  private static String number(double loss) {
    return String.format(Locale.ROOT, "%.3f", loss);
  }
}
