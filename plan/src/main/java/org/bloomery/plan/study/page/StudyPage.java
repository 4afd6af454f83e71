package org.bloomery.plan.study.page;

import java.util.Locale;
import org.bloomery.artifact.page.Html;
import org.bloomery.artifact.page.Numbers;
import org.bloomery.artifact.page.Page;
import org.bloomery.plan.study.Amounts;
import org.bloomery.plan.study.Decision;
import org.bloomery.plan.study.Study;

/// The page of a study.
public final class StudyPage {
  /// Long texts in tables may wrap; numbers may not. Names of files in sources break anywhere.
  private static final String STYLES =
      """
      td.words, th.words { white-space: normal; min-width: 16rem; text-align: start; }
      td, tbody th { vertical-align: top; }
      ol.reasons li { margin: .4rem 0; max-width: 46rem; }
      p, li, figcaption, td.words { overflow-wrap: break-word; }
      h3 { font-size: 1rem; margin: 1.6rem 0 .4rem; }
      """;

  private StudyPage() {}

  public static String of(Study study) {
    Decision decision = study.decision();
    Page page =
        new Page(
            "Plan: " + study.name(),
            study.devices()
                + (study.devices() == 1 ? " device, " : " devices, ")
                + study.device().label());
    page.styles(STYLES);
    page.number("parameters", Numbers.size(decision.parameters()));
    page.number(
        "layers × hidden",
        String.format(
            Locale.ROOT,
            "%d × %d",
            decision.placed().shape().layers(),
            decision.placed().shape().hidden()));
    page.number("tokens", Numbers.size(decision.tokens()));
    page.number("PF-days", Amounts.text(study.petaflopDays()));
    page.number("time", Amounts.time(study.schedule().calendar().days()));
    page.number("CO₂e", weight(study.carbon().footprint().totalKilograms()));
    page.section("decision", "Decision", decision(study));
    page.section("budget", "Budget", BudgetSection.of(study));
    page.section("laws", "Scaling laws", LawsSection.of(study));
    page.section("matrix", "Training matrix", MatrixSection.of(study));
    page.section("languages", "Languages", LanguagesSection.of(study));
    page.section("shapes", "Shapes", ShapesSection.of(study));
    page.section("layouts", "Layouts", LayoutsSection.of(study));
    page.section("sweep", "This machine's own short trainings", SweepSection.of(study));
    page.section("observed", "Measured steps", ObservedSection.of(study));
    page.section("schedule", "Schedule", ScheduleSection.of(study));
    page.section("carbon", "Carbon", CarbonSection.of(study));
    page.section("assumptions", "Assumptions", AssumptionsSection.of(study));
    page.section("formulas", "Formulas", FormulasSection.of());
    return page.html(
        "Plan: " + study.name(),
        "Skip to the decision",
        "Written by bloomery plan. Every number follows from the run file and the assumptions above.");
  }

  private static String decision(Study study) {
    Html html = new Html().open("ol", "class", "reasons");
    study.decision().reasons().forEach(reason -> html.element("li", reason));
    return html.close("ol").toString();
  }

  private static String weight(double kilograms) {
    return kilograms < 1000
        ? Numbers.plain(Math.round(kilograms * 100) / 100.0) + " kg"
        : Numbers.decimals(kilograms / 1000, 1) + " t";
  }
}
