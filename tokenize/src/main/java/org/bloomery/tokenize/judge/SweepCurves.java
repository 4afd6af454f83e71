package org.bloomery.tokenize.judge;

import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.function.Predicate;
import java.util.function.ToDoubleFunction;
import org.bloomery.artifact.page.DotPlot;
import org.bloomery.artifact.page.Html;
import org.bloomery.artifact.page.LineChart;
import org.bloomery.artifact.page.Numbers;

/// A measure against the size of the vocabulary: a curve a language, and where those would be too
/// many to follow, some curves and a row for every language.
final class SweepCurves {
  private static final int MOST_CURVES = 8;

  private SweepCurves() {}

  /// The pictures, or nothing if no language is wanted.
  static String of(
      Judgement judgement,
      String measure,
      Predicate<Judgement.Language> wanted,
      ToDoubleFunction<Fertility> value) {
    List<LineChart.Curve> all = curves(judgement, wanted, value);
    if (all.size() <= MOST_CURVES) {
      return figure(titles(measure, "A curve a language"), all);
    }
    List<DotPlot.Row> rows = new ArrayList<>();
    for (LineChart.Curve curve : all) {
      double[] values = curve.points().stream().mapToDouble(point -> point[1]).toArray();
      rows.add(new DotPlot.Row(curve.label(), values));
    }
    List<String> marks =
        judgement.tokenizers().stream().map(each -> Numbers.whole(each.entries())).toList();
    String description = "Some languages from the lowest to the highest; all of them follow below";
    LineChart.Titles titles = titles(measure, description);
    return figure(titles, spread(all))
        + new Html()
            .open("figure", "tabindex", "0")
            .raw(DotPlot.draw(titles.title(), measure, marks, rows))
            .element("figcaption", "All languages; a mark a size.")
            .close("figure");
  }

  private static LineChart.Titles titles(String measure, String description) {
    String first = measure.substring(0, 1).toUpperCase(Locale.ROOT);
    String title = first + measure.substring(1) + " against vocabulary size";
    return new LineChart.Titles(title, description, "entries", measure);
  }

  static String figure(LineChart.Titles titles, List<LineChart.Curve> curves) {
    String picture = LineChart.overDoublings(titles, curves);
    return picture.isEmpty()
        ? ""
        : new Html()
            .open("figure", "tabindex", "0")
            .raw(picture)
            .element("figcaption", titles.description() + ". The scale of entries is logarithmic.")
            .close("figure")
            .toString();
  }

  /// Some of the curves, evenly over their order at the largest size, the first and last included.
  private static List<LineChart.Curve> spread(List<LineChart.Curve> all) {
    List<LineChart.Curve> sorted = new ArrayList<>(all);
    sorted.sort(Comparator.comparingDouble(curve -> curve.points().getLast()[1]));
    List<LineChart.Curve> some = new ArrayList<>();
    for (int i = 0; i < MOST_CURVES; i++) {
      some.add(sorted.get(i * (sorted.size() - 1) / (MOST_CURVES - 1)));
    }
    return some;
  }

  private static List<LineChart.Curve> curves(
      Judgement judgement,
      Predicate<Judgement.Language> wanted,
      ToDoubleFunction<Fertility> measure) {
    List<LineChart.Curve> curves = new ArrayList<>();
    for (Map.Entry<String, Judgement.Language> each : judgement.languages().entrySet()) {
      if (!wanted.test(each.getValue())) {
        continue;
      }
      List<double[]> points = new ArrayList<>();
      for (Judgement.Vocabulary vocabulary : judgement.tokenizers()) {
        Score score = vocabulary.languages().get(each.getKey());
        if (score != null) {
          points.add(new double[] {vocabulary.entries(), measure.applyAsDouble(score.fertility())});
        }
      }
      curves.add(new LineChart.Curve(each.getKey(), false, points));
    }
    return curves;
  }
}
