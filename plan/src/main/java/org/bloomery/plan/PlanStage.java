package org.bloomery.plan;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import org.bloomery.artifact.AtomicFiles;
import org.bloomery.artifact.Digests;
import org.bloomery.artifact.Json;
import org.bloomery.artifact.ResourceException;
import org.bloomery.artifact.run.PlanSettings;
import org.bloomery.artifact.run.Run;
import org.bloomery.artifact.run.study.LawSettings;
import org.bloomery.artifact.run.study.LayoutSearchSettings;
import org.bloomery.artifact.stage.Stage;
import org.bloomery.artifact.stage.StageContext;
import org.bloomery.artifact.stage.StageMain;
import org.bloomery.artifact.stage.StageName;
import org.bloomery.plan.figure.Assumptions;
import org.bloomery.plan.figure.Figure;
import org.bloomery.plan.law.Allocation;
import org.bloomery.plan.layout.Cluster;
import org.bloomery.plan.layout.calibration.SweepCalibration;
import org.bloomery.plan.shape.Shape;
import org.bloomery.plan.study.OwnModel;
import org.jspecify.annotations.Nullable;

/// Turns the budget of a run file into `plan.json`.
///
/// A measured speed differs from run to run, so whatever depends on it goes to `measured.json`: the
/// plan then holds the time for the stated tokens only there, and with a budget in hours alone the
/// whole plan is a measured value.
public final class PlanStage implements Stage {

  public static void main(String[] arguments) {
    StageMain.main(new PlanStage(), arguments);
  }

  @Override
  public StageName name() {
    return StageName.PLAN;
  }

  @Override
  public int formatVersion() {
    return 1;
  }

  @Override
  public List<StageName> reads() {
    return List.of();
  }

  @Override
  public Object settings(Run run) {
    Map<String, Object> settings = new TreeMap<>();
    settings.put("plan", run.plan());
    settings.put("model", run.model());
    settings.put("vocabularySize", run.tokenize().vocabularySize());
    settings.put("precision", run.train().precision().resolved());
    settings.put("batch", run.train().batch());
    settings.put("microBatch", run.train().microBatch());
    settings.put("recompute", run.train().recompute());
    if (run.plan().cluster() != null) {
      settings.put("train", run.train()); // the whole run file is handed over
      settings.put("tokenize", run.tokenize());
    }
    return settings;
  }

  /// The files that a plan reads beside its run file.
  @Override
  public Map<String, String> externalInputs(Run run) {
    Map<String, String> inputs = new TreeMap<>();
    LawSettings laws = run.plan().laws();
    LayoutSearchSettings layout = run.plan().layout();
    digest(inputs, "plan.laws.fit", laws == null ? null : laws.fit());
    digest(inputs, "plan.sweep", run.plan().sweep());
    digest(inputs, "plan.layout.calibration", layout == null ? null : layout.calibration());
    return inputs;
  }

  private static void digest(Map<String, String> inputs, String name, @Nullable Path file) {
    if (file == null) {
      return;
    }
    if (!Files.isReadable(file)) {
      throw new ResourceException(
          name + " = \"" + file + "\" cannot be read; name a file, relative to the run file");
    }
    inputs.put(name, Digests.sha256(file));
  }

  @Override
  public Map<String, Object> make(StageContext context) throws IOException {
    Run run = context.run();
    if (run.plan().cluster() != null) {
      return StudyFiles.make(context);
    }
    double memorySpeed = Assumptions.DEFAULTS.of(Cluster.HOST_MEMORY_BYTES_PER_SECOND);
    SweepCalibration sweep = OwnModel.sweep(run, Assumptions.DEFAULTS);
    Speed speed = Speed.of(run, sweep, memorySpeed);
    Shape shape = OwnModel.shape(run);
    double tokens = tokens(run.plan(), speed.tokensPerSecond());
    Plan plan = Plan.of(run, tokens, sweep);
    List<Figure> time = speed.figures(run.plan(), tokens / speed.tokensPerSecond());
    PlanTable.show(context.console(), plan.figures());
    PlanTable.show(context.console(), time);
    if (sweep != null) {
      sweep.sentences().forEach(context.console()::line);
    }
    PlanTable.showLaws(context.console(), chosen(shape, tokens), plan.laws());
    return write(context, speed, plan, time, sweep);
  }

  private static Map<String, Object> write(
      StageContext context,
      Speed speed,
      Plan plan,
      List<Figure> time,
      @Nullable SweepCalibration sweep)
      throws IOException {
    boolean tokensStated = context.run().plan().tokens() != null;
    Map<String, Object> digested = new TreeMap<>();
    digested.put("shape", plan.shape());
    if (sweep != null) {
      digested.put("calibration", sweep);
      digested.put("calibrated", sweep.sentences());
    }
    if (speed.measured()) {
      context.measured().put("speed", time);
    } else {
      digested.put("time", time);
    }
    if (tokensStated || !speed.measured()) {
      digested.put("figures", plan.figures());
      digested.put("laws", plan.laws());
    } else {
      context.measured().put("plan", plan);
    }
    AtomicFiles.write(context.target().resolve("plan.json"), Json.pretty(digested));
    return Map.of("parameters", plan.shape().parameters());
  }

  private static Allocation chosen(Shape shape, double tokens) {
    return new Allocation(
        "this run", (double) shape.parameters(), tokens, Double.NaN, "run file", "");
  }

  private static double tokens(PlanSettings plan, double tokensPerSecond) {
    if (plan.tokens() != null) {
      return plan.tokens();
    }
    if (plan.hours() != null) {
      return Math.floor(plan.hours() * 3600 * tokensPerSecond);
    }
    throw new IllegalStateException("PlanSettings refuses a budget without tokens and hours");
  }
}
