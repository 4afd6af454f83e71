package org.bloomery.train.guard;

import com.sun.management.OperatingSystemMXBean;
import java.io.IOException;
import java.lang.management.ManagementFactory;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Collections;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.function.Supplier;
import java.util.stream.Stream;
import org.bloomery.artifact.RankException;
import org.bloomery.artifact.ResourceException;
import org.bloomery.tensor.Precision;
import org.bloomery.tensor.Scope;
import org.bloomery.tensor.Tensors;
import org.bloomery.tensor.Workers;
import org.bytedeco.pytorch.Tensor;

/// What is checked before the first step, because finding it out after a day is dear: that the
/// processors multiply correctly, that the parameters fit the memory, and that the checkpoints fit
/// the disk.
public final class PreFlight {
  private static final int SIZE = 192;

  private PreFlight() {}

  /// Every worker multiplies matrices of small whole numbers, whose product is exact.
  public static void checkProcessors(Workers workers) {
    Supplier<Boolean> task = PreFlight::multipliesExactly;
    List<Boolean> right = workers.run(Collections.nCopies(workers.count(), task));
    if (right.contains(false)) {
      throw new RankException(
          "worker %d multiplied two matrices of whole numbers and got a wrong result; this machine's processor or memory is faulty, train elsewhere"
              .formatted(right.indexOf(false)));
    }
  }

  private static boolean multipliesExactly() {
    float[] left = new float[SIZE * SIZE];
    float[] right = new float[SIZE * SIZE];
    for (int i = 0; i < left.length; i++) {
      left[i] = i % 13 - 6;
      right[i] = i % 7 - 3;
    }
    try (Scope _ = Scope.open()) {
      Tensor product = Tensors.of(left, SIZE, SIZE).matmul(Tensors.of(right, SIZE, SIZE));
      float[] found = Tensors.floats(product);
      for (int row = 0; row < SIZE; row++) {
        for (int column = 0; column < SIZE; column++) {
          int sum = 0;
          for (int k = 0; k < SIZE; k++) {
            sum += ((row * SIZE + k) % 13 - 6) * ((k * SIZE + column) % 7 - 3);
          }
          if (found[row * SIZE + column] != sum) {
            return false;
          }
        }
      }
      return true;
    }
  }

  /// Refuses a model that this machine cannot hold.
  ///
  /// @param bytes what the parameters, gradients and moments take: less than training needs
  public static void checkMemory(long bytes) {
    long there =
        ManagementFactory.getPlatformMXBean(OperatingSystemMXBean.class).getTotalMemorySize();
    if (bytes > there) {
      throw new ResourceException(
          String.format(
              Locale.ROOT,
              "weights, gradients and moments take %.1f GiB and this machine has %.1f GiB; lower model.hidden, model.layers or tokenize.vocabularySize",
              gibibytes(bytes),
              gibibytes(there)));
    }
  }

  /// Refuses checkpoints that the disk cannot hold.
  ///
  /// @param folder where checkpoints go; what an interrupted run left there will make room
  /// @param bytesEach of one checkpoint
  /// @param count checkpoints that exist at once, the one being written included
  public static void checkDisk(Path folder, long bytesEach, long count) throws IOException {
    Files.createDirectories(folder);
    long free = Files.getFileStore(folder).getUsableSpace() + bytesBelow(folder);
    if (bytesEach * count > free) {
      throw new ResourceException(
          String.format(
              Locale.ROOT,
              "%d checkpoints of %.2f GiB do not fit the %.2f GiB free below %s; free space, choose another --out, or lower train.keepCheckpoints or raise train.keepEverySteps",
              count,
              gibibytes(bytesEach),
              gibibytes(free),
              folder));
    }
  }

  private static long bytesBelow(Path folder) throws IOException {
    try (Stream<Path> files = Files.walk(folder)) {
      return files.filter(Files::isRegularFile).mapToLong(file -> file.toFile().length()).sum();
    }
  }

  /// What to say when sixteen-bit numbers are multiplied more slowly than 32-bit ones: libtorch
  /// then computes them one by one.
  ///
  /// @param rate operations a second of matrix products in `precision`
  /// @param fullRate of those in fp32
  public static Optional<String> slowPrecision(Precision precision, double rate, double fullRate) {
    if (precision.computeBytes() >= Float.BYTES || rate >= fullRate) {
      return Optional.empty();
    }
    return Optional.of(
        String.format(
            Locale.ROOT,
            "train.precision = \"%s\" is slow here: this machine, which lacks units for it, multiplies matrices in %s at %.2f GFLOP/s and in fp32 at %.1f; \"auto\" would choose what is fast",
            precision.settingName(),
            precision.settingName(),
            rate / 1e9,
            fullRate / 1e9));
  }

  private static double gibibytes(long bytes) {
    return bytes / (double) (1L << 30);
  }
}
