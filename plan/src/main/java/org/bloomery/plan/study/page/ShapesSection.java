package org.bloomery.plan.study.page;

import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import org.bloomery.artifact.page.Html;
import org.bloomery.artifact.page.Layer;
import org.bloomery.artifact.page.Mark;
import org.bloomery.artifact.page.Numbers;
import org.bloomery.artifact.page.Scale;
import org.bloomery.artifact.page.Titles;
import org.bloomery.artifact.page.XyChart;
import org.bloomery.plan.shape.DepthWidth;
import org.bloomery.plan.shape.RejectedShapes;
import org.bloomery.plan.shape.Shape;
import org.bloomery.plan.shape.ShapeCandidate;
import org.bloomery.plan.shape.ShapeScore;
import org.bloomery.plan.study.ObservedRow;
import org.bloomery.plan.study.ShapesPart;
import org.bloomery.plan.study.Study;

/// Depth, width and heads near the chosen size.
final class ShapesSection {
  private static final int SHOWN = 12;

  /// Shapes with a score below this share of the best would only stretch the picture.
  private static final double DRAWN = 0.8;

  private ShapesSection() {}

  static String of(Study study) {
    ShapesPart shapes = study.shapes();
    Html html = new Html();
    html.element(
        "p",
        String.format(
            Locale.ROOT,
            "%s of %s shapes near %s parameters break no rule. By %s the best depth is %.1f and the"
                + " best width %s.",
            Numbers.whole(shapes.acceptedCount()),
            Numbers.whole(shapes.acceptedCount() + shapes.rejectedCount()),
            Numbers.size(shapes.targetParameters()),
            "Levine et al. 2020",
            shapes.best().layers(),
            Numbers.whole(shapes.best().hidden())));
    html.raw(
        scatter(study)
            .figure(
                "Each mark is a depth and width; several numbers of heads may share it. Shapes that score"
                    + " less than four fifths of the best are left out. "
                    + DepthWidth.SOURCE
                    + "."));
    html.table(
        "The best shapes on this device, before layouts are compared",
        List.of(
            "shape",
            "heads",
            "head",
            "parameters",
            "score",
            "matrices",
            "scores",
            "stages",
            "depth",
            "width ÷ depth"),
        rows(shapes));
    html.element(
        "p",
        "The score is the product of four shares: what tiles and waves leave of the matrix products,"
            + " what moving attention's scores leaves of the time, mean over longest stage, and the"
            + " compute that a worse depth costs.",
        "class",
        "quiet");
    rejected(html, shapes);
    return html.toString();
  }

  private static XyChart scatter(Study study) {
    List<Layer.Point> best = new ArrayList<>();
    List<Layer.Point> others = new ArrayList<>();
    List<Layer.Point> law = new ArrayList<>();
    int least = Integer.MAX_VALUE;
    int most = 0;
    double top =
        study.shapes().accepted().isEmpty()
            ? 0
            : study.shapes().accepted().getFirst().score().total();
    for (ShapeCandidate candidate : study.shapes().accepted()) {
      Shape shape = candidate.shape();
      if (candidate.score().total() < DRAWN * top) {
        continue;
      }
      (best.size() < SHOWN ? best : others).add(new Layer.Point(shape.layers(), shape.hidden()));
      least = Math.min(least, shape.layers());
      most = Math.max(most, shape.layers());
    }
    for (int layers = least; layers <= most; layers++) {
      double hidden = DepthWidth.hidden(layers);
      if (hidden < 2.5 * study.decision().placed().shape().hidden()) {
        law.add(new Layer.Point(layers, hidden));
      }
    }
    List<Layer> layers = new ArrayList<>();
    layers.add(new Layer.Curve("Levine", law));
    layers.add(new Layer.Points("accepted", Mark.DOT, others));
    layers.add(new Layer.Points("the best " + SHOWN, Mark.DIAMOND, best));
    List<Layer.Point> observed = new ArrayList<>();
    for (ObservedRow row : study.observed()) {
      observed.add(
          new Layer.Point(
              row.observed().layers(), row.observed().hidden(), row.observed().heads() + " heads"));
    }
    if (!observed.isEmpty()) {
      layers.add(new Layer.Points("measured", Mark.SQUARE, observed));
    }
    Shape chosen = study.decision().placed().shape();
    layers.add(
        new Layer.Points(
            "chosen",
            Mark.STAR,
            List.of(
                new Layer.Point(
                    chosen.layers(), chosen.hidden(), study.decision().placed().shapeText()))));
    return new XyChart(
        new Titles(
            "Shapes near " + Numbers.size(study.shapes().targetParameters()) + " parameters",
            "Hidden size over layers of the accepted shapes, with the law of depth and width"),
        Scale.linear("layers"),
        Scale.linear("hidden size"),
        layers);
  }

  private static List<List<String>> rows(ShapesPart shapes) {
    List<List<String>> rows = new ArrayList<>();
    for (ShapeCandidate candidate : shapes.accepted().stream().limit(SHOWN).toList()) {
      Shape shape = candidate.shape();
      ShapeScore score = candidate.score();
      rows.add(
          List.of(
              shape.layers() + " × " + shape.hidden(),
              Integer.toString(shape.heads()),
              Integer.toString(candidate.headDimension()),
              Numbers.size((double) candidate.parameters()),
              Numbers.decimals(score.total(), 3),
              Numbers.decimals(score.matrixShare(), 3),
              Numbers.decimals(score.trafficShare(), 3),
              Numbers.decimals(score.balance(), 3),
              Numbers.decimals(score.depthShare(), 3),
              Numbers.decimals(score.aspectRatio(), 0)));
    }
    return rows;
  }

  private static void rejected(Html html, ShapesPart shapes) {
    if (shapes.ownRank() == 0 && !shapes.ownObjections().isEmpty()) {
      html.element(
          "p", "The run file's own shape is not among them: " + shapes.ownObjections().getFirst());
    } else if (shapes.ownRank() > 0) {
      html.element(
          "p", "The run file's own shape is place " + shapes.ownRank() + " by this score.");
    }
    if (shapes.rejected().isEmpty()) {
      return;
    }
    html.element("h3", "Why the others were rejected");
    List<List<String>> rows = new ArrayList<>();
    for (RejectedShapes rejected : shapes.rejected()) {
      rows.add(
          List.of(
              rejected.rule().label(),
              Numbers.whole(rejected.count()),
              String.join("; ", rejected.examples()) + ". " + rejected.rule().source()));
    }
    Tables.of(
        html, "Rejected shapes by rule", List.of("rule", "shapes", "for example, and why"), rows);
  }
}
