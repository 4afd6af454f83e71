package org.bloomery.tokenize.judge;

import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import org.bloomery.artifact.page.Numbers;

/// A judgement of several sizes of one vocabulary: the content of `sweep.json`.
///
/// @param hidden width of the model
/// @param sizes what each size costs and gives
public record SweepResult(int hidden, List<Size> sizes, Judgement judgement) {
  /// One size.
  ///
  /// @param embeddingParameters entries × hidden; the output layer shares them
  /// @param meanFertility tokens per word, the mean over languages written with spaces
  /// @param worstLanguage of those languages, the one with the highest fertility
  public record Size(
      int entries,
      long embeddingParameters,
      double bytesPerToken,
      double meanFertility,
      double worstFertility,
      String worstLanguage,
      int piecesUnreached,
      int languagesBeyondTenPoints) {}

  static SweepResult of(Judgement judgement, int hidden) {
    List<Size> sizes = new ArrayList<>();
    for (Judgement.Vocabulary vocabulary : judgement.tokenizers()) {
      sizes.add(size(vocabulary, hidden));
    }
    return new SweepResult(hidden, sizes, judgement);
  }

  private static Size size(Judgement.Vocabulary vocabulary, int hidden) {
    double sum = 0;
    int count = 0;
    double worst = 0;
    String worstLanguage = "";
    int beyond = 0;
    for (Map.Entry<String, Score> each : vocabulary.languages().entrySet()) {
      Fertility fertility = each.getValue().fertility();
      if (fertility.unit().equals(Fertility.WORD)) {
        sum += fertility.tokensPerWord();
        count++;
        if (fertility.tokensPerWord() > worst) {
          worst = fertility.tokensPerWord();
          worstLanguage = each.getKey();
        }
      }
      Score.Comparison reference = each.getValue().reference();
      beyond += reference != null && !reference.withinTenPoints() ? 1 : 0;
    }
    return new Size(
        vocabulary.entries(),
        (long) vocabulary.entries() * hidden,
        vocabulary.bytesPerToken(),
        count == 0 ? 0 : sum / count,
        worst,
        worstLanguage,
        vocabulary.unreached().pieces(),
        beyond);
  }

  /// Headings; what has no values is left out here and in the rows.
  List<String> header() {
    List<String> header =
        new ArrayList<>(
            List.of(
                "entries",
                "embedding parameters",
                "bytes/token",
                "mean tokens/word",
                "worst tokens/word",
                "never reached"));
    if (judgement.referenceVocabulary() != null) {
      header.add("beyond 10 points");
    }
    return header;
  }

  List<List<String>> rows() {
    List<List<String>> rows = new ArrayList<>();
    for (Size size : sizes) {
      List<String> row =
          new ArrayList<>(
              List.of(
                  String.format(Locale.ROOT, "%,d", size.entries()),
                  String.format(Locale.ROOT, "%,d", size.embeddingParameters()),
                  Numbers.decimals(size.bytesPerToken(), 2),
                  Numbers.decimals(size.meanFertility(), 2),
                  Numbers.decimals(size.worstFertility(), 2)
                      + (size.worstLanguage().isEmpty() ? "" : " for " + size.worstLanguage()),
                  String.format(Locale.ROOT, "%,d", size.piecesUnreached())));
      if (judgement.referenceVocabulary() != null) {
        row.add(Integer.toString(size.languagesBeyondTenPoints()));
      }
      rows.add(row);
    }
    return rows;
  }
}
