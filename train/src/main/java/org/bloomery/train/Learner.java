package org.bloomery.train;

import java.io.IOException;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.IntConsumer;
import org.bloomery.artifact.Console;
import org.bloomery.train.gauge.Gauges;
import org.bloomery.train.gauge.Profile;

/// A model with its optimiser, as the loop sees it: gradients are added micro-batch by micro-batch,
/// then one update is made. Layouts over several ranks stand behind this door.
public interface Learner extends AutoCloseable {

  /// Adds `weight` × the gradient of the micro-batch's mean loss to the gradient buffers.
  ///
  /// @return the mean loss, nats a token, without the weight
  double addGradients(MicroBatch batch, double weight);

  /// Adds `weight` × the gradient of the mean loss of a step's micro-batches, which have one size.
  ///
  /// @param done told the number of each micro-batch, from 0, when its gradient is in the buffers;
  ///   where several ranks compute at once, only that of the last
  /// @return the mean loss, nats a token, without the weight
  default double addGradients(List<MicroBatch> batches, double weight, IntConsumer done) {
    double loss = 0;
    for (int m = 0; m < batches.size(); m++) {
      loss += addGradients(batches.get(m), weight / batches.size()) / batches.size();
      done.accept(m);
    }
    return loss;
  }

  /// Mean loss without dropout and without gradients, nats a token.
  double loss(MicroBatch batch);

  /// Scales the gradient that was added up down to the norm `largest` where it is above.
  ///
  /// @return its norm before
  double clipGradient(double largest);

  /// One optimiser step; clears the gradient.
  void update(double learningRate);

  /// Multiplies the gradient that was added up.
  void scaleGradient(double factor);

  /// Clears the gradient without a step.
  void dropGradients();

  /// Writes the master weights under Hugging Face names.
  void saveWeights(Path file) throws IOException;

  /// Writes the optimiser's moments under the same names.
  void saveOptimiser(Path file) throws IOException;

  /// Steps that each optimiser group has counted.
  Map<String, Long> groupSteps();

  /// Takes weights, moments and counts back; the next update is then bit for bit what it would have
  /// been without the interruption.
  void load(Path weights, Path optimiser, Map<String, Long> groupSteps) throws IOException;

  /// What can be read off it between its operations, if anything.
  default Optional<Gauges> gauges() {
    return Optional.empty();
  }

  /// Where its time is counted.
  default Profile profile() {
    return Profile.OFF;
  }

  /// Begins a phase; where several ranks learn, they come together first.
  default void enter(Phase phase) {}

  /// Shows what was measured since the start or the last report, and writes it below `measured`.
  default void report(Console console, Path measured, long step) throws IOException {
    profile().report(console, measured, step);
  }

  /// What was measured of the whole training, by the names of `measured.json`.
  default Map<String, Object> measured() {
    return Map.of();
  }

  @Override
  void close();
}
