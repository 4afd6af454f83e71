package org.bloomery.tokenize.judge;

import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import org.bloomery.artifact.page.Numbers;

/// A judgement as rows of text: a row a language and vocabulary.
final class ScoreTable {
  private ScoreTable() {}

  /// Headings; columns without values are left out of both.
  static List<String> header(Judgement judgement) {
    List<String> header = new ArrayList<>(List.of("language"));
    if (judgement.tokenizers().size() > 1) {
      header.add("vocabulary");
    }
    header.addAll(List.of("tokens per", "fertility"));
    if (judgement.referenceVocabulary() != null) {
      header.addAll(List.of("reference", "points worse"));
    }
    header.addAll(List.of("bytes/token", "words split"));
    if (judgement.parallel() != null) {
      header.add("premium");
    }
    header.addAll(List.of("Rényi", "pieces reached"));
    return header;
  }

  static List<List<String>> rows(Judgement judgement) {
    List<List<String>> rows = new ArrayList<>();
    for (Map.Entry<String, Judgement.Language> each : judgement.languages().entrySet()) {
      for (Judgement.Vocabulary vocabulary : judgement.tokenizers()) {
        Score score = vocabulary.languages().get(each.getKey());
        if (score != null) {
          rows.add(row(judgement, vocabulary, each.getKey(), each.getValue(), score));
        }
      }
    }
    return rows;
  }

  private static List<String> row(
      Judgement judgement,
      Judgement.Vocabulary vocabulary,
      String code,
      Judgement.Language language,
      Score score) {
    List<String> row = new ArrayList<>(List.of(code));
    if (judgement.tokenizers().size() > 1) {
      row.add(vocabulary.name());
    }
    Fertility fertility = score.fertility();
    row.add(fertility.unit());
    row.add(Numbers.decimals(fertility.perUnit(), 2));
    if (judgement.referenceVocabulary() != null) {
      Judgement.Reference reference = language.reference();
      row.add(reference == null ? "–" : Numbers.decimals(reference.fertility().perUnit(), 2));
      row.add(points(score));
    }
    row.add(Numbers.decimals(fertility.bytesPerToken(), 2));
    row.add(fertility.splitWords() == null ? "–" : percent(fertility.splitWords()));
    if (judgement.parallel() != null) {
      row.add(score.premium() == null ? "–" : Numbers.decimals(score.premium(), 2));
    }
    row.add(Numbers.decimals(score.renyiEfficiency(), 2));
    row.add(percent((double) score.piecesReached() / vocabulary.pieces()));
    return row;
  }

  /// With a mark that says whether BLOOM's criterion is met.
  static String points(Score score) {
    Score.Comparison reference = score.reference();
    return reference == null
        ? "–"
        : String.format(Locale.ROOT, "%+.1f", reference.pointsWorse())
            + (reference.withinTenPoints() ? " ✓" : " !");
  }

  private static String percent(double share) {
    return String.format(Locale.ROOT, "%.1f %%", 100 * share);
  }

  /// A row a vocabulary, over all languages.
  static List<List<String>> totals(Judgement judgement) {
    List<List<String>> rows = new ArrayList<>();
    for (Judgement.Vocabulary each : judgement.tokenizers()) {
      long beyond =
          each.languages().values().stream()
              .map(Score::reference)
              .filter(reference -> reference != null && !reference.withinTenPoints())
              .count();
      Map.Entry<String, Double> dearest =
          each.premiums().entrySet().stream().max(Map.Entry.comparingByValue()).orElse(null);
      rows.add(
          List.of(
              each.name(),
              String.format(Locale.ROOT, "%,d", each.entries()),
              Numbers.decimals(each.bytesPerToken(), 2),
              String.format(
                  Locale.ROOT,
                  "%,d (%.1f %%)",
                  each.unreached().pieces(),
                  100.0 * each.unreached().pieces() / each.pieces()),
              judgement.referenceVocabulary() == null
                  ? "–"
                  : beyond + " of " + each.languages().size(),
              dearest == null
                  ? "–"
                  : String.format(
                      Locale.ROOT, "%.2f for %s", dearest.getValue(), dearest.getKey())));
    }
    return rows;
  }

  static List<String> totalsHeader() {
    return List.of(
        "vocabulary",
        "entries",
        "bytes/token",
        "pieces never reached",
        "beyond 10 points",
        "highest premium");
  }
}
