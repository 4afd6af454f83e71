package org.bloomery.train;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;

/// A table of bigram scores trained by Adam, in plain Java: small and exact enough to see the
/// loop's own mistakes. The loss of its poisoned step is not a number, and the update of its
/// damaging step turns what was learned into its opposite.
class BigramLearner implements Learner {
  private final int vocabulary;
  private final double[] scores;
  private final double[] first;
  private final double[] second;
  private final double[] gradient;
  private final long poisonedStep;
  private final long damagingStep;
  private long present;
  private long steps;
  int updates;

  BigramLearner(int vocabulary, long poisonedStep) {
    this(vocabulary, poisonedStep, -1);
  }

  BigramLearner(int vocabulary, long poisonedStep, long damagingStep) {
    this.damagingStep = damagingStep;
    this.vocabulary = vocabulary;
    this.scores = new double[vocabulary * vocabulary];
    this.first = new double[scores.length];
    this.second = new double[scores.length];
    this.gradient = new double[scores.length];
    this.poisonedStep = poisonedStep;
  }

  BigramLearner(int vocabulary) {
    this(vocabulary, -1);
  }

  @Override
  public double addGradients(MicroBatch batch, double weight) {
    present = batch.step();
    double loss = each(batch, weight);
    return batch.step() == poisonedStep ? Double.NaN : loss;
  }

  @Override
  public double loss(MicroBatch batch) {
    return each(batch, 0);
  }

  /// Mean loss; adds `weight` × its gradient.
  private double each(MicroBatch batch, double weight) {
    double sum = 0;
    int predicted = batch.sequences() * batch.length();
    for (int r = 0; r < batch.sequences(); r++) {
      for (int t = 0; t < batch.length(); t++) {
        int at = r * (batch.length() + 1) + t;
        sum += predict(batch.tokens()[at], batch.tokens()[at + 1], weight / predicted);
      }
    }
    return sum / predicted;
  }

  private double predict(int token, int next, double weight) {
    double total = 0;
    for (int v = 0; v < vocabulary; v++) {
      total += StrictMath.exp(scores[token * vocabulary + v]);
    }
    for (int v = 0; v < vocabulary && weight != 0; v++) {
      double probability = StrictMath.exp(scores[token * vocabulary + v]) / total;
      gradient[token * vocabulary + v] += weight * (probability - (v == next ? 1 : 0));
    }
    return StrictMath.log(total) - scores[token * vocabulary + next];
  }

  @Override
  public double clipGradient(double largest) {
    double sum = 0;
    for (double g : gradient) {
      sum += g * g;
    }
    double norm = Math.sqrt(sum);
    for (int i = 0; i < gradient.length && norm > largest; i++) {
      gradient[i] *= largest / norm;
    }
    return norm;
  }

  @Override
  public void update(double learningRate) {
    steps++;
    updates++;
    for (int i = 0; i < scores.length; i++) {
      double g = gradient[i];
      first[i] = 0.9 * first[i] + 0.1 * g;
      second[i] = 0.95 * second[i] + 0.05 * g * g;
      double mean = first[i] / (1 - StrictMath.pow(0.9, (double) steps));
      double square = second[i] / (1 - StrictMath.pow(0.95, (double) steps));
      scores[i] -= learningRate * mean / (Math.sqrt(square) + 1e-8);
      gradient[i] = 0;
      if (present == damagingStep) {
        scores[i] *= -3;
      }
    }
  }

  private static byte[] bytes(double[]... arrays) {
    ByteBuffer buffer = ByteBuffer.allocate(8 * arrays.length * arrays[0].length);
    for (double[] array : arrays) {
      for (double value : array) {
        buffer.putDouble(value);
      }
    }
    return buffer.array();
  }

  @Override
  public void scaleGradient(double factor) {
    for (int i = 0; i < gradient.length; i++) {
      gradient[i] *= factor;
    }
  }

  @Override
  public void dropGradients() {
    java.util.Arrays.fill(gradient, 0);
  }

  @Override
  public void saveWeights(Path file) throws IOException {
    Files.write(file, bytes(scores));
  }

  @Override
  public void saveOptimiser(Path file) throws IOException {
    Files.write(file, bytes(first, second));
  }

  @Override
  public Map<String, Long> groupSteps() {
    return Map.of("all", steps);
  }

  @Override
  public void load(Path weights, Path optimiser, Map<String, Long> groupSteps) throws IOException {
    ByteBuffer.wrap(Files.readAllBytes(weights)).asDoubleBuffer().get(scores);
    ByteBuffer.wrap(Files.readAllBytes(optimiser)).asDoubleBuffer().get(first).get(second);
    steps = groupSteps.getOrDefault("all", 0L);
  }

  @Override
  public void close() {}
}
