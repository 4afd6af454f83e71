package org.bloomery.plan.study.page;

import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import org.bloomery.artifact.page.Html;
import org.bloomery.artifact.page.Layer;
import org.bloomery.artifact.page.Mark;
import org.bloomery.artifact.page.Numbers;
import org.bloomery.artifact.page.Scale;
import org.bloomery.artifact.page.StackedBars;
import org.bloomery.artifact.page.Titles;
import org.bloomery.artifact.page.XyChart;
import org.bloomery.plan.device.Devices;
import org.bloomery.plan.layout.StageMemory;
import org.bloomery.plan.layout.StepTime;
import org.bloomery.plan.study.Amounts;
import org.bloomery.plan.study.LayoutsPart;
import org.bloomery.plan.study.PlacedShape;
import org.bloomery.plan.study.Study;

/// How the chosen shape is spread over the devices, and what else was possible.
final class LayoutsSection {
  private static final int SHOWN = 12;
  private static final double GIB = 1L << 30;

  private LayoutsSection() {}

  static String of(Study study) {
    LayoutsPart layouts = study.layouts();
    PlacedShape chosen = study.decision().placed();
    Html html = new Html();
    if (layouts.layouts().size() > 1) {
      html.raw(front(study).figure("Time and memory are middles of their bands. Less is better."));
    }
    html.raw(
        memory(chosen, layouts)
            .figure(
                chosen.memory().source() + ". The band at the sum is the error of that model."));
    html.raw(PipelinePicture.of(study));
    html.table(
        "The fastest layouts of the chosen shape",
        List.of(
            "layout",
            "seconds",
            "low – high",
            "TFLOP/s",
            study.device().key().equals(Devices.THIS_MACHINE) ? "of measured" : "of peak",
            "bubble",
            "tensor",
            "pipeline",
            "replicas",
            "GiB"),
        rows(layouts.layouts()));
    html.element(
        "p",
        "DP: replicas, TP: devices that share each matrix, PP: stages of layers, MBS: sequences that"
            + " pass a stage together. Times: "
            + chosen.time().source()
            + ".",
        "class",
        "quiet");
    List<List<String>> rejections = new ArrayList<>();
    layouts
        .rejections()
        .forEach(each -> rejections.add(List.of(words(each.rule()), Numbers.whole(each.count()))));
    if (!rejections.isEmpty()) {
      html.table("Layouts that were turned down", List.of("why", "layouts"), rejections);
    }
    if (layouts.shapes().size() > 1) {
      html.table(
          "The best shapes, each in its best layout",
          List.of("shape", "parameters", "layout", "seconds", "model TFLOP/s", "that count", "GiB"),
          shapes(layouts.shapes()));
    }
    return html.toString();
  }

  /// What the short name of a rule means.
  private static String words(String rule) {
    return switch (rule) {
      case "batch" -> "replicas × micro-batch do not divide the batch";
      case "batches of the ramp" -> "replicas × micro-batch do not divide the ramp's batches";
      case "chunks" -> "interleaved chunks do not divide the layers";
      case "devices" -> "more devices than there are";
      case "empty stage" -> "a stage without layers";
      case "heads" -> "tensor ranks do not divide the heads";
      case "interleaved" -> "an interleaved schedule without a pipeline";
      case "interleaved batch" -> "micro-batches come in no whole groups for interleaving";
      case "memory of a device" -> "may need more memory than a device has";
      case "sharding in pipeline" -> "shared gradients (ZeRO 2 and 3) in a pipeline";
      case "vocabulary" -> "tensor ranks do not divide the vocabulary";
      default -> rule;
    };
  }

