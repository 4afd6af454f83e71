package org.bloomery.artifact.page;

import java.util.ArrayList;
import java.util.List;

/// Pictures as a plan needs them, with numbers like those of a model of 176B parameters.
final class PlanPictures {
  private static final double GIGABYTE = 1e9;

  private PlanPictures() {}

  static List<Drawing> all() {
    return List.of(
        laws(),
        profiles(),
        matrix(),
        shapes(),
        front(),
        memory(),
        carbon(),
        timeline(4, 8),
        timeline(12, 64));
  }

  /// Losses against operations, for two laws.
  static Drawing laws() {
    List<Layer.Point> compute = new ArrayList<>();
    List<Layer.Point> kaplan = new ArrayList<>();
    List<Layer.Interval> band = new ArrayList<>();
    List<Layer.Point> measured = new ArrayList<>();
    for (double power = 18; power <= 25; power += 0.25) {
      double flops = Math.pow(10, power);
      double loss = 1.82 + 880 * Math.pow(flops, -0.15);
      double width = 0.01 + 0.03 * Math.abs(power - 20);
      compute.add(new Layer.Point(flops, loss));
      band.add(new Layer.Interval(flops, loss * (1 - width), loss * (1 + width)));
      kaplan.add(new Layer.Point(flops, Math.pow(3.1e8 / (flops / 8.64e19), 0.05)));
      if (power < 21.5) {
        measured.add(new Layer.Point(flops, loss * (1 + 0.02 * Math.sin(7 * power))));
      }
    }
    return new XyChart(
        new Titles("Loss against compute", "Two laws over seven decades, with runs and this plan"),
        Scale.powers("training compute, FLOP"),
        Scale.ratios("loss, nats a token"),
        List.of(
            new Layer.Band("95% of 200 bootstraps", band),
            new Layer.Curve("Hoffmann, own fit", compute),
            new Layer.Curve("Kaplan", kaplan),
            new Layer.Points("own runs", Mark.CIRCLE, measured),
            new Layer.Marker("this plan <176B & 366B>", 3.888e23, 2.0)));
  }

  /// Curves of equal compute over parameters.
  static Drawing profiles() {
    List<Layer> layers = new ArrayList<>();
    for (double flops : new double[] {1e19, 1e20, 1e21, 1e22}) {
      List<Layer.Point> points = new ArrayList<>();
      double best = Math.sqrt(flops / 120);
      for (double ratio = 0.25; ratio < 4.1; ratio *= 1.3) {
        double loss = 1.9 + 880 * Math.pow(flops, -0.15) + 0.05 * Math.pow(Math.log(ratio), 2);
        points.add(new Layer.Point(best * ratio, loss));
      }
      layers.add(new Layer.Curve(Numbers.power(flops) + " FLOP", points));
    }
    return new XyChart(
        new Titles("Profiles of equal compute", "Four valleys that move right and down"),
        Scale.sizes("parameters"),
        Scale.linear("loss, nats a token"),
        layers);
  }

  /// Tokens that a budget of 1,161,261 hours at 100 TFLOP/s pays for.
  static Drawing matrix() {
    double[] margins = {1, 1.1, 1.19, 1.25, 1.5};
    List<HeatMap.Row> rows = new ArrayList<>();
    for (double parameters : new double[] {150e9, 175e9, 200e9, 250e9, 392e9}) {
      double[] tokens = new double[margins.length];
      for (int m = 0; m < tokens.length; m++) {
        tokens[m] = 3600 * 1_161_261.0 * 1e14 / (6 * parameters * margins[m]) / 1e9;
      }
      rows.add(new HeatMap.Row(Numbers.size(parameters), tokens));
    }
    return new HeatMap(
        new Titles("Billion tokens by size and margin", "More to the upper left"),
        "margin: compute needed over compute planned",
        "parameters",
        List.of("100%", "110%", "119%", "125%", "150%"),
        rows,
        Numbers::whole,
        new HeatMap.Floor(300, "300B tokens for Niger-Congo languages"),
        new HeatMap.Cell(1, 1, "this plan"));
  }

  /// Hidden size against layers, and Levine's law.
  static Drawing shapes() {
    List<Layer.Point> law = new ArrayList<>();
    for (int layers = 40; layers <= 96; layers += 2) {
      law.add(new Layer.Point(layers, Math.exp(5.039 + 0.0555 * layers)));
    }
    List<Layer.Point> others = new ArrayList<>();
    List<Layer.Point> rejected = new ArrayList<>();
    for (int layers = 48; layers <= 112; layers += 2) {
      double hidden = Math.sqrt(172e9 / 12 / layers);
      (layers % 4 == 0 ? others : rejected).add(new Layer.Point(layers, hidden));
    }
    return new XyChart(
        new Titles("Shapes near 176B parameters", "Candidates lie on a falling curve"),
        Scale.linear("layers"),
        Scale.linear("hidden size"),
        List.of(
            new Layer.Curve("Levine", law),
            new Layer.Points("rejected", Mark.SMALL_CROSS, rejected),
            new Layer.Points("other", Mark.DOT, others),
            new Layer.Points(
                "finalist",
                Mark.FULL_DIAMOND,
                List.of(
                    new Layer.Point(82, 13312, "82 × 13312, 64 heads"),
                    new Layer.Point(82, 13312, "82 × 13312, 128 heads"))),
            new Layer.Points(
                "chosen",
                Mark.STAR,
                List.of(new Layer.Point(70, 14336, "70 × 14336, 112 heads")))));
  }

