package org.bloomery.plan.shape;

import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.function.IntPredicate;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.bloomery.plan.device.Device;
import org.bloomery.plan.figure.Assumptions;

/// Tests one shape against every [ShapeRule], and says in words what is wrong and what to take.
public final class ShapeRules {
  private static final int HEAD_ALIGNMENT = 8;
  private static final int SOFTMAX_MATRICES = 4;
  private static final int VOCABULARY_PART = 128;

  /// Below this width heads may be as narrow as the next number, or few would be left.
  private static final int NARROW_HIDDEN = 1024;

  private static final int NARROW_HEAD = 16;

  private final Split split;
  private final Device device;
  private final int leastHeadDimension;
  private final int mostHeadDimension;
  private final double aspectFactor;

  public ShapeRules(Split split, Device device, Assumptions assumptions) {
    this.split = split;
    this.device = device;
    this.leastHeadDimension = (int) assumptions.of(ShapeSearch.LEAST_HEAD_DIMENSION);
    this.mostHeadDimension = (int) assumptions.of(ShapeSearch.MOST_HEAD_DIMENSION);
    this.aspectFactor = Math.sqrt(assumptions.of(ShapeSearch.ASPECT_RATIO_RANGE));
  }

  /// The next size that embedding and head can be cut from: `tokens` rounded up to a multiple of
  /// 128 a rank.
  public static int paddedVocabulary(int tokens, int tensorParallel) {
    int multiple = VOCABULARY_PART * tensorParallel;
    return Math.ceilDiv(tokens, multiple) * multiple;
  }

  /// Nothing, if the shape is fine.
  public List<Objection> check(Shape shape) {
    return broken(shape).stream().map(rule -> new Objection(rule, sentence(rule, shape))).toList();
  }

  /// The rules that a shape breaks, without the sentences.
  List<ShapeRule> broken(Shape shape) {
    return Arrays.stream(ShapeRule.values()).filter(rule -> breaks(rule, shape)).toList();
  }

  private boolean breaks(ShapeRule rule, Shape shape) {
    int h = shape.hidden();
    int a = shape.heads();
    int t = split.tensorParallel();
    boolean headsAreWhole = h % a == 0;
    return switch (rule) {
      case HEADS_DIVIDE_HIDDEN -> !headsAreWhole;
      case TENSOR_PARALLEL_DIVIDES_HEADS -> headsAreWhole && a % t != 0;
      case HEAD_DIMENSION_IN_RANGE -> headsAreWhole && !isInRange(h, h / a);
      case HEAD_DIMENSION_ALIGNED -> headsAreWhole && h / a % HEAD_ALIGNMENT != 0;
      case FUSED_SOFTMAX -> headsAreWhole && a % t == 0 && !fillsSoftmax(a);
      case COLUMNS_ALIGNED -> h % (t * device.alignmentElements()) != 0;
      case TOKENS_ALIGNED -> split.microBatch() * shape.context() % device.alignmentElements() != 0;
      case VOCABULARY_ALIGNED -> shape.vocabulary() != paddedVocabulary(shape.vocabulary(), t);
      case EQUAL_STAGES -> split.slots(shape.layers()) % split.pipelineStages() != 0;
      case ASPECT_RATIO -> Math.abs(DepthWidth.distance(shape)) > Math.log(aspectFactor);
    };
  }

  /// What a shape that breaks this rule is told.
  String sentence(ShapeRule rule, Shape shape) {
    return switch (rule) {
      case HEADS_DIVIDE_HIDDEN ->
          text(shape.heads())
              + " heads do not divide hidden size "
              + text(shape.hidden())
              + takeHeads(shape);
      case TENSOR_PARALLEL_DIVIDES_HEADS ->
          text(shape.heads())
              + " heads cannot be shared by "
              + text(split.tensorParallel())
              + " tensor-parallel ranks"
              + takeHeads(shape);
      case HEAD_DIMENSION_IN_RANGE -> headsOutOfRange(shape);
      case HEAD_DIMENSION_ALIGNED ->
          "head dimension "
              + text(shape.hidden() / shape.heads())
              + (" (" + text(shape.hidden()) + " over " + text(shape.heads()) + " heads)")
              + " is no multiple of 8"
              + takeHeads(shape);
      case FUSED_SOFTMAX -> slowSoftmax(shape);
      case COLUMNS_ALIGNED ->
          "hidden size "
              + text(shape.hidden())
              + " over "
              + text(split.tensorParallel())
              + " tensor-parallel ranks is no multiple of "
              + text(device.alignmentElements())
              + " elements; take "
              + near(shape.hidden(), split.tensorParallel() * device.alignmentElements(), 0);
      case TOKENS_ALIGNED -> oddTokens(shape);
      case VOCABULARY_ALIGNED ->
          "vocabulary "
              + text(shape.vocabulary())
              + " is no multiple of 128 × "
              + text(split.tensorParallel())
              + " tensor-parallel ranks; pad it to "
              + text(paddedVocabulary(shape.vocabulary(), split.tensorParallel()));
      case EQUAL_STAGES -> unequalStages(shape);
      case ASPECT_RATIO -> farFromBest(shape);
    };
  }

