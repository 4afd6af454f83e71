package org.bloomery.tensor;

import java.util.stream.IntStream;
import org.bloomery.artifact.Seeds;

/// Random numbers that are a pure function of a key and a counter: no state, no order, no threads.
///
/// A key names a use (a parameter, or a dropout site of one sample in one step), the counter an
/// element within it. So an initial weight or a dropout mask does not depend on how a tensor is cut
/// over ranks, chunks or threads, and any element can be drawn alone.
///
/// The bits are those of [Seeds]; the normal distribution comes from the Box-Muller transform with
/// [StrictMath], which gives the same bits on every platform.
public final class CounterRandom {
  private static final int BLOCK = 1 << 14;

  private CounterRandom() {}

  /// A key for a use within another: folds `parts` into `key`, in order.
  public static long key(long key, long... parts) {
    long folded = key;
    for (long part : parts) {
      folded = Seeds.bits(folded, part);
    }
    return folded;
  }

  /// Element `counter` of the standard normal stream of `key`.
  public static double normal(long key, long counter) {
    long pair = counter & ~1L;
    double radius = StrictMath.sqrt(-2 * StrictMath.log(1 - Seeds.uniform(key, pair)));
    double angle = 2 * Math.PI * Seeds.uniform(key, pair + 1);
    return radius * ((counter & 1) == 0 ? StrictMath.cos(angle) : StrictMath.sin(angle));
  }

  /// Elements `0 … count-1` of the normal stream of `key` times `std`; see the other form.
  public static double[] normals(long key, int count, double std) {
    double[] values = new double[count];
    normals(key, 0, std, values, 0, count);
    return values;
  }

  /// Puts elements `first … first+count-1` of the normal stream of `key`, times `std`, into
  /// `values` from `at` on, in parallel; the result does not depend on the number of threads.
  public static void normals(long key, long first, double std, double[] values, int at, int count) {
    IntStream.range(0, (count + BLOCK - 1) / BLOCK)
        .parallel()
        .forEach(block -> {
          int end = Math.min(count, (block + 1) * BLOCK);
          for (int i = block * BLOCK; i < end; i++) {
            values[at + i] = std * normal(key, first + i);
          }
        });
  }

  /// Writes a dropout mask: element `i` of `mask` from `at` on is 0 with probability `rate` and
  /// `1/(1-rate)` otherwise, decided by counter `first + i`.
  public static void dropout(long key, long first, double rate, float[] mask, int at, int count) {
    float scale = (float) (1 / (1 - rate));
    for (int i = 0; i < count; i++) {
      mask[at + i] = Seeds.uniform(key, first + i) < rate ? 0f : scale;
    }
  }
}
