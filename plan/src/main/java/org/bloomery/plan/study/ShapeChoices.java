package org.bloomery.plan.study;

import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Objects;
import org.bloomery.artifact.RunFileException;
import org.bloomery.artifact.page.Numbers;
import org.bloomery.artifact.run.Run;
import org.bloomery.artifact.run.study.ObservedSettings;
import org.bloomery.artifact.run.study.ShapeSearchSettings;
import org.bloomery.plan.figure.Assumption;
import org.bloomery.plan.figure.Assumptions;
import org.bloomery.plan.layout.Layout;
import org.bloomery.plan.layout.LayoutRules;
import org.bloomery.plan.layout.PipelinePlan;
import org.bloomery.plan.layout.StepTime;
import org.bloomery.plan.shape.DepthWidth;
import org.bloomery.plan.shape.Objection;
import org.bloomery.plan.shape.Recompute;
import org.bloomery.plan.shape.Shape;
import org.bloomery.plan.shape.ShapeCandidate;
import org.bloomery.plan.shape.ShapeRules;
import org.bloomery.plan.shape.ShapeScore;
import org.bloomery.plan.shape.ShapeSearch;
import org.bloomery.plan.shape.ShapeSearchResult;
import org.bloomery.plan.shape.Split;
import org.bloomery.plan.shape.TrainingFlops;
import org.jspecify.annotations.Nullable;

/// Chooses a shape and its layout together: the search for shapes names candidates, and the search
/// for layouts tells what each reaches.
final class ShapeChoices {
  /// Candidates that are put into layouts.
  private static final int PLACED = 24;

  /// How much better another shape must be.
  static final Assumption KEEP_WITHIN =
      new Assumption(
              "keepWithin",
              "a stated shape or layout is kept unless another is better by more than this share",
              0.03,
              0,
              0.1,
              "",
              "the shape's factors order BigScience's ten timed shapes within 1.5%, so two shapes are"
                  + " known to differ from about twice that")
          .within(0, 1);

  static final List<Assumption> ASSUMED = List.of(KEEP_WITHIN);

  private final Run run;
  private final Machines machines;
  private final Assumptions assumed;
  private final LayoutChoices layouts;
  private final Shape own;

  /// @param chosen what is to be trained
  /// @param best what ranked first
  /// @param kept whether `chosen` is the run file's own shape
  /// @param ownPlace of the run file's own shape among those in layouts, 0 if its size is another
  record Found(
      ShapesPart shapes,
      LayoutsPart layouts,
      PlacedShape chosen,
      PlacedShape best,
      boolean kept,
      int ownPlace) {}

  ShapeChoices(Run run, Machines machines, Assumptions assumed) {
    this.run = run;
    this.machines = machines;
    this.assumed = assumed;
    this.own = OwnModel.shape(run);
    this.layouts = new LayoutChoices(run, machines);
  }

  /// The run file's own shape in its best layout: what the budget is first reckoned with.
  PlacedShape reference() {
    List<PlacedShape> fitting = layouts.search(own, 1).fitting();
    return fitting.isEmpty() ? layouts.place(own, layout(), 1) : fitting.getFirst();
  }

  /// The run file's own layout, or the fastest of its own shape.
  private Layout layout() {
    if (run.train().layout() != null || machines.cluster().devices() == 1) {
      return OwnModel.layout(run);
    }
    List<PlacedShape> fitting = layouts.search(own, 1).fitting();
    return fitting.isEmpty() ? OwnModel.layout(run) : fitting.getFirst().layout();
  }