  private String headsOutOfRange(Shape shape) {
    return text(shape.heads())
        + " heads on hidden size "
        + text(shape.hidden())
        + " are "
        + text(shape.hidden() / shape.heads())
        + " wide, outside "
        + leastHeadDimension(shape.hidden())
        + " to "
        + mostHeadDimension
        + takeHeads(shape);
  }

  private String slowSoftmax(Shape shape) {
    return text(shape.heads())
        + " heads over "
        + text(split.tensorParallel())
        + " ranks with micro-batch "
        + text(split.microBatch())
        + " are "
        + text(shape.heads() / split.tensorParallel() * split.microBatch())
        + " attention matrices, no multiple of 4, so the fused softmax is not used"
        + takeHeads(shape);
  }

  private String oddTokens(Shape shape) {
    return "micro-batch "
        + text(split.microBatch())
        + " with a context of "
        + text(shape.context())
        + " gives "
        + text(split.microBatch() * shape.context())
        + " rows, no multiple of "
        + text(device.alignmentElements())
        + "; take a context of "
        + near(shape.context(), device.alignmentElements(), 0);
  }

  private String unequalStages(Shape shape) {
    int extra = split.slots(shape.layers()) - shape.layers();
    return text(shape.layers())
        + (extra == 0 ? " layers are " : " layers and the two embeddings are ")
        + text(split.slots(shape.layers()))
        + " slots, which "
        + text(split.pipelineStages())
        + " pipeline stages cannot share equally; take "
        + near(shape.layers(), split.pipelineStages(), extra)
        + " layers";
  }

  private String farFromBest(Shape shape) {
    DepthWidth best = DepthWidth.of(shape);
    return text(shape.layers())
        + " layers of width "
        + text(shape.hidden())
        + " are too "
        + (DepthWidth.distance(shape) > 0 ? "flat" : "deep")
        + ": width over depth is "
        + text(shape.hidden() / shape.layers())
        + ", and "
        + text((int) Math.ceil(best.aspectRatio() / aspectFactor))
        + " to "
        + text((int) (best.aspectRatio() * aspectFactor))
        + " is known to cost little at this size; take about "
        + text((int) Math.rint(best.layers()))
        + " layers of width "
        + text((int) Math.rint(best.hidden()));
  }

  private boolean fillsSoftmax(int heads) {
    boolean runsMegatronsKernel = !split.fusedAttention() && device.multiprocessors() != null;
    int matrices = heads / split.tensorParallel() * split.microBatch();
    return !runsMegatronsKernel || matrices % SOFTMAX_MATRICES == 0;
  }

  private boolean isInRange(int hidden, int headDimension) {
    return headDimension >= leastHeadDimension(hidden) && headDimension <= mostHeadDimension;
  }

  private int leastHeadDimension(int hidden) {
    return hidden >= NARROW_HIDDEN ? leastHeadDimension : Math.min(leastHeadDimension, NARROW_HEAD);
  }

  /// The next head counts below and above that pass every rule on heads.
  private String takeHeads(Shape shape) {
    int h = shape.hidden();
    IntPredicate passes =
        a ->
            h % a == 0
                && a % split.tensorParallel() == 0
                && h / a % HEAD_ALIGNMENT == 0
                && isInRange(h, h / a)
                && fillsSoftmax(a);
    IntStream below =
        IntStream.iterate(shape.heads() - 1, a -> a > 0, a -> a - 1).filter(passes).limit(1);
    IntStream above =
        IntStream.rangeClosed(shape.heads() + 1, h / HEAD_ALIGNMENT).filter(passes).limit(1);
    String near =
        IntStream.concat(below, above)
            .mapToObj(ShapeRules::text)
            .collect(Collectors.joining(" or "));
    return near.isEmpty()
        ? "; take another hidden size, as this one allows no number of heads"
        : "; take " + near + " heads";
  }

  /// The values next to this one that are a multiple of `unit` once `extra` is added.
  private static String near(int value, int unit, int extra) {
    int above = Math.ceilDiv(value + extra, unit) * unit - extra;
    int below = above - unit;
    return below <= 0 ? text(above) : text(below) + " or " + text(above);
  }

  private static String text(int number) {
    return String.format(Locale.ROOT, "%,d", number);
  }
}
