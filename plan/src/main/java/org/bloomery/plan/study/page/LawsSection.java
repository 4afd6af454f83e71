package org.bloomery.plan.study.page;

import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.function.DoubleUnaryOperator;
import org.bloomery.artifact.page.Html;
import org.bloomery.artifact.page.Layer;
import org.bloomery.artifact.page.Numbers;
import org.bloomery.artifact.page.Scale;
import org.bloomery.artifact.page.Titles;
import org.bloomery.artifact.page.XyChart;
import org.bloomery.plan.law.Allocation;
import org.bloomery.plan.law.Chinchilla;
import org.bloomery.plan.law.Convergence;
import org.bloomery.plan.law.Kaplan;
import org.bloomery.plan.law.KaplanLegs;
import org.bloomery.plan.law.Repetition;
import org.bloomery.plan.law.ServingChoice;
import org.bloomery.plan.study.LawsPart;
import org.bloomery.plan.study.OwnFit;
import org.bloomery.plan.study.Study;

/// Scaling laws: what each would train with the budget, and what it expects of other sizes.
final class LawsSection {
  private static final int STEPS = 40;

  private LawsSection() {}

  static String of(Study study) {
    LawsPart laws = study.laws();
    Html html = new Html();
    html.raw(
        optima(study)
            .figure(
                "The band spans Hoffmann et al.'s printed, unrounded and refitted constants: the same"
                    + " measurements, three readings."));
    html.raw(
        isoFlop(study)
            .figure(
                "A flat valley: sizes near the optimum cost little, so other reasons may choose among them."));
    table(html, laws);
    html.element("h3", "Where Kaplan's laws disagree with themselves").open("ul");
    laws.kaplan().disagreements().forEach(text -> html.element("li", text));
    html.close("ul").element("p", KaplanLegs.SOURCE, "class", "quiet");
    convergence(html, laws);
    serving(html, laws);
    return html.toString();
  }

  private static XyChart optima(Study study) {
    double flops = study.laws().flops();
    List<Layer> layers = new ArrayList<>();
    List<Layer.Interval> band = new ArrayList<>();
    for (double c : decades(flops)) {
      double[] sizes =
          Chinchilla.ALL.stream()
              .mapToDouble(law -> law.optimum(c).parameters())
              .sorted()
              .toArray();
      band.add(new Layer.Interval(c, sizes[0], sizes[sizes.length - 1]));
    }
    layers.add(new Layer.Band("Hoffmann, three readings", band));
    layers.add(curve("Kaplan", flops, c -> Kaplan.optimum(c).parameters()));
    layers.add(curve("refitted", flops, c -> Chinchilla.REFIT.optimum(c).parameters()));
    layers.add(curve("20 tokens", flops, c -> Chinchilla.twentyTokens(c).parameters()));
    OwnFit fit = study.laws().fit();
    if (fit != null) {
      List<Layer.Interval> own = new ArrayList<>();
      for (double c : decades(flops)) {
        double[] edges = fit.band(law -> law.optimum(c).parameters());
        own.add(new Layer.Interval(c, edges[0], edges[1]));
      }
      layers.add(new Layer.Band("own fit, nine in ten resamplings", own));
      layers.add(curve("own fit", flops, c -> fit.law().optimum(c).parameters()));
    }
    layers.add(new Layer.Marker("this plan", flops, study.decision().parameters()));
    return new XyChart(
        new Titles(
            "The size that each law trains with a budget",
            "Parameters over operations, both in powers of ten, with this plan's place"),
        Scale.powers("operations of training, FLOP"),
        Scale.sizes("parameters"),
        layers);
  }

  private static XyChart isoFlop(Study study) {
    double flops = study.laws().flops();
    double middle = study.decision().parameters();
    List<Layer> layers = new ArrayList<>();
    List<Layer.Interval> band = new ArrayList<>();
    List<List<Layer.Point>> curves = new ArrayList<>();
    Chinchilla.ALL.forEach(_ -> curves.add(new ArrayList<>()));
    for (int i = 0; i <= STEPS; i++) {
      double n = middle * Math.pow(10, -1.5 + 3.0 * i / STEPS);
      double low = Double.POSITIVE_INFINITY;
      double high = 0;
      for (int law = 0; law < curves.size(); law++) {
        double loss = Chinchilla.ALL.get(law).loss(n, flops / 6 / n);
        curves.get(law).add(new Layer.Point(n, loss));
        low = Math.min(low, loss);
        high = Math.max(high, loss);
      }
      band.add(new Layer.Interval(n, low, high));
    }
    layers.add(new Layer.Band("between the three", band));
    for (int law = 0; law < curves.size(); law++) {
      String name = Chinchilla.ALL.get(law).name().replace("Chinchilla, ", "");
      layers.add(new Layer.Curve(name, curves.get(law)));
    }
    OwnFit fit = study.laws().fit();
    if (fit != null) {
      List<Layer.Interval> own = new ArrayList<>();
      List<Layer.Point> line = new ArrayList<>();
      for (Layer.Interval place : band) {
        double n = place.x();
        double[] edges = fit.band(law -> law.loss(n, flops / 6 / n));
        own.add(new Layer.Interval(n, edges[0], edges[1]));
        line.add(new Layer.Point(n, fit.law().loss(n, flops / 6 / n)));
      }
      layers.add(new Layer.Band("own fit, nine in ten resamplings", own));
      layers.add(new Layer.Curve("own fit", line));
    }
    layers.add(
        new Layer.Marker("this plan", middle, Chinchilla.REFIT.loss(middle, flops / 6 / middle)));
    return new XyChart(
        new Titles(
            "Loss of every size that the budget pays for",
            "Expected loss over parameters at equal operations, by three sets of constants"),
        Scale.sizes("parameters"),
        Scale.linear("loss, nats a token"),
        layers);
  }

