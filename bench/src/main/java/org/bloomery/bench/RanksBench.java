package org.bloomery.bench;

import java.io.IOException;
import java.lang.management.ManagementFactory;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.random.RandomGenerator;
import java.util.random.RandomGeneratorFactory;
import org.bloomery.artifact.pipeline.Schedule;
import org.bloomery.model.BloomModel;
import org.bloomery.model.BloomShape;
import org.bloomery.model.Dropout;
import org.bloomery.model.Pass;
import org.bloomery.model.TokenBatch;
import org.bloomery.tensor.Libtorch;
import org.bloomery.tensor.Precision;
import org.bloomery.tensor.Workers;
import org.bloomery.tensor.collective.Rendezvous;
import org.bloomery.tensor.collective.World;
import org.bloomery.train.BloomLearner;
import org.bloomery.train.Learner;
import org.bloomery.train.MicroBatch;
import org.bloomery.train.optim.AdamW;
import org.bloomery.train.optim.MomentStore;
import org.bloomery.train.parallel.Mesh;
import org.bloomery.train.parallel.ParallelEngine;
import org.bloomery.train.parallel.ParallelLayout;
import org.bloomery.train.parallel.RankGroups;

/// Two replicas of one thread each beside one process of two threads: the same shape, batch and
/// processors, by turns, each in fresh processes.
///
/// Arguments: `HIDDEN LAYERS HEADS VOCABULARY BATCH SEQUENCE PRECISION STEPS ROUNDS ZERO`. Prints
/// tokens a second of the fastest step of each turn, the medians, and their ratio.
public final class RanksBench {
  private static final String HOST = "127.0.0.1";
  private static final Duration TIMEOUT = Duration.ofMinutes(5);
  private static final double LEARNING_RATE = 1e-4;
  private static final String STEP = "seconds of a step: ";

  private final String[] arguments;
  private final BloomShape shape;
  private final int batch;
  private final int sequence;
  private final Precision precision;
  private final int steps;

  private RanksBench(String[] arguments) {
    this.arguments = arguments;
    this.batch = number(4);
    this.sequence = number(5);
    this.shape = new BloomShape(number(3), number(0), number(1), number(2), sequence, 1e-5, 0);
    this.precision = Precision.resolve(arguments[6]);
    this.steps = number(7);
  }

  private int number(int index) {
    return Integer.parseInt(arguments[index]);
  }

  public static void main(String[] arguments) throws IOException, InterruptedException {
    switch (arguments[0]) {
      case "one" -> new RanksBench(rest(arguments, 1)).one();
      case "rank" ->
          new RanksBench(rest(arguments, 3))
              .rank(Integer.parseInt(arguments[1]), Integer.parseInt(arguments[2]));
      default -> new RanksBench(arguments).turns();
    }
  }

  private static String[] rest(String[] arguments, int from) {
    return Arrays.copyOfRange(arguments, from, arguments.length);
  }

  private void turns() throws IOException, InterruptedException {
    List<Double> one = new ArrayList<>();
    List<Double> two = new ArrayList<>();
    for (int round = 0; round < number(8); round++) {
      one.add(tokensPerSecond(List.of(start("one"))));
      try (Rendezvous place = Rendezvous.serve(HOST, 0, TIMEOUT)) {
        String port = Integer.toString(place.port());
        two.add(tokensPerSecond(List.of(start("rank", "0", port), start("rank", "1", port))));
      }
      System.out.printf(
          Locale.ROOT,
          "one process, two threads: %.0f tokens/s; two replicas, one thread: %.0f tokens/s%n",
          one.getLast(),
          two.getLast());
    }
    System.out.printf(
        Locale.ROOT,
        "medians %.0f and %.0f tokens/s: ratio %.3f%n",
        median(one),
        median(two),
        median(two) / median(one));
  }

  private static double median(List<Double> values) {
    List<Double> sorted = values.stream().sorted().toList();
    int middle = sorted.size() / 2;
    return sorted.size() % 2 == 1
        ? sorted.get(middle)
        : (sorted.get(middle - 1) + sorted.get(middle)) / 2;
  }

