package org.bloomery.train;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.channels.FileChannel;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.nio.file.attribute.FileTime;
import java.time.Clock;
import java.util.Arrays;
import org.bloomery.artifact.ArtifactException;
import org.bloomery.tensor.Precision;
import org.bloomery.train.data.ShardTokens;
import org.bloomery.train.data.WrittenShard;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/// Shards that another process changes under a running training.
class ChangedShardsTest {
  private static final int SEQUENCE = 16;
  private static final int STEPS = 8;

  @TempDir Path folder;

  private static Learner learner() {
    return TinyTraining.learner(Precision.FP32, SEQUENCE, 0, false);
  }

  private static TrainingPlan plan() {
    return TinyTraining.plan(STEPS, SEQUENCE, Spikes.WAIT);
  }

  private TrainingRun shards() throws IOException {
    Path prefix = folder.resolve("shards/text");
    Files.createDirectories(prefix.getParent());
    WrittenShard.write(prefix, TinyTraining.TEXT);
    return new TrainingRun(prefix);
  }

  /// Training that reads shards from the disk, as the stage does.
  private record TrainingRun(Path prefix) {
    Path bin() {
      return prefix.resolveSibling("text.bin");
    }

    String run(Path into, Learner learner) throws IOException {
      try (ShardTokens tokens = new ShardTokens(prefix, 256)) {
        return TinyTraining.run(into, plan(), learner, STEPS, tokens, Clock.systemUTC(), () -> {});
      }
    }
  }

  /// Ways in which another process may treat a file that training reads.
  enum Treatment {
    OVERWRITTEN {
      @Override
      void of(Path file) throws IOException {
        Folders.flipABit(file, 3);
      }
    },
    CUT_SHORT {
      @Override
      void of(Path file) throws IOException {
        try (FileChannel channel = FileChannel.open(file, StandardOpenOption.WRITE)) {
          channel.truncate(0);
        }
      }
    },
    FILLED_WITH_FOREIGN_IDS {
      @Override
      void of(Path file) throws IOException {
        byte[] bytes = new byte[(int) Files.size(file)];
        Arrays.fill(bytes, (byte) 0x7f);
        Files.write(file, bytes, StandardOpenOption.WRITE);
      }
    },
    DELETED {
      @Override
      void of(Path file) throws IOException {
        Files.delete(file);
      }
    };

    abstract void of(Path file) throws IOException;
  }

  @ParameterizedTest
  @EnumSource(Treatment.class)
  void shardsThatChangeUnderTrainingEndItBeforeItSavesWhatItMadeOfThem(Treatment treatment)
      throws IOException {
    TrainingRun training = shards();
    byte[] content = Files.readAllBytes(training.bin());
    Path run = folder.resolve("run");
    Learner meddling =
        new FaultyLearner(learner()) {
          @Override
          public void update(double learningRate) {
            super.update(learningRate);
            if (groupSteps().containsValue(4L)) {
              try {
                treatment.of(training.bin());
                if (Files.exists(training.bin())) { // coarse clocks see it, too
                  Files.setLastModifiedTime(training.bin(), FileTime.fromMillis(1));
                }
              } catch (IOException e) {
                throw new UncheckedIOException(e);
              }
            }
          }
        };
    ArtifactException named =
        assertThrows(ArtifactException.class, () -> training.run(run, meddling));
    assertEquals(4, named.exitCode());
    assertTrue(named.toString().contains("text.bin"), named.toString());
    assertFalse(Files.exists(run.resolve("checkpoints/step-000006")));
    Files.write(training.bin(), content);
    Path whole = folder.resolve("undisturbed");
    TinyTraining.run(whole, plan(), learner(), STEPS);
    String shown = training.run(run, learner());
    assertTrue(shown.contains("goes on after step 3 of 8"), shown);
    Folders.assertSameBytes(whole, run);
  }
}
