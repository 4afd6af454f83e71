package org.bloomery.train;

import java.io.IOException;
import java.lang.foreign.MemorySegment;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Supplier;
import org.bloomery.artifact.ArtifactException;
import org.bloomery.artifact.Seeds;
import org.bloomery.model.BloomModel;
import org.bloomery.model.Dropout;
import org.bloomery.model.Parameter;
import org.bloomery.model.ParameterStore;
import org.bloomery.model.TokenBatch;
import org.bloomery.model.file.ElementType;
import org.bloomery.model.file.SafetensorsFile;
import org.bloomery.model.file.SafetensorsWriter;
import org.bloomery.model.file.TensorSource;
import org.bloomery.tensor.Precision;
import org.bloomery.tensor.Workers;
import org.bloomery.train.gauge.BloomGauges;
import org.bloomery.train.gauge.Gauges;
import org.bloomery.train.gauge.Profile;
import org.bloomery.train.optim.AdamW;
import org.bloomery.train.optim.GradientNorm;
import org.bloomery.train.optim.MomentNames;

/// A BLOOM model on one device, trained by AdamW.
public final class BloomLearner implements Learner {
  private final BloomModel model;
  private final AdamW optimiser;
  private final Workers workers;
  private final boolean recompute;
  private final long dropoutSeed;
  private final Gauges gauges;
  private Profile profile = Profile.OFF;

  /// Takes model, optimiser and workers over and closes them. Dropout masks derive from the run's
  /// `seed`.
  public BloomLearner(
      BloomModel model, AdamW optimiser, Workers workers, boolean recompute, long seed) {
    this(model, optimiser, workers, recompute, seed, Double.NaN);
  }

  /// The same, with the rate at which the machine multiplies matrices, to compare the speed with.
  public BloomLearner(
      BloomModel model,
      AdamW optimiser,
      Workers workers,
      boolean recompute,
      long seed,
      double matrixFlopsPerSecond) {
    this.model = model;
    this.optimiser = optimiser;
    this.workers = workers;
    model.use(workers);
    optimiser.use(workers);
    this.recompute = recompute;
    this.dropoutSeed = Seeds.derive(seed, "dropout");
    this.gauges = new BloomGauges(model, recompute, matrixFlopsPerSecond);
  }

  @Override
  public double addGradients(MicroBatch batch, double weight) {
    int predicted = batch.sequences() * batch.length();
    Dropout dropout = new Dropout(model.shape().dropout(), dropoutSeed, batch.step());
    return model.addGradients(tokens(batch), dropout, recompute, weight / predicted) / predicted;
  }

  @Override
  public double loss(MicroBatch batch) {
    return Arrays.stream(model.losses(tokens(batch))).sum() / (batch.sequences() * batch.length());
  }

  private static TokenBatch tokens(MicroBatch batch) {
    int row = batch.length() + 1;
    int[][] windows = new int[batch.sequences()][];
    long[] numbers = new long[batch.sequences()];
    for (int r = 0; r < windows.length; r++) {
      windows[r] = Arrays.copyOfRange(batch.tokens(), r * row, (r + 1) * row);
      numbers[r] = batch.firstSample() + r;
    }
    return TokenBatch.ofWindows(windows, numbers);
  }

  @Override
  public double clipGradient(double largest) {
    long start = profile.start();
    double norm = GradientNorm.clip(model.store(), largest);
    profile.add("norms and clipping", start);
    return norm;
  }

  @Override
  public void update(double learningRate) {
    long start = profile.start();
    optimiser.step(learningRate);
    model.store().zeroGradients();
    profile.add("optimiser", start);
  }

  @Override
  public void scaleGradient(double factor) {
    GradientNorm.scale(model.store(), factor);
  }

  @Override
  public void dropGradients() {
    model.store().zeroGradients();
  }

  @Override
  public void saveWeights(Path file) throws IOException {
    ParameterStore store = model.store();
    List<TensorSource> tensors = new ArrayList<>();
    for (Parameter parameter : store.parameters()) {
      tensors.add(source(parameter.name(), parameter, () -> store.masterBytes(parameter.name())));
    }
    SafetensorsWriter.write(file, tensors, SafetensorsWriter.PYTORCH);
  }

  @Override
  public void saveOptimiser(Path file) throws IOException {
    List<TensorSource> tensors = new ArrayList<>();
    for (Parameter parameter : model.store().parameters()) {
      String name = parameter.name();
      tensors.add(
          source(MomentNames.first(name), parameter, () -> optimiser.firstMomentBytes(name)));
      tensors.add(
          source(MomentNames.second(name), parameter, () -> optimiser.secondMomentBytes(name)));
    }
    SafetensorsWriter.write(file, tensors, SafetensorsWriter.PYTORCH);
  }

  private TensorSource source(String name, Parameter parameter, Supplier<MemorySegment> bytes) {
    return new TensorSource(name, masterType(), parameter.shape(), bytes);
  }

  /// Element type of masters and moments.
  private ElementType masterType() {
    return model.store().precision() == Precision.FP64 ? ElementType.F64 : ElementType.F32;
  }

  @Override
  public Map<String, Long> groupSteps() {
    return Map.of(MomentNames.GROUP, optimiser.steps());
  }

  @Override
  public void load(Path weights, Path moments, Map<String, Long> groupSteps) throws IOException {
    ParameterStore store = model.store();
    try (SafetensorsFile weightFile = SafetensorsFile.open(weights);
        SafetensorsFile momentFile = SafetensorsFile.open(moments)) {
      for (Parameter parameter : store.parameters()) {
        String name = parameter.name();
        store.masterBytes(name).copyFrom(weightFile.data(name));
        optimiser.firstMomentBytes(name).copyFrom(momentFile.data(MomentNames.first(name)));
        optimiser.secondMomentBytes(name).copyFrom(momentFile.data(MomentNames.second(name)));
      }
    }
    store.refreshShadows();
    Long steps = groupSteps.get(MomentNames.GROUP);
    if (steps == null) {
      throw new ArtifactException(weights.getParent() + " does not say how many steps AdamW made");
    }
    optimiser.setSteps(steps);
  }

  @Override
  public Optional<Gauges> gauges() {
    return Optional.of(gauges);
  }

  /// Counts the time of its parts in `profile` from now on.
  public void measure(Profile profile) {
    this.profile = profile;
    model.measure(profile.passes());
  }

  @Override
  public Profile profile() {
    return profile;
  }

  @Override
  public void close() {
    workers.close();
    optimiser.close();
    model.close();
  }
}