  private static XyChart front(Study study) {
    List<Layer.Point> all = new ArrayList<>();
    for (PlacedShape placed : study.layouts().layouts()) {
      all.add(new Layer.Point(placed.memory().middleBytes() / GIB, placed.time().seconds()));
    }
    PlacedShape chosen = study.decision().placed();
    return new XyChart(
        new Titles(
            "Layouts: time of a step against memory",
            "Seconds a step over memory of the fullest device; the front falls from left to right"),
        Scale.linear("memory of the fullest device, GiB"),
        Scale.linear("seconds a step"),
        List.of(
            new Layer.Points("layout that fits", Mark.DOT, all),
            new Layer.Front("front", all),
            new Layer.Points(
                "chosen",
                Mark.STAR,
                List.of(
                    new Layer.Point(
                        chosen.memory().middleBytes() / GIB,
                        chosen.time().seconds(),
                        chosen.layout().label()))),
            new Layer.Limit("memory of a device", true, study.layouts().memoryBytes() / GIB)));
  }

  private static StackedBars memory(PlacedShape chosen, LayoutsPart layouts) {
    List<StackedBars.Bar> bars = new ArrayList<>();
    for (StageMemory stage : chosen.memory().stages()) {
      double rest = Double.NaN;
      boolean worst = stage.stage() == chosen.memory().worstStage();
      if (worst) {
        rest = (chosen.memory().middleBytes() - stage.totalBytes()) / GIB;
      }
      double[] values = {
        stage.stateBytes() / GIB,
        stage.stepBytes() / GIB,
        stage.activationBytes() / GIB,
        stage.workingBytes() / GIB,
        stage.logitBytes() / GIB,
        rest
      };
      String label = "stage " + stage.stage();
      bars.add(
          worst
              ? new StackedBars.Bar(
                  label,
                  values,
                  chosen.memory().lowBytes() / GIB,
                  chosen.memory().highBytes() / GIB)
              : new StackedBars.Bar(label, values));
    }
    return new StackedBars(
        new Titles(
            "Memory of each stage",
            "What a device of each pipeline stage holds; for the fullest also what runtime and"
                + " allocator add"),
        "GiB",
        List.of(
            "weights and optimiser",
            "optimiser's step",
            "activations",
            "block at work",
            "logits",
            "runtime and allocator"),
        bars,
        value -> Numbers.decimals(value, value < 10 ? 2 : 1),
        new StackedBars.Limit(layouts.memoryBytes() / GIB, "memory of a device"));
  }

  private static List<List<String>> rows(List<PlacedShape> layouts) {
    List<List<String>> rows = new ArrayList<>();
    for (PlacedShape placed : layouts.stream().limit(SHOWN).toList()) {
      StepTime time = placed.time();
      rows.add(
          List.of(
              placed.layout().label(),
              seconds(time.seconds()),
              seconds(time.lowSeconds()) + " – " + seconds(time.highSeconds()),
              Numbers.plain(Math.round(time.hardwareFlopsPerSecondPerDevice() / 1e8) / 1e4),
              Numbers.percent(time.modelUtilisation()),
              seconds(time.bubbleSeconds()),
              seconds(time.tensorSeconds()),
              seconds(time.pipelineSeconds()),
              seconds(time.dataSeconds()),
              Amounts.gibibytes(placed.memory().lowBytes())
                  + " – "
                  + Amounts.gibibytes(placed.memory().highBytes())));
    }
    return rows;
  }

  private static String seconds(double value) {
    return String.format(Locale.ROOT, value < 10 ? "%.3f" : "%.2f", value);
  }

  private static List<List<String>> shapes(List<PlacedShape> shapes) {
    List<List<String>> rows = new ArrayList<>();
    for (PlacedShape placed : shapes.stream().limit(SHOWN).toList()) {
      rows.add(
          List.of(
              placed.shapeText(),
              Numbers.size((double) placed.parameters()),
              placed.layout().label(),
              seconds(placed.time().seconds()),
              Numbers.plain(Math.round(placed.time().modelFlopsPerSecondPerDevice() / 1e8) / 1e4),
              Numbers.plain(Math.round(placed.usefulFlopsPerSecond() / 1e8) / 1e4),
              Amounts.gibibytes(placed.memory().middleBytes())));
    }
    return rows;
  }
}
