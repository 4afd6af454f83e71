package org.bloomery.plan.shape;

import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import org.bloomery.artifact.RunFileException;
import org.bloomery.plan.device.Device;
import org.bloomery.plan.figure.Assumption;
import org.bloomery.plan.figure.Assumptions;

/// All (layers, hidden, heads) near a number of parameters.
///
/// Every depth, every width that is a multiple of the device's alignment (16 at least) and every
/// number of heads that divides it and leaves heads of a usual width is looked at.
///
/// @param targetParameters all of the model's, embedding included
/// @param tolerance share by which a shape may miss the target
/// @param vocabulary tokens of the tokenizer; it is padded here
/// @param context tokens of a sequence
public record ShapeSearch(
    double targetParameters,
    double tolerance,
    int vocabulary,
    int context,
    Split split,
    Device device,
    Assumptions assumptions) {
  public static final Assumption MATRIX_SHARE_OF_PEAK =
      new Assumption(
              "matrixShareOfPeak",
              "share of the peak that the best matrix products reach",
              0.85,
              0.5,
              0.97,
              "",
              "Bekman, Machine Learning Engineering Open Book, maximum achievable matmul FLOPS:"
                  + " A100 0.87, H100 0.80, B200 0.78, MI300X 0.51, Gaudi 2 0.97")
          .ofOne();
  public static final Assumption SHARE_OF_BANDWIDTH =
      new Assumption(
              "memoryShareOfPeak",
              "share of the memory bandwidth that elementwise kernels reach",
              0.8,
              0.6,
              0.95,
              "",
              "a range of ours; the order of BLOOM's timed shapes is the same over all of it")
          .ofOne();
  public static final Assumption ASPECT_RATIO_RANGE =
      new Assumption(
              "aspectRatioRange",
              "widest over narrowest width ÷ depth that is considered",
              40,
              20,
              100,
              "",
              "Kaplan et al. 2020, §3.1 and figure 5: over a range of 40 the loss moves by a few percent")
          .atLeast(1);
  public static final Assumption LOSS_OF_SHAPE =
      new Assumption(
              "lossOfShape",
              "loss that a shape costs, per squared logarithm of aspect ratio over best",
              0.0032,
              0.001,
              0.01,
              "",
              "0.03 ÷ ln²(21.4): Kaplan et al. 2020, §3.1, (6, 4288) within 3% of (48, 1600)")
          .atLeast(0);
  public static final Assumption LEAST_HEAD_DIMENSION =
      new Assumption(
              "leastHeadDimension",
              "narrowest head",
              64,
              8,
              128,
              "",
              "BLOOM-560M, GPT-2 and GPT-3's smaller models have 64; models narrower than 1024 may have"
                  + " 16")
          .within(1, 4096);
  public static final Assumption MOST_HEAD_DIMENSION =
      new Assumption(
              "mostHeadDimension",
              "widest head",
              256,
              128,
              512,
              "",
              "PaLM (Chowdhery et al. 2022) has 256; FlashAttention 2 supports up to 256 (Dao 2023)")
          .within(1, 4096);

  /// What the shape package takes for granted.
  public static final List<Assumption> ASSUMED =
      List.of(
          MATRIX_SHARE_OF_PEAK,
          SHARE_OF_BANDWIDTH,
          ASPECT_RATIO_RANGE,
          LOSS_OF_SHAPE,
          LEAST_HEAD_DIMENSION,
          MOST_HEAD_DIMENSION);

  private static final int LEAST_STEP = 16;
  private static final int EXAMPLES = 3;

  public ShapeSearch {
    if (!(targetParameters >= 1000)) {
      throw new RunFileException(
          "shape search: "
              + targetParameters
              + " parameters are too few to search a shape for; ask for 1000 at least");
    }
    if (!(tolerance > 0 && tolerance < 1)) {
      throw new RunFileException(
          "shape search: tolerance "
              + tolerance
              + " must be a share between 0 and 1; 0.03 is usual");
    }
  }

  /// A shape that breaks rules.
  private record Refused(Shape shape, List<ShapeRule> broken, double distance) {}

  /// Looks at all of them.
  public ShapeSearchResult run() {
    int padded = ShapeRules.paddedVocabulary(vocabulary, split.tensorParallel());
    ShapeRules rules = new ShapeRules(split, device, assumptions);
    List<ShapeCandidate> accepted = new ArrayList<>();
    List<Refused> refused = new ArrayList<>();
    for (Shape shape : shapes(padded)) {
      List<ShapeRule> broken = rules.broken(shape);
      if (broken.isEmpty()) {
        accepted.add(candidate(shape));
      } else {
        refused.add(new Refused(shape, broken, Math.abs(DepthWidth.distance(shape))));
      }
    }
    accepted.sort(
        Comparator.comparingDouble((ShapeCandidate c) -> c.score().total())
            .reversed()
            .thenComparingDouble(ShapeCandidate::headDimensionDistance)
            .thenComparingInt(c -> c.shape().heads()));
    return new ShapeSearchResult(
        this,
        padded,
        DepthWidth.withEmbedding(targetParameters, padded),
        List.copyOf(accepted),
        refused.size(),
        summary(refused, rules));
  }

  private ShapeCandidate candidate(Shape shape) {
    return new ShapeCandidate(
        shape,
        shape.parameters(),
        TrainingFlops.perToken(shape),
        shape.hidden() / shape.heads(),
        DepthWidth.of(shape),
        ShapeScore.of(shape, split, device, assumptions));
  }

  private List<Shape> shapes(int padded) {
    List<Shape> shapes = new ArrayList<>();
    int step = Math.max(LEAST_STEP, device.alignmentElements());
    double most = targetParameters * (1 + tolerance);
    for (int layers = 1; layers <= DepthWidth.MOST_LAYERS; layers++) {
      for (int hidden = step; ; hidden += step) {
        Shape shape = new Shape(layers, hidden, 1, padded, context);
        if (shape.parameters() > most) {
          break;
        }
        if (shape.parameters() >= targetParameters * (1 - tolerance)) {
          addHeads(shapes, shape);
        }
      }
    }
    return shapes;
  }

  private void addHeads(List<Shape> shapes, Shape shape) {
    int h = shape.hidden();
    int widest = Math.min(h, (int) assumptions.of(MOST_HEAD_DIMENSION));
    for (int headDimension = LEAST_STEP; headDimension <= widest; headDimension++) {
      if (h % headDimension == 0) {
        shapes.add(new Shape(shape.layers(), h, h / headDimension, shape.vocabulary(), context));
      }
    }
  }

  private static List<RejectedShapes> summary(List<Refused> refused, ShapeRules rules) {
    refused.sort(
        Comparator.comparingInt((Refused r) -> r.broken().size())
            .thenComparingDouble(Refused::distance));
    List<RejectedShapes> summary = new ArrayList<>();
    for (ShapeRule rule : ShapeRule.values()) {
      List<Refused> those = refused.stream().filter(r -> r.broken().contains(rule)).toList();
      if (!those.isEmpty()) {
        summary.add(new RejectedShapes(rule, those.size(), examples(those, rule, rules)));
      }
    }
    return List.copyOf(summary);
  }

  private static List<String> examples(List<Refused> those, ShapeRule rule, ShapeRules rules) {
    return those.stream()
        .map(refused -> rules.sentence(rule, refused.shape()))
        .distinct()
        .limit(EXAMPLES)
        .toList();
  }
}
