package org.bloomery.train.log;

import com.fasterxml.jackson.databind.JsonNode;
import java.io.Closeable;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Clock;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.function.Consumer;
import org.bloomery.artifact.AtomicFiles;
import org.bloomery.artifact.Json;
import org.bloomery.train.gauge.NoiseScale;
import org.bloomery.train.gauge.ParameterNorms;
import org.bloomery.train.gauge.StepGauges;
import org.bloomery.train.tensorboard.EventFile;

/// What a run measures about itself while it runs: `steps.jsonl` ([StepTime]: speed, noise scale),
/// `layers.jsonl` (norms of gradients and weights at evaluations), `energy.json`, and TensorBoard
/// events under the tags of BigScience's Megatron-DeepSpeed.
public final class MeasuredLog implements Closeable {
  private static final String STEPS = "steps.jsonl";
  private static final String LAYERS = "layers.jsonl";
  private static final String EVENTS = "tensorboard";
  private static final String ENERGY = "energy.json";
  private static final String LOSS = "lm-loss-training/lm loss";
  private static final String BY_WORK = " vs gigaflos (without embeddings)"; // sic: BLOOM's tag

  private final Path folder;
  private final StepLog steps;
  private final StepLog layers;
  private final NoiseScale noise;
  private final EventFile events;
  private final PowerMeter power;
  private final Energy earlier;
  private final long start = System.nanoTime();

  /// Joules and seconds of a run, its interruptions left out.
  public record Energy(double joules, double seconds, String method) {}

  private MeasuredLog(
      Path folder,
      StepLog steps,
      StepLog layers,
      NoiseScale noise,
      EventFile events,
      Energy earlier) {
    this.folder = folder;
    this.steps = steps;
    this.layers = layers;
    this.noise = noise;
    this.events = events;
    this.power = PowerMeter.start();
    this.earlier = earlier;
  }

  /// Opens the log of a run that goes on after `step`.
  ///
  /// @param clock tells TensorBoard when; no duration is taken from it
  public static MeasuredLog open(Path folder, long step, Clock clock) throws IOException {
    Files.createDirectories(folder);
    Path steps = folder.resolve(STEPS);
    Energy earlier = new Energy(0, 0, "");
    NoiseScale noise = new NoiseScale();
    StepLog stepLog = openUpTo(steps, step, line -> remember(noise, line));
    StepLog layerLog = openUpTo(folder.resolve(LAYERS), step, _ -> {});
    Path energy = folder.resolve(ENERGY);
    if (step > 0 && Files.exists(energy)) {
      earlier = Json.read(energy, Energy.class);
    }
    EventFile events = EventFile.create(folder.resolve(EVENTS), clock);
    return new MeasuredLog(folder, stepLog, layerLog, noise, events, earlier);
  }

  /// Opens a file of lines with a `step` and keeps the whole lines up to `step`, telling `each` of
  /// them; a kill may have cut the last one.
  private static StepLog openUpTo(Path file, long step, Consumer<JsonNode> each)
      throws IOException {
    byte[] bytes = step > 0 && Files.exists(file) ? Files.readAllBytes(file) : new byte[0];
    int kept = 0;
    for (int end = 0; end < bytes.length; end++) {
      if (bytes[end] == '\n') {
        JsonNode line = Json.MAPPER.readTree(bytes, kept, end - kept);
        if (line.path("step").asLong() > step) {
          break;
        }
        each.accept(line);
        kept = end + 1;
      }
    }
    return StepLog.open(file, kept);
  }

  /// The averages of the noise scale go on where the kept lines end.
  private static void remember(NoiseScale noise, JsonNode line) {
    if (line.hasNonNull("noise")) {
      noise.add(Json.MAPPER.convertValue(line.get("noise"), NoiseScale.Pair.class));
    }
  }

  /// Writes the settings of a run for TensorBoard's text page, into an event file of its own.
  public static void describe(Path folder, Object settings) throws IOException {
    StringBuilder table = new StringBuilder("| setting | value |\n|---|---|\n");
    rows(table, "", Json.MAPPER.valueToTree(settings));
    try (EventFile events = EventFile.create(folder.resolve(EVENTS), Clock.systemUTC())) {
      events.text(0, "args", table.toString());
    }
  }

  private static void rows(StringBuilder table, String path, JsonNode node) {
    if (node.isObject()) {
      node.properties()
          .forEach(entry ->
              rows(
                  table,
                  path.isEmpty() ? entry.getKey() : path + "." + entry.getKey(),
                  entry.getValue()));
    } else {
      table.append("| ").append(path).append(" | ").append(node.asText()).append(" |\n");
    }
  }

  /// A line of `layers.jsonl`.
  record LayerLine(
      long step,
      Map<String, ParameterNorms.Norms> layers,
      Map<String, ParameterNorms.Norms> parameters) {}

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
  public void step(Step facts, double seconds, long stepTokens, StepGauges gauges)
      throws IOException {
    double tokensPerSecond = stepTokens / seconds;
    NoiseScale.Pair pair = gauges.gradients();
    if (pair != null) {
      noise.add(pair);
    }
    StepTime time =
        StepTime.of(facts.step(), seconds, facts.batch(), tokensPerSecond, gauges, noise);
    steps.add(time);
    Map<String, Double> bySteps = new LinkedHashMap<>();
    Map<String, Double> bySamples = new LinkedHashMap<>();
    Map<String, Double> byTokens = new LinkedHashMap<>();
    Map<String, Double> curves = new LinkedHashMap<>();
    curves.put("learning-rate/learning-rate", facts.learningRate());
    curves.put("batch-size/batch-size", (double) facts.batch());
    curves.put("loss-scale/loss-scale", facts.lossScale());
    curves.put("grad-norm/grad-norm", facts.gradientNorm());
    curves.put(LOSS, facts.loss());
    time.curves().forEach(curves::put);
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
    bySteps.putAll(time.speeds());
    events.scalars(facts.step(), bySteps);
    events.scalars(facts.samples(), bySamples);
    events.scalars(facts.tokens(), byTokens);
    if (gauges.work() != null) { // 6·N·D as Kaplan et al. 2020 count it (arXiv:2001.08361, §2.1)
      double gigaflops = 6e-9 * gauges.work().bodyParameters() * facts.tokens();
      events.scalars(Math.round(gigaflops), Map.of(LOSS + BY_WORK, facts.loss()));
    }
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

  /// Notes the norms of every parameter; nothing when there are none.
  public void norms(long step, List<ParameterNorms> parameters) throws IOException {
    if (parameters.isEmpty()) {
      return;
    }
    Map<String, ParameterNorms.Norms> byLayer = ParameterNorms.byLayer(parameters);
    Map<String, ParameterNorms.Norms> byParameter = new LinkedHashMap<>();
    Map<String, Double> values = new LinkedHashMap<>();
    byLayer.forEach((layer, norms) -> {
      values.put("gradient-norm-by-layer/" + layer, norms.gradient());
      values.put("weight-norm-by-layer/" + layer, norms.weight());
    });
    for (ParameterNorms norms : parameters) {
      byParameter.put(
          norms.parameter(), new ParameterNorms.Norms(norms.gradient(), norms.weight()));
    }
    layers.add(new LayerLine(step, byLayer, byParameter));
    events.scalars(step, values);
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
    layers.close();
    events.close();
  }
}