  Found around(double parameters) {
    ShapesPart found = search(parameters);
    List<PlacedShape> placed = new ArrayList<>();
    for (ShapeCandidate candidate : found.accepted().stream().limit(PLACED).toList()) {
      place(placed, candidate.shape(), candidate.score().depthShare());
    }
    PlacedShape ownPlaced = null;
    if (Math.abs((double) own.parameters() / parameters - 1) <= found.tolerance()) {
      placed.removeIf(each -> same(each.shape(), own));
      place(placed, own, score(own, found.split()).depthShare());
      ownPlaced = placed.stream().filter(each -> same(each.shape(), own)).findFirst().orElse(null);
    }
    if (placed.isEmpty()) {
      throw nothingFits(parameters, found);
    }
    // Where nothing else tells shapes apart, heads are as wide as in the run file.
    placed.sort(
        Comparator.comparingDouble((PlacedShape each) -> -each.usefulFlopsPerSecond())
            .thenComparingDouble(
                each -> Math.abs(Math.log(headWidth(each.shape()) / headWidth(own)))));
    PlacedShape best = placed.getFirst();
    boolean kept = ownPlaced != null && isAsGood(ownPlaced, best);
    PlacedShape fastest = kept ? Objects.requireNonNull(ownPlaced) : best;
    PlacedShape chosen = keptLayout(fastest, best);
    return new Found(
        found,
        layoutsPart(placed, fastest),
        chosen,
        best,
        kept,
        ownPlaced == null ? 0 : placed.indexOf(ownPlaced) + 1);
  }

  private static double headWidth(Shape shape) {
    return (double) shape.hidden() / shape.heads();
  }

  private RunFileException nothingFits(double parameters, ShapesPart found) {
    String size = Numbers.size(parameters) + " parameters";
    if (found.accepted().isEmpty()) {
      String broken =
          found.rejected().isEmpty()
              ? ""
              : ": " + found.rejected().getFirst().examples().getFirst();
      return new RunFileException(
          "plan.shape: none of "
              + found.rejectedCount()
              + " shapes near "
              + size
              + " keeps all rules"
              + broken
              + "; raise tolerance, or relax minimumLayers, maximumLayers or an axis of"
              + " [plan.layout]");
    }
    return layouts.nothingFits(
        size, found.accepted().stream().limit(PLACED).map(ShapeCandidate::shape).toList());
  }

  /// Is another no better by more than a prediction can tell?
  private boolean isAsGood(PlacedShape placed, PlacedShape best) {
    return placed.behind(best) <= assumed.of(KEEP_WITHIN);
  }

  /// The run file's own layout where the shape in it is still as good as the best of all; else the
  /// shape's fastest.
  private PlacedShape keptLayout(PlacedShape fastest, PlacedShape best) {
    if (run.train().layout() == null) {
      return fastest;
    }
    Layout stated = OwnModel.layout(run);
    boolean runs =
        stated.devices() == machines.cluster().devices()
            && !LayoutRules.isRefused(fastest.shape(), stated, machines.cluster());
    PlacedShape placed = layouts.place(fastest.shape(), stated, fastest.depthShare());
    return runs && placed.fits() && isAsGood(placed, best) ? placed : fastest;
  }

  private LayoutsPart layoutsPart(List<PlacedShape> placed, PlacedShape chosen) {
    LayoutChoices.Found found = layouts.search(chosen.shape(), chosen.depthShare());
    return new LayoutsPart(
        machines.cluster(),
        machines.cluster().memoryBytes(),
        List.copyOf(placed),
        found.fitting().stream().limit(LayoutsPart.KEPT).toList(),
        found.tried(),
        found.rejections(),
        run.train().layout() == null
            ? null
            : layouts.place(chosen.shape(), OwnModel.layout(run), chosen.depthShare()));
  }

  private void place(List<PlacedShape> placed, Shape shape, double depthShare) {
    layouts.search(shape, depthShare).fitting().stream().findFirst().ifPresent(placed::add);
  }

  private static boolean same(Shape a, Shape b) {
    return a.layers() == b.layers() && a.hidden() == b.hidden() && a.heads() == b.heads();
  }

  private Split split() {
    Layout layout = layout();
    return new Split(
        layout.tensor(),
        layout.pipeline(),
        layout.microBatch(),
        layout.embeddingSlots() && layout.pipeline() > 1,
        layout.recompute(),
        false);
  }

  private ShapeScore score(Shape shape, Split split) {
    return ShapeScore.of(shape, split, machines.device(), assumed);
  }

