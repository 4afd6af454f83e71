package org.bloomery.evaluate;

import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import org.bloomery.artifact.Console;
import org.bloomery.evaluate.Scores.LanguageScore;

/// Shows scores and samples on the terminal.
final class ScoreTable {
  private static final int FEW = 10;

  private ScoreTable() {}

  static void show(Console console, Scores scores) {
    console.line("bits per byte on held-out documents, less is better; passage chosen out of four");
    List<List<String>> rows = new ArrayList<>();
    scores.languages().forEach((language, score) -> rows.add(row(language, score)));
    if (scores.choiceOfAll().items() > 0) {
      rows.add(
          List.of(
              "all",
              "",
              "",
              "",
              "",
              Integer.toString(scores.choiceOfAll().items()),
              accuracy(scores.choiceOfAll())));
    }
    console.table(
        List.of("", "untrained", "trained", "XZ", "XZ primed", "choices", "right ± error"), rows);
  }

  private static List<String> row(String language, LanguageScore score) {
    Double untrained = score.bitsPerByteUntrained();
    return List.of(
        language,
        untrained == null ? "" : bits(untrained),
        bits(score.bitsPerByte()),
        bits(score.xzPlain()),
        bits(score.xzPrimed()),
        Integer.toString(score.choice().items()),
        accuracy(score.choice()));
  }

  private static String bits(double value) {
    return String.format(Locale.ROOT, "%.3f", value);
  }

  private static String accuracy(ChoiceScore score) {
    if (score.items() == 0) {
      return "";
    }
    if (score.items() < FEW) { // a share of so few, and its error, would say more than is known
      return "%d of %d".formatted(Math.round(score.byteAccuracy() * score.items()), score.items());
    }
    return String.format(
        Locale.ROOT, "%.0f ± %.0f %%", 100 * score.byteAccuracy(), 100 * score.byteAccuracyError());
  }

  static void show(Console console, List<Sample> samples) {
    for (Sample sample : samples) {
      String text = sample.prompt() + " |" + sample.continuation();
      console.line(sample.language() + ": " + text.replaceAll("\\s+", " ").strip());
    }
  }
}
