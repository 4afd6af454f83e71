package org.bloomery.plan.study;

import java.nio.file.Path;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.Map;
import org.bloomery.artifact.pipeline.Schedule;
import org.bloomery.artifact.run.Changed;
import org.bloomery.artifact.run.LayoutSettings;
import org.bloomery.artifact.run.ModelSettings;
import org.bloomery.artifact.run.PlanSettings;
import org.bloomery.artifact.run.Run;
import org.bloomery.artifact.run.RunToml;
import org.bloomery.artifact.run.TrainSettings;
import org.bloomery.plan.layout.Layout;
import org.bloomery.plan.schedule.LearningRate;
import org.bloomery.plan.shape.Recompute;
import org.bloomery.plan.shape.Shape;
import org.bloomery.plan.shape.ShapeRules;
import org.jspecify.annotations.Nullable;

/// The run file of the chosen plan, ready for the next stages.
public final class HandOver {
  /// The name of the run is another, so that it does not overwrite the study that it came from.
  static final String SUFFIX = "-planned";

  private final Run run;
  private final Study study;
  private final Map<String, String> notes = new LinkedHashMap<>();

  private HandOver(Run run, Study study) {
    this.run = run;
    this.study = study;
  }

  /// The run file's text.
  ///
  /// @param folder where it will stand
  public static String write(Run run, Study study, Path folder) {
    HandOver handOver = new HandOver(run, study);
    Run planned = handOver.planned();
    String head =
        "# The plan that `bloomery plan` chose for "
            + run.name()
            + ". What it changed is noted; the rest is as it was.\n";
    return RunToml.write(planned, folder, head, handOver.notes);
  }

  private Run planned() {
    note("name", run.name(), run.name() + SUFFIX);
    return Changed.with(
        run,
        Map.of("name", run.name() + SUFFIX, "plan", plan(), "model", model(), "train", train()));
  }

  /// The plan of the planned run is a price, not a study: the choice has been made.
  private PlanSettings plan() {
    PlanSettings plan = run.plan();
    double perDevice = study.decision().placed().time().hardwareFlopsPerSecondPerDevice();
    double peak = study.device().matrixFlopsPerSecond();
    notes.put("plan.tokens", "plan");
    if (plan.sweep() == null) {
      notes.put("plan.deviceFlopsPerSecond", "plan: all devices together");
      notes.put("plan.utilisation", "plan: predicted");
    }
    boolean measured = plan.cluster() != null && plan.cluster().isThisMachine();
    return new PlanSettings(
        Math.round(study.decision().tokens()),
        null,
        plan.sweep() == null ? (Double) (peak * study.devices()) : null,
        measured ? plan.utilisation() : perDevice / peak,
        plan.sweep(),
        null,
        null,
        null,
        null,
        null,
        null,
        null,
        null,
        null,
        null,
        null);
  }

  private ModelSettings model() {
    ModelSettings model = run.model();
    Shape shape = study.decision().placed().shape();
    note("model.hidden", model.hidden(), shape.hidden());
    note("model.layers", model.layers(), shape.layers());
    note("model.heads", model.heads(), shape.heads());
    int padded =
        Math.ceilDiv(run.tokenize().vocabularySize(), model.vocabularyMultiple())
            * model.vocabularyMultiple();
    int multiple = model.vocabularyMultiple();
    if (padded != shape.vocabulary()) {
      multiple = ShapeRules.paddedVocabulary(1, study.decision().layout().tensor());
      note("model.vocabularyMultiple", model.vocabularyMultiple(), multiple);
    }
    return Changed.with(
        model,
        Map.of(
            "hidden", shape.hidden(),
            "layers", shape.layers(),
            "heads", shape.heads(),
            "vocabularyMultiple", multiple));
  }

  private TrainSettings train() {
    TrainSettings train = run.train();
    Layout layout = study.decision().layout();
    long tokens = Math.round(study.decision().tokens());
    boolean recompute = layout.recompute() != Recompute.NONE;
    int every = Math.toIntExact(study.schedule().checkpointEverySteps());
    double rate = learningRate();
    double least = rate * train.minimumLearningRate() / train.learningRate();
    long warmUp = Math.min(train.warmUpSamples(), tokens / run.model().sequence() / 10);
    Map<String, @Nullable Object> changes = new HashMap<>();
    change(changes, "tokens", train.tokens(), tokens);
    change(changes, "microBatch", train.microBatch(), layout.microBatch());
    change(changes, "learningRate", train.learningRate(), rate);
    change(changes, "minimumLearningRate", train.minimumLearningRate(), least);
    change(changes, "warmUpSamples", train.warmUpSamples(), warmUp);
    change(changes, "recompute", train.recompute(), recompute);
    change(changes, "checkpointEverySteps", train.checkpointEverySteps(), every);
    // Kept checkpoints are a choice among those that are written.
    changes.put("keepEverySteps", Math.ceilDiv(train.keepEverySteps(), every) * every);
    changes.put("layout", layout.devices() == 1 ? null : settings(layout));
    notes.put("train.layout.tensor", "plan");
    return Changed.with(train, changes);
  }

  /// The stated rate belongs to the stated model; a model of another size takes that of its
  /// neighbours in GPT-3's family, where it has some.
  private double learningRate() {
    boolean inFamily = study.decision().parameters() >= LearningRate.GPT3.getFirst().parameters();
    return study.decision().kept() || !inFamily
        ? run.train().learningRate()
        : study.schedule().learningRate();
  }

  private static LayoutSettings settings(Layout layout) {
    return new LayoutSettings(
        layout.tensor(),
        layout.pipeline(),
        layout.data(),
        OwnModel.zero(layout.sharding()),
        name(layout.schedule()),
        layout.sequenceParallel() ? true : null);
  }

  private static String name(Schedule schedule) {
    return switch (schedule.kind()) {
      case ALL_FORWARD_ALL_BACKWARD -> "gpipe";
      case ONE_FORWARD_ONE_BACKWARD -> "1f1b";
      case INTERLEAVED -> "interleaved";
    };
  }

  private void change(
      Map<String, @Nullable Object> changes, String key, Object before, Object after) {
    changes.put(key, after);
    note("train." + key, before, after);
  }

  private void note(String key, Object before, Object after) {
    if (!before.equals(after)) {
      notes.put(key, "plan; was " + before);
    }
  }
}
