package org.bloomery.train.log;

import java.io.Closeable;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Clock;
import java.util.LinkedHashMap;
import java.util.Map;
import org.bloomery.artifact.AtomicFiles;
import org.bloomery.artifact.Json;
import org.bloomery.train.tensorboard.EventFile;

/// What a run measures about itself while it runs: `steps.jsonl` (seconds and tokens per second),
/// `energy.json`, and TensorBoard events under the tags of BigScience's Megatron-DeepSpeed.
public final class MeasuredLog implements Closeable {
  private static final String STEPS = "steps.jsonl";
  private static final String ENERGY = "energy.json";

  private final Path folder;
  private final StepLog steps;
  private final EventFile events;
  private final PowerMeter power;
  private final Energy earlier;
  private final long start = System.nanoTime();

  /// Joules and seconds of a run, its interruptions left out.
  public record Energy(double joules, double seconds, String method) {}

  /// One step in `steps.jsonl`.
  public record StepTime(long step, double seconds, double tokensPerSecond) {}

  private MeasuredLog(Path folder, StepLog steps, EventFile events, Energy earlier) {
    this.folder = folder;
    this.steps = steps;
    this.events = events;
    this.power = PowerMeter.start();
    this.earlier = earlier;
  }

  /// Opens the log of a run that goes on after `step`.
  public static MeasuredLog open(Path folder, long step) throws IOException {
    Files.createDirectories(folder);
    Path steps = folder.resolve(STEPS);
    Energy earlier = new Energy(0, 0, "");
    long kept = 0;
    if (step > 0 && Files.exists(steps)) {
      kept = bytesUpTo(steps, step);
    }
    Path energy = folder.resolve(ENERGY);
    if (step > 0 && Files.exists(energy)) {
      earlier = Json.read(energy, Energy.class);
    }
    EventFile events = EventFile.create(folder.resolve("tensorboard"), Clock.systemUTC());
    return new MeasuredLog(folder, StepLog.open(steps, kept), events, earlier);
  }

  /// Length of the whole lines that tell of steps up to `step`; a kill may have cut the last one.
  private static long bytesUpTo(Path file, long step) throws IOException {
    String text = Files.readString(file, StandardCharsets.UTF_8);
    int kept = 0;
    for (int end; (end = text.indexOf('\n', kept)) >= 0; kept = end + 1) {
      StepTime line = Json.MAPPER.readValue(text.substring(kept, end), StepTime.class);
      if (line.step() > step) {
        break;
      }
    }
    return kept;
  }

  /// Facts of a step that both logs tell.
  public record Step(
      long step,
      long samples,
      long tokens,
      double loss,
      double gradientNorm,
      double learningRate,
      int batch,
      double lossScale) {}

  /// Notes one training step, which took `seconds` for `stepTokens` tokens.
  public void step(Step facts, double seconds, long stepTokens) throws IOException {
    double tokensPerSecond = stepTokens / seconds;
    steps.add(new StepTime(facts.step(), seconds, tokensPerSecond));
    Map<String, Double> bySteps = new LinkedHashMap<>();
    Map<String, Double> bySamples = new LinkedHashMap<>();
    Map<String, Double> byTokens = new LinkedHashMap<>();
    Map<String, Double> curves = new LinkedHashMap<>();
    curves.put("learning-rate/learning-rate", facts.learningRate());
    curves.put("batch-size/batch-size", (double) facts.batch());
    curves.put("loss-scale/loss-scale", facts.lossScale());
    curves.put("grad-norm/grad-norm", facts.gradientNorm());
    curves.put("lm-loss-training/lm loss", facts.loss());
    curves.forEach((tag, value) -> {
      bySteps.put(tag, value);
      bySamples.put(tag + " vs samples", value);
      byTokens.put(tag + " vs tokens", value);
    });
    bySteps.put("steps-vs-samples/y=samples,x=steps", (double) facts.samples());
    bySteps.put("steps-vs-tokens/y=tokens,x=steps", (double) facts.tokens());
    bySamples.put("steps-vs-samples/y=steps,x=samples", (double) facts.step());
    byTokens.put("steps-vs-tokens/y=steps,x=tokens", (double) facts.step());
    bySteps.put("iteration-time/iteration-time", seconds);
    bySteps.put("iteration-time/samples per second", facts.batch() / seconds);
    bySteps.put("iteration-time/tokens per second", tokensPerSecond);
    events.scalars(facts.step(), bySteps);
    events.scalars(facts.samples(), bySamples);
    events.scalars(facts.tokens(), byTokens);
  }

  /// Notes held-out losses by language.
  public void heldOut(long step, long samples, long tokens, Map<String, Double> losses)
      throws IOException {
    heldOut(step, "", losses);
    heldOut(samples, " vs samples", losses);
    heldOut(tokens, " vs tokens", losses);
  }

  private void heldOut(long axis, String suffix, Map<String, Double> losses) throws IOException {
    Map<String, Double> values = new LinkedHashMap<>();
    losses.forEach((language, loss) -> {
      String tag = "lm-loss-validation/valid_" + language + "/lm loss validation";
      values.put(tag + suffix, loss);
      // Megatron-LM caps the exponent, so that an untrained model does not overflow a plot.
      values.put(tag + " ppl" + suffix, Math.exp(Math.min(20, loss)));
    });
    events.scalars(axis, values);
  }

  /// Writes down the energy so far; called at checkpoints and at the end.
  public Energy energy() throws IOException {
    double seconds = (System.nanoTime() - start) / 1e9;
    Energy now =
        new Energy(earlier.joules() + power.joules(), earlier.seconds() + seconds, power.method());
    AtomicFiles.write(folder.resolve(ENERGY), Json.pretty(now));
    return now;
  }

  @Override
  public void close() throws IOException {
    steps.close();
    events.close();
  }
}
