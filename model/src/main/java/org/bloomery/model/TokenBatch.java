package org.bloomery.model;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;

/// Token ids of some sequences of one length, and the id that each position should predict.
///
/// Sequences are rows; both arrays hold `samples × length` ids in row-major order.
public final class TokenBatch {
  /// A target that counts for nothing.
  public static final int NO_TARGET = -1;

  private final int samples;
  private final int length;
  private final int[] inputs;
  private final int[] targets;
  private final long[] sampleNumbers;

  /// @param sampleNumbers the number of each sample in the run, which names its dropout masks
  public TokenBatch(int samples, int length, int[] inputs, int[] targets, long[] sampleNumbers) {
    if (inputs.length != samples * length
        || targets.length != inputs.length
        || sampleNumbers.length != samples) {
      throw new IllegalArgumentException(
          samples + " × " + length + " ids do not fit the arrays given");
    }
    this.samples = samples;
    this.length = length;
    this.inputs = inputs.clone();
    this.targets = targets.clone();
    this.sampleNumbers = sampleNumbers.clone();
  }

  /// From windows of `length + 1` ids each: every id but the last predicts its successor.
  public static TokenBatch ofWindows(int[][] windows, long[] sampleNumbers) {
    int length = windows[0].length - 1;
    int[] inputs = new int[windows.length * length];
    int[] targets = new int[inputs.length];
    for (int row = 0; row < windows.length; row++) {
      System.arraycopy(windows[row], 0, inputs, row * length, length);
      System.arraycopy(windows[row], 1, targets, row * length, length);
    }
    return new TokenBatch(windows.length, length, inputs, targets, sampleNumbers);
  }

  /// Cuts the samples into at most `parts` runs of nearly equal size, in order.
  List<TokenBatch> split(int parts) {
    List<TokenBatch> cut = new ArrayList<>();
    int number = Math.min(parts, samples);
    for (int part = 0; part < number; part++) {
      int from = samples * part / number;
      int to = samples * (part + 1) / number;
      cut.add(
          new TokenBatch(
              to - from,
              length,
              Arrays.copyOfRange(inputs, from * length, to * length),
              Arrays.copyOfRange(targets, from * length, to * length),
              Arrays.copyOfRange(sampleNumbers, from, to)));
    }
    return cut;
  }

  /// Sequences.
  public int samples() {
    return samples;
  }

  /// Tokens of each sequence.
  public int length() {
    return length;
  }

  /// Tokens of all sequences.
  public int tokens() {
    return samples * length;
  }

  /// Positions whose target counts.
  public int targetCount() {
    return (int) Arrays.stream(targets).filter(t -> t != NO_TARGET).count();
  }

  int[] inputs() {
    return inputs;
  }

  /// Ids to be predicted, row-major, [#NO_TARGET] where nothing is; not to be changed.
  public int[] targets() {
    return targets;
  }

  long[] sampleNumbers() {
    return sampleNumbers;
  }
}