  private ShapesPart search(double parameters) {
    Split split = split();
    ShapeSearchSettings settings = run.plan().shape();
    ShapeRules rules = new ShapeRules(split, machines.device(), assumed);
    List<String> objections = rules.check(own).stream().map(Objection::sentence).toList();
    if (settings == null) {
      ShapeCandidate only =
          new ShapeCandidate(
              own,
              own.parameters(),
              TrainingFlops.perToken(own),
              own.hidden() / own.heads(),
              DepthWidth.optimum((double) own.bodyParameters()),
              score(own, split));
      return new ShapesPart(
          parameters,
          Double.MAX_VALUE,
          split,
          only.best(),
          1,
          List.of(only),
          0,
          List.of(),
          1,
          objections);
    }
    ShapeSearchResult result =
        new ShapeSearch(
                parameters,
                settings.tolerance(),
                run.tokenize().vocabularySize(),
                own.context(),
                split,
                machines.device(),
                assumed)
            .run();
    List<ShapeCandidate> accepted =
        result.accepted().stream().filter(each -> inBounds(each.shape(), settings)).toList();
    return new ShapesPart(
        parameters,
        settings.tolerance(),
        split,
        result.best(),
        accepted.size(),
        accepted.stream().limit(ShapesPart.KEPT).toList(),
        result.rejectedCount(),
        result.rejected(),
        result.rank(own.layers(), own.hidden(), own.heads()).orElse(0),
        objections);
  }

  private static boolean inBounds(Shape shape, ShapeSearchSettings settings) {
    Integer least = settings.minimumLayers();
    Integer most = settings.maximumLayers();
    return (least == null || shape.layers() >= least) && (most == null || shape.layers() <= most);
  }

  /// Seconds of a step of another batch in the same layout.
  double secondsPerStep(PlacedShape placed, long batch) {
    Layout layout = withBatch(placed.layout(), Math.toIntExact(batch));
    return StepTime.of(placed.shape(), layout, machines.cluster(), machines.costs()).seconds();
  }

  /// The pipeline with a few micro-batches more than stages, which a picture has room for.
  @Nullable PipelinePlan pipeline(PlacedShape placed) {
    Layout layout = placed.layout();
    if (layout.pipeline() == 1) {
      return null;
    }
    int micro = Math.min(2 * layout.pipeline(), layout.microBatches());
    Layout few = withBatch(layout, micro * layout.data() * layout.microBatch());
    return PipelinePlan.of(placed.shape(), few, machines.cluster(), machines.costs());
  }

  private static Layout withBatch(Layout layout, int batch) {
    return new Layout(
        layout.tensor(),
        layout.pipeline(),
        layout.data(),
        layout.microBatch(),
        batch,
        layout.sharding(),
        layout.schedule(),
        layout.recompute(),
        layout.sequenceParallel(),
        layout.embeddingSlots());
  }

  List<ObservedRow> observed(ShapesPart found) {
    List<ObservedSettings> stated = run.plan().observed();
    return stated == null ? List.of() : stated.stream().map(each -> row(each, found)).toList();
  }

  private ObservedRow row(ObservedSettings observed, ShapesPart found) {
    Shape shape =
        new Shape(
            observed.layers(),
            observed.hidden(),
            observed.heads(),
            own.vocabulary(),
            own.context());
    int devices = machines.cluster().devices();
    Layout base = OwnModel.layout(run);
    Layout layout =
        new Layout(
            observed.tensor(),
            observed.pipeline(),
            Math.max(1, devices / observed.tensor() / observed.pipeline()),
            observed.microBatch(),
            run.train().batch(),
            base.sharding(),
            base.schedule(),
            base.recompute(),
            false,
            true);
    Integer rank = null;
    for (int i = 0; i < found.accepted().size() && rank == null; i++) {
      rank = same(found.accepted().get(i).shape(), shape) ? Integer.valueOf(i + 1) : null;
    }
    List<Objection> objections =
        new ShapeRules(found.split(), machines.device(), assumed).check(shape);
    Recompute recompute = base.recompute();
    return new ObservedRow(
        observed,
        shape.parameters(),
        TrainingFlops.achievedPerDevice(
            shape, run.train().batch(), observed.secondsPerIteration(), devices, recompute),
        TrainingFlops.achievedPerDevice(
            shape, run.train().batch(), observed.secondsPerIteration(), devices, Recompute.NONE),
        layouts.place(shape, layout, 1),
        rank,
        objections.isEmpty() ? null : objections.getFirst().sentence());
  }
}
