package org.bloomery.train;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import org.bloomery.tensor.Precision;

/// A process that trains two thousand steps, with checkpoints and held-out losses on the way, and
/// says how much memory it holds after every fifty.
final class LongTraining {
  static final int STEPS = 2000;
  private static final int SEQUENCE = 16;

  private LongTraining() {}

  public static void main(String[] arguments) throws IOException {
    TrainingPlan plan = TinyTraining.plan(STEPS, SEQUENCE, Spikes.WAIT);
    Learner learner =
        new FaultyLearner(TinyTraining.learner(Precision.FP32, SEQUENCE, 0.1, true)) {
          private int step;

          @Override
          public void update(double learningRate) {
            super.update(learningRate);
            if (++step % 50 == 0) {
              System.out.println(step + " " + residentKilobytes());
            }
          }
        };
    TinyTraining.run(Path.of(arguments[0]), plan, learner, STEPS);
  }

  private static String residentKilobytes() {
    try {
      return Files.readString(Path.of("/proc/self/status"), StandardCharsets.ISO_8859_1)
          .lines()
          .filter(line -> line.startsWith("VmRSS:"))
          .map(line -> line.replaceAll("[^0-9]", ""))
          .findFirst()
          .orElseThrow();
    } catch (IOException e) {
      throw new IllegalStateException(e);
    }
  }
}
