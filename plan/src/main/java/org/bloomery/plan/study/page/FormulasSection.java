package org.bloomery.plan.study.page;

import java.util.ArrayList;
import java.util.List;
import org.bloomery.artifact.page.Html;
import org.bloomery.plan.study.Formulas;

/// The formula of every figure.
final class FormulasSection {
  private FormulasSection() {}

  static String of() {
    List<List<String>> rows = new ArrayList<>();
    Formulas.ALL.forEach(each -> rows.add(List.of(each.figure(), each.formula(), each.source())));
    return Tables.of(
            new Html(), "Figures and their formulas", List.of("figure", "formula", "source"), rows)
        .toString();
  }
}
