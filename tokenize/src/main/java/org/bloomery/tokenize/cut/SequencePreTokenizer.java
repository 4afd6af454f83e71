package org.bloomery.tokenize.cut;

import java.util.Arrays;
import java.util.List;

/// Several pre-tokenisers, each of which cuts the pieces of the one before.
///
/// @param steps two or more
public record SequencePreTokenizer(List<PreTokenizer> steps) implements PreTokenizer {
  public SequencePreTokenizer {
    steps = List.copyOf(steps);
    if (steps.size() < 2 || steps.stream().anyMatch(SequencePreTokenizer.class::isInstance)) {
      throw new IllegalArgumentException("a sequence needs two steps or more, and none within it");
    }
  }

  @Override
  public PieceCutter cutter() {
    return new Cutter(steps.stream().map(PreTokenizer::cutter).toArray(PieceCutter[]::new));
  }

  private static final class Cutter implements PieceCutter {
    private final PieceCutter[] steps;
    private final int[] ends; // of the current piece of each step

    Cutter(PieceCutter[] steps) {
      this.steps = steps;
      ends = new int[steps.length];
    }

    @Override
    public void start(byte[] text, int from, int to) {
      steps[0].start(text, from, to);
      Arrays.fill(ends, from);
    }

    @Override
    public int end(byte[] text, int from, int to) {
      int last = steps.length - 1;
      int step = last;
      while (step > 0 && ends[step - 1] == from) {
        step--;
      }
      ends[step] = steps[step].end(text, from, step == 0 ? to : ends[step - 1]);
      while (step < last) {
        step++;
        steps[step].start(text, from, ends[step - 1]);
        ends[step] = steps[step].end(text, from, ends[step - 1]);
      }
      return ends[last];
    }
  }
}
