package org.bloomery.plan.study.page;

import java.util.ArrayList;
import java.util.List;
import org.bloomery.artifact.page.Html;
import org.bloomery.artifact.page.Numbers;
import org.bloomery.plan.budget.ComputeBudget;
import org.bloomery.plan.device.Device;
import org.bloomery.plan.device.Devices;
import org.bloomery.plan.study.Amounts;
import org.bloomery.plan.study.Study;

/// What may be spent, from hours to operations.
final class BudgetSection {
  private BudgetSection() {}

  static String of(Study study) {
    ComputeBudget budget = study.budget();
    Device device = study.device();
    boolean measured = device.key().equals(Devices.THIS_MACHINE);
    List<List<String>> rows = new ArrayList<>();
    rows.add(
        List.of(
            "accelerator-hours",
            Numbers.whole(budget.acceleratorHours()),
            "run file, [plan.budget]"));
    rows.add(
        List.of(
            measured ? "measured speed of a device" : "peak of a device",
            Amounts.teraflops(device.matrixFlopsPerSecond()),
            device.source()));
    rows.add(
        List.of(
            "sustained by a device",
            Amounts.teraflops(budget.speed().flopsPerSecond()),
            budget.speed().source()));
    if (budget.speed().low() < budget.speed().high()) {
      rows.add(
          List.of(
              "… between",
              Amounts.teraflops(budget.speed().low())
                  + " and "
                  + Amounts.teraflops(budget.speed().high()),
              "the error of the prediction"));
    }
    rows.add(
        List.of(
            measured ? "share of the measured speed" : "share of the peak",
            Numbers.percent(budget.speed().flopsPerSecond() / device.matrixFlopsPerSecond()),
            measured
                ? "sustained ÷ measured; above 100 % where the trainer's libraries are faster than"
                    + " plain Java, as plan.utilisation says"
                : "sustained ÷ peak"));
    rows.add(
        List.of(
            "all operations",
            Amounts.text(ComputeBudget.petaflopDays(budget.grossFlops())) + " PF-days",
            "hours × 3600 × sustained ÷ 8.64e19"));
    rows.add(List.of("held back", Numbers.percent(budget.reserve()), heldBack(study)));
    rows.add(
        List.of(
            "planned", Amounts.text(study.petaflopDays()) + " PF-days", "all × (1 − held back)"));
    return Tables.of(
            new Html(), "From hours to operations", List.of("", "value", "where from"), rows)
        .toString();
  }

  private static String heldBack(Study study) {
    boolean stated =
        study.assumptions().stream()
            .anyMatch(use -> use.stated() && use.name().equals(ComputeBudget.RESERVE.name()));
    return stated ? "run file" : "see Assumptions: reserve";
  }
}