  private Process start(String... what) throws IOException {
    List<String> command = new ArrayList<>();
    command.add(Path.of(System.getProperty("java.home"), "bin", "java").toString());
    command.addAll(ManagementFactory.getRuntimeMXBean().getInputArguments());
    command.addAll(List.of("-cp", System.getProperty("java.class.path")));
    command.add(RanksBench.class.getName());
    command.addAll(List.of(what));
    command.addAll(List.of(arguments));
    return new ProcessBuilder(command).redirectError(ProcessBuilder.Redirect.INHERIT).start();
  }

  /// Of the fastest step after the first, in which compilers work; the first process prints it.
  private double tokensPerSecond(List<Process> processes) throws IOException, InterruptedException {
    String printed =
        new String(processes.getFirst().getInputStream().readAllBytes(), StandardCharsets.UTF_8);
    for (Process process : processes) {
      if (process.waitFor() != 0) {
        throw new IOException("a process ended with " + process.exitValue());
      }
    }
    double fastest =
        printed
            .lines()
            .filter(line -> line.startsWith(STEP)) // Gloo prints, too
            .skip(1)
            .mapToDouble(line -> Double.parseDouble(line.substring(STEP.length())))
            .min()
            .orElseThrow(() -> new IOException("fewer than two steps: " + printed));
    return batch * (double) sequence / fastest;
  }

  private int[] tokens() {
    RandomGenerator random = RandomGeneratorFactory.of("L64X128MixRandom").create(0);
    return random.ints((long) batch * (sequence + 1), 0, shape.vocabulary()).toArray();
  }

  private void one() {
    int[] tokens = tokens();
    BloomModel model = BloomModel.create(shape, 0.02, precision, 0);
    AdamW optimiser = new AdamW(model.store(), 0.9, 0.95, 1e-8, 0.1, MomentStore.inMemory());
    try (Learner learner = new BloomLearner(model, optimiser, Workers.start(2), false, 0)) {
      time(() -> {
        learner.addGradients(new MicroBatch(tokens, batch, sequence, 0, 0), 1);
        learner.clipGradient(1);
        learner.update(LEARNING_RATE);
      });
    }
  }

  private void rank(int rank, int port) {
    Libtorch.setThreads(1);
    Mesh mesh = new Mesh(1, 2, 1);
    try (World world = World.join(rank, 2, HOST, port, 0, TIMEOUT);
        ParallelEngine engine =
            new ParallelEngine(
                RankGroups.of(world, mesh),
                new ParallelLayout(mesh, Schedule.ONE_FORWARD_ONE_BACKWARD, number(9), false),
                shape,
                0.02,
                precision,
                0,
                false,
                new ParallelEngine.Optimiser(0.9, 0.95, 1e-8, 0.1),
                MomentStore.inMemory())) {
      List<Pass> passes = passes(rank);
      time(() -> {
        engine.addGradients(passes, 1.0 / (batch * (double) sequence));
        engine.clip(1);
        engine.update(LEARNING_RATE);
      });
    }
  }

  /// Every second sequence, each a micro-batch: the process of two threads computes them so, too.
  private List<Pass> passes(int rank) {
    int[] tokens = tokens();
    List<Pass> passes = new ArrayList<>();
    for (int row = rank; row < batch; row += 2) {
      int[] window = Arrays.copyOfRange(tokens, row * (sequence + 1), (row + 1) * (sequence + 1));
      TokenBatch one = TokenBatch.ofWindows(new int[][] {window}, new long[] {row});
      passes.add(new Pass(one, Dropout.NONE));
    }
    return passes;
  }

  private void time(Runnable step) {
    for (int i = 0; i < steps; i++) {
      long start = System.nanoTime();
      step.run();
      System.out.println(STEP + (System.nanoTime() - start) / 1e9);
    }
  }
}
