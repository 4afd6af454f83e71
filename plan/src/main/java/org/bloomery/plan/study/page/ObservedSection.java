package org.bloomery.plan.study.page;

import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import org.bloomery.artifact.page.Html;
import org.bloomery.artifact.page.Numbers;
import org.bloomery.plan.study.Amounts;
import org.bloomery.plan.study.ObservedRow;
import org.bloomery.plan.study.Study;

/// Measured steps, recomputed and beside their predictions.
final class ObservedSection {
  private ObservedSection() {}

  static String of(Study study) {
    if (study.observed().isEmpty()) {
      return "";
    }
    List<List<String>> steps = new ArrayList<>();
    List<List<String>> memory = new ArrayList<>();
    Html remarks = new Html().open("ul");
    for (ObservedRow row : study.observed()) {
      steps.add(step(row));
      memory.add(memory(row));
      remarks.element("li", row.predicted().shapeText() + ": " + row.observed().source() + ".");
    }
    return new Html()
        .table(
            "What was measured, and what the planner would have said",
            List.of(
                "shape", "seconds", "TFLOP/s", "the model's own", "seconds, predicted", "off by"),
            steps)
        .element(
            "p",
            "TFLOP/s a device are recomputed from the seconds: 96Bslh²(1 + s/6h + V/16lh) ÷ (seconds"
                + " × devices) where blocks run again, else 72Bslh²(1 + s/6h + V/12lh) (Narayanan et"
                + " al. 2021, appendix). The model's own leaves out what is computed again.",
            "class",
            "quiet")
        .table(
            "Memory of the fullest device, and the place of each shape in the search",
            List.of("shape", "parameters", "GiB, measured", "GiB, predicted", "place by shape"),
            memory)
        .raw(remarks.close("ul").toString())
        .toString();
  }

  private static List<String> step(ObservedRow row) {
    return List.of(
        row.predicted().shapeText(),
        Numbers.decimals(row.observed().secondsPerIteration(), 2),
        Numbers.decimals(row.hardwareFlopsPerSecondPerDevice() / 1e12, 2),
        Numbers.decimals(row.modelFlopsPerSecondPerDevice() / 1e12, 2),
        String.format(
            Locale.ROOT,
            "%.2f (%.1f – %.1f)",
            row.predicted().time().seconds(),
            row.predicted().time().lowSeconds(),
            row.predicted().time().highSeconds()),
        String.format(Locale.ROOT, "%+.1f\u202f%%", 100 * row.secondsError()));
  }

  private static List<String> memory(ObservedRow row) {
    Double memory = row.observed().memoryGigabytes();
    Integer rank = row.shapeRank();
    String objection = row.shapeObjection();
    return List.of(
        row.predicted().shapeText(),
        Numbers.size((double) row.parameters()),
        memory == null ? "–" : Numbers.plain(memory),
        String.format(
            Locale.ROOT,
            "%s (%s – %s)",
            Amounts.gibibytes(row.predicted().memory().middleBytes()),
            Amounts.gibibytes(row.predicted().memory().lowBytes()),
            Amounts.gibibytes(row.predicted().memory().highBytes())),
        rank != null ? rank.toString() : objection != null ? "rejected: " + objection : "–");
  }
}