  private static Layer.Curve curve(String label, double flops, DoubleUnaryOperator size) {
    List<Layer.Point> points = new ArrayList<>();
    for (double c : decades(flops)) {
      points.add(new Layer.Point(c, size.applyAsDouble(c)));
    }
    return new Layer.Curve(label, points);
  }

  private static double[] decades(double flops) {
    double[] places = new double[STEPS + 1];
    for (int i = 0; i <= STEPS; i++) {
      places[i] = flops * Math.pow(10, -2 + 3.0 * i / STEPS);
    }
    return places;
  }

  private static void table(Html html, LawsPart laws) {
    List<List<String>> rows = new ArrayList<>();
    for (Allocation law : laws.allocations()) {
      rows.add(
          List.of(
              law.law(),
              Numbers.size(law.parameters()),
              Numbers.size(law.tokens()),
              Numbers.decimals(law.tokensPerParameter(), 1),
              Numbers.decimals(law.loss(), 3),
              law.source() + (law.caution().isEmpty() ? "" : ". Caution: " + law.caution())));
    }
    Repetition.Choice repeated = laws.repetition();
    if (repeated != null) {
      rows.add(repetition(repeated));
    }
    Tables.of(
        html,
        "The same operations, spent by each law",
        List.of("law", "parameters", "tokens", "tokens a parameter", "loss", "source"),
        rows);
  }

  private static List<String> repetition(Repetition.Choice choice) {
    return List.of(
        LawsPart.REPETITION,
        Numbers.size(choice.parameters()),
        Numbers.size(choice.tokens()),
        Numbers.decimals(choice.tokens() / choice.parameters(), 1),
        Numbers.decimals(choice.loss(), 3),
        String.format(
            Locale.ROOT,
            "%s: %s epochs of the %s unique tokens of [plan.languages]; with text unlimited %s"
                + " parameters, %s tokens and a loss of %s. Caution: a law of one corpus, and all"
                + " languages are read alike",
            Repetition.SOURCE,
            Numbers.decimals(choice.epochs(), 2),
            Numbers.size(choice.uniqueTokens()),
            Numbers.size(choice.freshParameters()),
            Numbers.size(choice.freshTokens()),
            Numbers.decimals(choice.freshLoss(), 3)));
  }

  private static void convergence(Html html, LawsPart laws) {
    Convergence efficient = laws.efficient();
    Convergence converged = laws.converged();
    html.element("h3", "Best use of compute, or convergence");
    html.element(
        "p",
        String.format(
            Locale.ROOT,
            "By Kaplan's laws %s parameters use compute best when trained with %s PF-days (loss %.3f);"
                + " trained to convergence they would take %s PF-days (loss %.3f), %.1f times as"
                + " much. The budget is %s PF-days.",
            Numbers.size(efficient.parameters()),
            Numbers.whole(efficient.petaflopDays()),
            efficient.loss(),
            Numbers.whole(converged.petaflopDays()),
            converged.loss(),
            converged.petaflopDays() / efficient.petaflopDays(),
            Numbers.whole(laws.flops() / Kaplan.PETAFLOP_DAY)));
    html.element("p", Convergence.SOURCE, "class", "quiet");
  }

  private static void serving(Html html, LawsPart laws) {
    ServingChoice serving = laws.serving();
    if (serving == null) {
      return;
    }
    html.element("h3", "With serving counted in");
    html.element(
        "p",
        String.format(
            Locale.ROOT,
            "A model of %s parameters on %s tokens reaches the same loss (%.3f) as %s on %s; with %s"
                + " served tokens it saves %.1f %% of all operations.",
            Numbers.size(serving.parameters()),
            Numbers.size(serving.tokens()),
            serving.loss(),
            Numbers.size(serving.optimalParameters()),
            Numbers.size(serving.optimalTokens()),
            Numbers.size(serving.servedTokens()),
            100 * serving.savedFlops() / serving.optimalTotalFlops()));
    html.element("p", ServingChoice.SOURCE, "class", "quiet");
  }
}