  /// Seconds against memory of layouts.
  static Drawing front() {
    List<Layer.Point> all = new ArrayList<>();
    List<Layer.Point> best = new ArrayList<>();
    for (int i = 0; i < 120; i++) {
      double memory = 30 + 70 * ((i * 37) % 120) / 120.0;
      double seconds = 98 + 1500 / memory / 3 + 30 * ((i * 53) % 120) / 120.0;
      all.add(new Layer.Point(memory, seconds));
    }
    for (Layer.Point point : XyDrawing.front(all)) {
      String layout = "DP8 TP4 PP" + (4 + best.size() * 2) + " MBS2";
      best.add(new Layer.Point(point.x(), point.y(), layout));
    }
    return new XyChart(
        new Titles("Layouts: time against memory", "The front falls from left to right"),
        Scale.linear("memory of the fullest device, GiB"),
        Scale.linear("seconds an iteration"),
        List.of(
            new Layer.Points("layout", Mark.DOT, all),
            new Layer.Front("front", all),
            new Layer.Points("on the front", Mark.DIAMOND, best),
            new Layer.Limit("A100: 80 GB", true, 74.5),
            new Layer.Limit("deadline", false, 130)));
  }

  static Drawing memory() {
    List<StackedBars.Bar> bars = new ArrayList<>();
    for (int stage = 0; stage < 12; stage++) {
      boolean end = stage == 0 || stage == 11;
      double weights = end ? 7.7 : 7.4;
      double activations = 2.8 * Math.min(12 - stage, 12) * 0.35;
      double[] parts = {
        weights, 2 * weights, 1.5 * weights, activations, stage == 11 ? 2.1 : 0, 11
      };
      double sum = 0;
      for (double part : parts) {
        sum += part;
      }
      bars.add(new StackedBars.Bar("stage " + stage, parts, sum - 5, sum + 5));
    }
    return new StackedBars(
        new Titles("Memory by pipeline stage", "The first stage is the fullest"),
        "GiB a device",
        List.of("weights", "gradients", "optimiser", "activations", "logits", "overhead"),
        bars,
        value -> Numbers.decimals(value, 1),
        new StackedBars.Limit(80 * GIGABYTE / (1L << 30), "A100: 74.5 GiB"));
  }

  static Drawing carbon() {
    return new StackedBars(
        new Titles("Carbon of the run", "Half is dynamic, the rest idle and embodied"),
        "tonnes of CO₂ equivalents",
        List.of("dynamic", "idle", "embodied"),
        List.of(new StackedBars.Bar("this plan", 24.69, 14.63, 11.21)),
        value -> Numbers.decimals(value, 2),
        null);
  }

  /// One forward, one backward, over all stages and micro-batches.
  static Drawing timeline(int stages, int batches) {
    List<Timeline.Stage> rows = new ArrayList<>();
    double[][] forwardEnd = new double[stages][batches];
    double[][] backwardEnd = new double[stages][batches];
    List<List<Timeline.Span>> spans = new ArrayList<>();
    double[] free = new double[stages];
    int[] nextForward = new int[stages];
    int[] nextBackward = new int[stages];
    for (int s = 0; s < stages; s++) {
      spans.add(new ArrayList<>());
    }
    for (int round = 0; round < 2 * batches * stages * 4; round++) {
      for (int s = 0; s < stages; s++) {
        int f = nextForward[s];
        int b = nextBackward[s];
        boolean full = f - b >= stages - s;
        boolean mayBack = b < f && (s == stages - 1 || backwardEnd[s + 1][b] > 0);
        boolean mayForward = f < batches && !full && (s == 0 || forwardEnd[s - 1][f] > 0);
        if (mayBack && (full || f == batches)) {
          double start = Math.max(free[s], s == stages - 1 ? 0 : backwardEnd[s + 1][b]);
          free[s] = start + 2;
          backwardEnd[s][b] = free[s];
          spans.get(s).add(new Timeline.Span(start, free[s], Timeline.Work.BACKWARD, "" + (b + 1)));
          nextBackward[s]++;
        } else if (mayForward) {
          double start = Math.max(free[s], s == 0 ? 0 : forwardEnd[s - 1][f]);
          free[s] = start + 1;
          forwardEnd[s][f] = free[s];
          spans.get(s).add(new Timeline.Span(start, free[s], Timeline.Work.FORWARD, "" + (f + 1)));
          nextForward[s]++;
        }
      }
    }
    for (int s = 0; s < stages; s++) {
      spans.get(s).add(new Timeline.Span(free[s], free[s] + 1.5, Timeline.Work.COMMUNICATION, ""));
      rows.add(new Timeline.Stage("stage " + s, spans.get(s)));
    }
    return new Timeline(
        new Titles("One step of the pipeline", "Later stages begin later"), "seconds", rows);
  }
}
