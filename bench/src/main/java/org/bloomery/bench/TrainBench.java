package org.bloomery.bench;

import java.io.IOException;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.random.RandomGenerator;
import java.util.random.RandomGeneratorFactory;
import org.bloomery.artifact.Json;
import org.bloomery.model.BloomModel;
import org.bloomery.model.BloomShape;
import org.bloomery.tensor.Libtorch;
import org.bloomery.tensor.MatrixRate;
import org.bloomery.tensor.Precision;
import org.bloomery.tensor.Workers;
import org.bloomery.train.BloomLearner;
import org.bloomery.train.Learner;
import org.bloomery.train.MicroBatch;
import org.bloomery.train.PeakMemory;
import org.bloomery.train.optim.AdamW;
import org.bloomery.train.optim.MomentStore;

/// Trains a BLOOM shape on one batch of random tokens for some steps in one fresh process, with the
/// parts that the train stage uses, and prints the seconds of each step, the last loss and the peak
/// of resident memory.
///
/// Arguments: `train HIDDEN LAYERS HEADS VOCABULARY BATCH SEQUENCE PRECISION WORKERS STEPS SECONDS`
/// (no step begins after so many seconds), or `matrix PRECISION WORKERS SIZE ROUNDS` for the rate
/// of matrix products.
public final class TrainBench {
  private static final double LEARNING_RATE = 1e-4;

  private TrainBench() {}

  public static void main(String[] arguments) throws IOException {
    Map<String, Object> result =
        switch (arguments[0]) {
          case "train" -> train(arguments);
          case "matrix" -> matrix(arguments);
          default -> throw new IllegalArgumentException(arguments[0]);
        };
    System.out.println(Json.MAPPER.writeValueAsString(result));
  }

  private static int number(String[] arguments, int index) {
    return Integer.parseInt(arguments[index]);
  }

  private static Map<String, Object> train(String[] arguments) {
    int vocabulary = number(arguments, 4);
    int batch = number(arguments, 5);
    int sequence = number(arguments, 6);
    Precision precision = Precision.resolve(arguments[7]);
    int steps = number(arguments, 9);
    double limit = number(arguments, 10);
    BloomShape shape =
        new BloomShape(
            vocabulary,
            number(arguments, 1),
            number(arguments, 2),
            number(arguments, 3),
            sequence,
            1e-5,
            0);
    RandomGenerator random = RandomGeneratorFactory.of("L64X128MixRandom").create(0);
    int[] tokens = random.ints((long) batch * (sequence + 1), 0, vocabulary).toArray();
    double[] seconds = new double[steps];
    double spent = 0;
    double loss = 0;
    int done = 0;
    try (Learner learner = learner(shape, precision, number(arguments, 8))) {
      while (done < steps && (spent < limit || done < 2)) {
        long start = System.nanoTime();
        loss = learner.addGradients(new MicroBatch(tokens, batch, sequence, done, 0), 1);
        learner.clipGradient(1);
        learner.update(LEARNING_RATE);
        seconds[done] = (System.nanoTime() - start) / 1e9;
        spent += seconds[done++];
      }
    }
    Map<String, Object> result = new LinkedHashMap<>();
    result.put("seconds", Arrays.copyOf(seconds, done));
    result.put("loss", loss);
    result.put("parameters", shape.parameterCount());
    result.put("peak_mb", PeakMemory.bytes().orElse(0) >> 20);
    result.put("versions", Map.of("libtorch", Libtorch.version()));
    return result;
  }

  private static Learner learner(BloomShape shape, Precision precision, int count) {
    Workers workers = Workers.start(count);
    BloomModel model = BloomModel.create(shape, 0.02, precision, 0);
    AdamW optimiser = new AdamW(model.store(), 0.9, 0.95, 1e-8, 0.1, MomentStore.inMemory());
    return new BloomLearner(model, optimiser, workers, false, 0);
  }

  /// The faster of one product by all threads, and a product for each.
  private static Map<String, Object> matrix(String[] arguments) {
    Precision precision = Precision.resolve(arguments[1]);
    int threads = number(arguments, 2);
    int size = number(arguments, 3);
    int rounds = number(arguments, 4);
    double together = MatrixRate.ofThreads(threads, precision, size, rounds);
    try (Workers workers = Workers.start(threads)) {
      double apart = MatrixRate.ofWorkers(workers, precision, size, rounds);
      return Map.of("gflops", Math.max(together, apart) / 1e9);
    }
  }
}
