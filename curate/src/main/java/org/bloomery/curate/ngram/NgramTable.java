package org.bloomery.curate.ngram;

import java.lang.foreign.MemorySegment;
import java.lang.foreign.ValueLayout;
import java.util.Arrays;
import org.bloomery.curate.text.Keys;

/// The n-grams of one length on their way into a file.
final class NgramTable {
  private final long[] keys;
  private final float[] probabilities;
  private final float[] backOffs;
  private int size;

  NgramTable(int size) {
    keys = new long[size];
    probabilities = new float[size];
    backOffs = new float[size];
  }

  void add(long key, float probability, float backOff) {
    keys[size] = key;
    probabilities[size] = probability;
    backOffs[size++] = backOff;
  }

  /// A power of 2 that leaves at least a third free.
  long slots() {
    return Long.highestOneBit(Math.max(2, size + (size >> 1L) + 1L)) << 1;
  }

  /// @param header where the number of slots and the values go
  /// @param start where the slots go
  void write(MemorySegment file, long header, long start) {
    file.set(NgramFile.LONG, header, Long.numberOfTrailingZeros(slots()));
    float[] probabilityBins = bins(probabilities);
    float[] backOffBins = bins(backOffs);
    for (int i = 0; i < NgramFile.BINS; i++) {
      file.set(NgramFile.FLOAT, header + 8 + 4L * i, probabilityBins[i]);
      file.set(NgramFile.FLOAT, header + 8 + 4L * (NgramFile.BINS + i), backOffBins[i]);
    }
    long mask = slots() - 1;
    long codes = start + slots() * Long.BYTES;
    for (int i = 0; i < size; i++) {
      long slot = Keys.mix(keys[i]) & mask;
      while (file.get(NgramFile.LONG, start + slot * Long.BYTES) != 0) {
        slot = (slot + 1) & mask;
      }
      file.set(NgramFile.LONG, start + slot * Long.BYTES, keys[i]);
      byte probability = (byte) nearest(probabilityBins, probabilities[i]);
      byte backOff = (byte) nearest(backOffBins, backOffs[i]);
      file.set(ValueLayout.JAVA_BYTE, codes + 2 * slot, probability);
      file.set(ValueLayout.JAVA_BYTE, codes + 2 * slot + 1, backOff);
    }
  }

  /// The means of equally many values each, ascending; the values themselves where there are few.
  static float[] bins(float[] values) {
    float[] sorted = values.clone();
    Arrays.sort(sorted);
    float[] distinct = new float[NgramFile.BINS + 1];
    int count = 0;
    for (int i = 0; i < sorted.length && count <= NgramFile.BINS; i++) {
      if (i == 0 || sorted[i] != sorted[i - 1]) {
        distinct[count++] = sorted[i];
      }
    }
    float[] bins = new float[NgramFile.BINS];
    if (count <= NgramFile.BINS) {
      for (int i = 0; i < bins.length; i++) {
        bins[i] = count == 0 ? 0 : distinct[Math.min(i, count - 1)];
      }
      return bins;
    }
    // The largest and the smallest stay as they are: certainty, and what must never come.
    bins[0] = sorted[0];
    bins[bins.length - 1] = sorted[sorted.length - 1];
    int inner = bins.length - 2;
    for (int bin = 0; bin < inner; bin++) {
      int from = (int) ((long) sorted.length * bin / inner);
      int to = (int) ((long) sorted.length * (bin + 1) / inner);
      double sum = 0;
      for (int i = from; i < to; i++) {
        sum += sorted[i];
      }
      bins[bin + 1] = to > from ? (float) (sum / (to - from)) : sorted[from];
    }
    return bins;
  }

  /// The number of the value nearest to one.
  static int nearest(float[] bins, float value) {
    int found = Arrays.binarySearch(bins, value);
    if (found >= 0) {
      return found;
    }
    int above = -found - 1;
    if (above == 0) {
      return 0;
    }
    if (above == bins.length) {
      return bins.length - 1;
    }
    return bins[above] - value < value - bins[above - 1] ? above : above - 1;
  }
}
