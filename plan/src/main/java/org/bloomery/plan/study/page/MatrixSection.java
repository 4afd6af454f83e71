package org.bloomery.plan.study.page;

import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Locale;
import java.util.stream.IntStream;
import org.bloomery.artifact.page.HeatMap;
import org.bloomery.artifact.page.Html;
import org.bloomery.artifact.page.Numbers;
import org.bloomery.artifact.page.Titles;
import org.bloomery.plan.budget.TrainingMatrix;
import org.bloomery.plan.language.LanguagePlan;
import org.bloomery.plan.study.LanguagesPart;
import org.bloomery.plan.study.Study;

/// The training matrix: what each size sees, should the budget buy less than planned.
final class MatrixSection {
  private MatrixSection() {}

  static String of(Study study) {
    TrainingMatrix matrix = study.matrix();
    Html html = new Html();
    html.raw(
        map(study)
            .figure(
                "A column's margin is the operations that turn out to be needed over those planned"
                    + " for: at 1.25 a quarter more. "
                    + matrix.source()
                    + "."));
    html.element(
        "p",
        "Chosen: "
            + Numbers.size(study.size().parameters())
            + " parameters: "
            + study.size().reason()
            + ".");
    LanguagesPart languages = study.languages();
    if (languages != null) {
      html.open("details", "class", "numbers");
      html.element("summary", "What each cell means for languages");
      html.table(
          "Languages by cell of the matrix",
          List.of("size", "margin", "tokens", "fewest tokens", "read most often", "worth, fresh"),
          cells(languages));
      html.close("details");
      html.open("details", "class", "numbers");
      html.element("summary", "Every language at every size");
      html.table(
          "Tokens of each language, and how often its text is read, by model size; operations"
              + " needed ÷ planned: "
              + Numbers.decimals(matrix.margins().getFirst(), 2),
          sizes(matrix),
          byLanguage(languages, matrix.margins().getFirst()));
      html.close("details");
    }
    return html.toString();
  }

  private static HeatMap map(Study study) {
    TrainingMatrix matrix = study.matrix();
    List<HeatMap.Row> rows = new ArrayList<>();
    HeatMap.Cell chosen = null;
    for (TrainingMatrix.Row row : matrix.rows()) {
      if (Math.abs(row.parameters() / study.size().parameters() - 1) < 1e-9) {
        chosen = new HeatMap.Cell(rows.size(), 0, "this plan");
      }
      rows.add(
          new HeatMap.Row(
              Numbers.size(row.parameters()),
              row.cells().stream().mapToDouble(TrainingMatrix.Cell::tokens).toArray()));
    }
    return new HeatMap(
        new Titles(
            "Training tokens by size and margin",
            "Tokens that each model size sees with the budget, for each margin of error"),
        "operations needed ÷ planned",
        "parameters",
        matrix.margins().stream()
            .map(margin -> String.format(Locale.ROOT, "%.0f\u202f%%", 100 * margin))
            .toList(),
        rows,
        Numbers::size,
        matrix.floorTokens() > 0
            ? new HeatMap.Floor(
                matrix.floorTokens(), Numbers.size(matrix.floorTokens()) + " tokens, the floor")
            : null,
        chosen);
  }

  private static List<List<String>> cells(LanguagesPart languages) {
    List<List<String>> rows = new ArrayList<>();
    for (LanguagesPart.Cell cell : languages.cells()) {
      LanguagePlan.Row smallest = cell.plan().smallest();
      rows.add(
          List.of(
              Numbers.size(cell.parameters()),
              Numbers.decimals(cell.margin(), 2),
              Numbers.size(cell.plan().totalTokens()),
              smallest.language() + ": " + Numbers.size(smallest.tokens()),
              cell.mostRepeated()
                  .map(row -> row.language() + " " + times(row))
                  .orElse("all " + times(smallest)),
              Numbers.size(cell.plan().effectiveTokens())));
    }
    return rows;
  }

  private static List<String> sizes(TrainingMatrix matrix) {
    List<String> header = new ArrayList<>(List.of("language"));
    matrix.rows().forEach(row -> header.add(Numbers.size(row.parameters())));
    return header;
  }

  /// A row for each language, largest first; a column for each size.
  private static List<List<String>> byLanguage(LanguagesPart languages, double margin) {
    List<LanguagesPart.Cell> cells =
        languages.cells().stream().filter(cell -> cell.margin() == margin).toList();
    List<LanguagePlan.Row> first = cells.getFirst().plan().rows();
    return IntStream.range(0, first.size())
        .boxed()
        .sorted(Comparator.comparingDouble(i -> -first.get(i).tokens()))
        .map(i -> {
          List<String> row = new ArrayList<>(List.of(first.get(i).language()));
          cells.forEach(cell -> {
            LanguagePlan.Row seen = cell.plan().rows().get(i);
            row.add(Numbers.size(seen.tokens()) + ", " + times(seen));
          });
          return row;
        })
        .toList();
  }

  private static String times(LanguagePlan.Row row) {
    return String.format(Locale.ROOT, "%.2f×", row.epochs());
  }
}
