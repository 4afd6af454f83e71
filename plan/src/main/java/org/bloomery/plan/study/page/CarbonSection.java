package org.bloomery.plan.study.page;

import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import org.bloomery.artifact.page.Html;
import org.bloomery.artifact.page.Numbers;
import org.bloomery.artifact.page.StackedBars;
import org.bloomery.artifact.page.Titles;
import org.bloomery.plan.carbon.Footprint;
import org.bloomery.plan.carbon.PublishedFootprint;
import org.bloomery.plan.study.Amounts;
import org.bloomery.plan.study.CarbonPart;
import org.bloomery.plan.study.Study;

/// CO₂ equivalent by cause.
final class CarbonSection {
  private CarbonSection() {}

  static String of(Study study) {
    CarbonPart carbon = study.carbon();
    boolean large = carbon.footprint().totalKilograms() >= 1000;
    double unit = large ? 1000 : 1;
    String name = large ? "tonnes of CO₂e" : "kilograms of CO₂e";
    Footprint f = carbon.footprint();
    StackedBars bars =
        new StackedBars(
            new Titles(
                "What the run emits",
                "Emissions by cause, as expected and at the cleanest and the dirtiest site"),
            name,
            List.of("computation", "site (PUE)", "idle machines", "making the hardware"),
            List.of(
                bar("as expected", f, unit, carbon),
                bar("cleanest site", carbon.low(), unit, null),
                bar("dirtiest site", carbon.high(), unit, null)),
            value -> Numbers.decimals(value, value < 10 ? 2 : 1),
            null);
    Html html = new Html();
    html.raw(
        bars.figure(
            String.format(
                Locale.ROOT,
                "%s device-hours at %.2f kW and %.0f g/kWh (%s). %s.",
                Amounts.count(carbon.deviceHours()),
                carbon.deviceKilowatts(),
                carbon.gramsPerKilowattHour(),
                carbon.place(),
                f.source())));
    html.element(
        "p",
        String.format(
            Locale.ROOT,
            "Computation %s kWh and %s kg, idle machines %s kWh and %s kg, hardware %s kg: %s kg;"
                + " with the site's cooling and power supply %s kg. %s g for a million tokens.",
            Amounts.count(f.computeKilowattHours()),
            Amounts.count(f.computeKilograms()),
            Amounts.count(f.idleKilowattHours()),
            Amounts.count(f.idleKilograms()),
            Amounts.count(f.embodiedKilograms()),
            Amounts.count(f.withoutOverheadKilograms()),
            Amounts.count(f.totalKilograms()),
            Numbers.plain(f.gramsPerMillionTokens(carbon.tokens()))));
    html.element(
        "p",
        "Power: " + carbon.powerSource() + ". Grid: " + carbon.gramsSource() + ".",
        "class",
        "quiet");
    html.table(
        "Published footprints, computation with the site's overhead",
        List.of("model", "MWh", "g/kWh", "tonnes, printed", "recomputed"),
        published());
    html.element("p", PublishedFootprint.SOURCE, "class", "quiet");
    return html.toString();
  }

  private static StackedBars.Bar bar(
      String label, Footprint f, double unit, @org.jspecify.annotations.Nullable CarbonPart band) {
    double[] values = {
      f.computeKilograms() / unit,
      f.overheadKilograms() / unit,
      f.idleKilograms() / unit,
      f.embodiedKilograms() / unit
    };
    return band == null
        ? new StackedBars.Bar(label, values)
        : new StackedBars.Bar(
            label, values, band.low().totalKilograms() / unit, band.high().totalKilograms() / unit);
  }

  private static List<List<String>> published() {
    List<List<String>> rows = new ArrayList<>();
    for (PublishedFootprint each : PublishedFootprint.ALL) {
      rows.add(
          List.of(
              each.name(),
              Numbers.whole(each.megawattHours()),
              Numbers.whole(each.gramsPerKilowattHour()),
              Numbers.whole(each.tonnes()),
              Numbers.decimals(each.recomputedTonnes(), 1)));
    }
    return rows;
  }
}
