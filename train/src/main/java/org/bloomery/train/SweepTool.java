package org.bloomery.train;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Arrays;
import java.util.Objects;
import java.util.OptionalLong;
import org.bloomery.artifact.AtomicFiles;
import org.bloomery.artifact.BloomeryException;
import org.bloomery.artifact.Json;
import org.bloomery.artifact.RankException;
import org.bloomery.artifact.Seeds;
import org.bloomery.artifact.run.Run;
import org.bloomery.artifact.run.RunFile;
import org.bloomery.artifact.run.SweepSettings;
import org.bloomery.artifact.run.TrainSettings;
import org.bloomery.artifact.stage.StageMain;
import org.bloomery.artifact.sweep.SweepConfiguration;
import org.bloomery.artifact.sweep.SweepRow;
import org.bloomery.model.BloomShape;
import org.bloomery.tensor.Libtorch;
import org.bloomery.tensor.Precision;
import org.bloomery.train.gauge.Gauges;
import org.bloomery.train.gauge.Work;
import org.bloomery.train.guard.PreFlight;
import org.bloomery.train.guard.StallWatch;
import org.bloomery.train.optim.LossScale;

/// One configuration of a sweep: some steps on random tokens with the parts that the train stage
/// uses, in a process of its own, so that its peak of memory is its own and a kill takes no other
/// configuration along. Arguments: `RUN.toml RESULT.json [section.key=value …]`.
///
/// What was measured, or the sentence of why nothing could be, is written as a [SweepRow] to
/// `RESULT.json`.
public final class SweepTool {
  private SweepTool() {}

  public static void main(String[] arguments) {
    StageMain.exit(
        "sweep",
        () -> {
          Run run =
              RunFile.load(
                      Path.of(arguments[0]), Arrays.asList(arguments).subList(2, arguments.length))
                  .run();
          Path result = Path.of(arguments[1]);
          AtomicFiles.write(result, Json.line(row(run, result)));
          return 0;
        });
  }

  /// Trains the run's own configuration; what it cannot do it says.
  ///
  /// @param result file that the row will be written to; temporary files stand beside it
  static SweepRow row(Run run, Path result) throws IOException {
    SweepConfiguration configuration = SweepConfiguration.of(run);
    Path dump = result.resolveSibling("stall.txt");
    Duration limit = Duration.ofSeconds(run.train().stallSeconds());
    try (StallWatch watch =
        new StallWatch(limit, dump, sentence -> endHung(configuration, result, sentence))) {
      return SweepRow.of(configuration, measure(run, result, watch));
    } catch (BloomeryException refused) {
      return SweepRow.failed(configuration, refused.getMessage());
    } catch (OutOfMemoryError e) {
      return SweepRow.failed(configuration, "out of memory: " + e.getMessage());
    } catch (RuntimeException e) {
      if (!isOutOfMemory(e)) {
        throw e;
      }
      return SweepRow.failed(
          configuration, "out of memory: " + String.valueOf(e.getMessage()).split("\n", 2)[0]);
    }
  }

  /// libtorch says it in words only.
  private static boolean isOutOfMemory(RuntimeException e) {
    String text = String.valueOf(e.getMessage());
    return text.contains("allocate memory") || text.contains("out of memory");
  }

  /// A hung native call cannot be interrupted.
  private static void endHung(SweepConfiguration configuration, Path result, String sentence) {
    try {
      AtomicFiles.write(result, Json.line(SweepRow.failed(configuration, sentence)));
    } catch (IOException e) {
      System.err.println("bloomery sweep: " + e.getMessage());
    }
    Runtime.getRuntime().halt(StageMain.report("sweep", new RankException(sentence)));
  }

  private static SweepRow.Measured measure(Run run, Path result, StallWatch watch)
      throws IOException {
    Path scratch = Objects.requireNonNull(result.toAbsolutePath().getParent());
    Files.createDirectories(scratch);
    Precision precision = RankedTraining.precision(run);
    BloomShape shape = TrainStage.shape(run.model(), run.tokenize().vocabularySize());
    PreFlight.checkMemory(SingleProcess.stateBytes(run, shape, precision));
    SweepSettings sweep = Objects.requireNonNull(run.sweep());
    try (Learner learner = SingleProcess.learner(run, shape, precision, scratch, sentence -> {})) {
      double[] seconds = new double[sweep.steps()];
      for (int step = -sweep.warmUpSteps(); step < seconds.length; step++) {
        long start = System.nanoTime();
        step(learner, run, shape.vocabulary(), step + sweep.warmUpSteps());
        seconds[Math.max(0, step)] = (System.nanoTime() - start) / 1e9;
        watch.beat();
      }
      Arrays.sort(seconds);
      Work work = learner.gauges().map(gauges -> work(gauges, run)).orElseThrow();
      double median = (seconds[(seconds.length - 1) / 2] + seconds[seconds.length / 2]) / 2;
      double tokens = SweepConfiguration.of(run).tokensPerStep();
      OptionalLong peak = PeakMemory.bytes();
      return new SweepRow.Measured(
          shape.parameterCount(),
          median,
          seconds[0],
          work.modelFlopsPerToken() * tokens / median,
          work.matrixFlopsPerSecond(),
          peak.isPresent() ? (Long) peak.getAsLong() : null,
          Libtorch.version(),
          System.getProperty("bloomery.commit", "unknown"));
    }
  }

  private static Work work(Gauges gauges, Run run) {
    return gauges.work(run.model().sequence());
  }

  /// One optimiser step as training makes it. The tokens are random, which changes no time.
  private static void step(Learner learner, Run run, int vocabulary, int number) {
    TrainSettings train = run.train();
    int length = run.model().sequence();
    boolean scaled = train.precision().resolved() == org.bloomery.artifact.run.Precision.FP16;
    LossScale scale = scaled ? LossScale.START : LossScale.NONE;
    int microBatches = train.batch() / train.microBatch();
    for (int m = 0; m < microBatches; m++) {
      long first = (long) number * train.batch() + (long) m * train.microBatch();
      int[] tokens = tokens(run.seed(), first, train.microBatch() * (length + 1), vocabulary);
      learner.addGradients(
          new MicroBatch(tokens, train.microBatch(), length, number, first),
          scale.factor() / microBatches);
    }
    if (scaled) {
      learner.scaleGradient(1 / scale.factor());
    }
    double norm = learner.clipGradient(train.clip());
    if (!Double.isFinite(norm)) {
      throw new RankException(
          "the gradient norm of step %d is %s; sweep another precision"
              .formatted(number + 1, norm));
    }
    learner.update(train.minimumLearningRate());
  }

  private static int[] tokens(long seed, long sample, int count, int vocabulary) {
    long site = Seeds.derive(seed, "sweep", Long.toString(sample));
    int[] tokens = new int[count];
    for (int i = 0; i < count; i++) {
      tokens[i] = (int) (Seeds.uniform(site, i) * vocabulary);
    }
    return tokens;
  }
}
