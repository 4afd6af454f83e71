package org.bloomery.plan.study.page;

import java.util.ArrayList;
import java.util.List;
import org.bloomery.artifact.page.Html;
import org.bloomery.plan.study.Amounts;
import org.bloomery.plan.study.Assumed;
import org.bloomery.plan.study.Study;

/// Every number that neither the run file nor a formula gave.
final class AssumptionsSection {
  private AssumptionsSection() {}

  static String of(Study study) {
    List<List<String>> rows = new ArrayList<>();
    for (Assumed.Use use : study.assumptions()) {
      rows.add(
          List.of(
              use.label(),
              Amounts.text(use.used()),
              use.unit(),
              Amounts.text(use.low()) + " – " + Amounts.text(use.high()),
              use.stated() ? "stated" : "default",
              use.name(),
              use.source()));
    }
    Html html =
        new Html()
            .element(
                "p",
                "A run file replaces each of them by its name in [plan.assume]. The range is what the"
                    + " source or similar measurements support.");
    return Tables.of(
            html,
            "Assumptions",
            List.of("what", "value", "unit", "range", "from", "name", "source"),
            rows)
        .toString();
  }
}
