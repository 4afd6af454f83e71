package org.bloomery.train;

import java.nio.file.Path;
import java.util.function.Consumer;
import org.bloomery.artifact.run.OptimiserState;
import org.bloomery.artifact.run.Run;
import org.bloomery.artifact.run.TrainSettings;
import org.bloomery.model.BloomModel;
import org.bloomery.model.BloomShape;
import org.bloomery.tensor.MatrixRate;
import org.bloomery.tensor.Precision;
import org.bloomery.tensor.Workers;
import org.bloomery.train.gauge.Profile;
import org.bloomery.train.guard.PreFlight;
import org.bloomery.train.optim.AdamW;
import org.bloomery.train.optim.MomentStore;

/// Training in one process: the learner of a run, and the memory that it takes.
final class SingleProcess {
  /// The Java property by which `train --profile` asks for times; it changes nothing in the result,
  /// so it is no setting of the run.
  private static final String PROFILE = "bloomery.profile";

  private SingleProcess() {}

  /// The learner of a run, with the rate at which its workers multiply matrices here.
  ///
  /// @param scratch folder for moments that lie on disk
  /// @param say takes what a person should know before the first step
  static Learner learner(
      Run run, BloomShape shape, Precision precision, Path scratch, Consumer<String> say) {
    TrainSettings train = run.train();
    Workers workers = Workers.start(train.resolvedWorkers());
    PreFlight.checkProcessors(workers);
    BloomModel model =
        BloomModel.create(shape, run.model().initStandardDeviation(), precision, run.seed());
    AdamW optimiser =
        new AdamW(
            model.store(),
            train.beta1(),
            train.beta2(),
            train.epsilon(),
            train.weightDecay(),
            switch (train.optimiserState()) {
              case MEMORY -> MomentStore.inMemory();
              case DISK -> MomentStore.onDisk(scratch);
            });
    double rate = MatrixRate.quick(workers, precision);
    if (precision.computeBytes() < Float.BYTES) {
      PreFlight.slowPrecision(precision, rate, MatrixRate.quick(workers, Precision.FP32))
          .ifPresent(say);
    }
    BloomLearner learner =
        new BloomLearner(model, optimiser, workers, train.recompute(), run.seed(), rate);
    if (profiles()) {
      learner.measure(Profile.measuring(workers.count()));
    }
    return learner;
  }

  /// Whether times of parts are wanted.
  static boolean profiles() {
    return Boolean.getBoolean(PROFILE);
  }

  /// Bytes of masters, gradients and two moments, and of what the arithmetic reads in another
  /// format.
  static long stateBytes(Run run, BloomShape shape, Precision precision) {
    long master = precision == Precision.FP64 ? 8 : 4;
    long shadow = precision.compute() == precision.master() ? 0 : precision.computeBytes();
    int held = run.train().optimiserState() == OptimiserState.DISK ? 2 : 4;
    return shape.parameterCount() * (held * master + shadow);
  }
}
