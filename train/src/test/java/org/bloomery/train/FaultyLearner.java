package org.bloomery.train;

import java.io.IOException;
import java.nio.file.Path;
import java.util.Map;
import java.util.Optional;
import org.bloomery.train.gauge.Gauges;
import org.bloomery.train.gauge.Profile;

/// A learner that does what the real one does; tests override what is to go wrong.
class FaultyLearner implements Learner {
  final Learner real;

  FaultyLearner(Learner real) {
    this.real = real;
  }

  @Override
  public double addGradients(MicroBatch batch, double weight) {
    return real.addGradients(batch, weight);
  }

  @Override
  public double loss(MicroBatch batch) {
    return real.loss(batch);
  }

  @Override
  public double clipGradient(double largest) {
    return real.clipGradient(largest);
  }

  @Override
  public void update(double learningRate) {
    real.update(learningRate);
  }

  @Override
  public void scaleGradient(double factor) {
    real.scaleGradient(factor);
  }

  @Override
  public void dropGradients() {
    real.dropGradients();
  }

  @Override
  public void saveWeights(Path file) throws IOException {
    real.saveWeights(file);
  }

  @Override
  public void saveOptimiser(Path file) throws IOException {
    real.saveOptimiser(file);
  }

  @Override
  public Map<String, Long> groupSteps() {
    return real.groupSteps();
  }

  @Override
  public void load(Path weights, Path optimiser, Map<String, Long> groupSteps) throws IOException {
    real.load(weights, optimiser, groupSteps);
  }

  @Override
  public Optional<Gauges> gauges() {
    return real.gauges();
  }

  @Override
  public Profile profile() {
    return real.profile();
  }

  @Override
  public void close() {
    real.close();
  }
}
