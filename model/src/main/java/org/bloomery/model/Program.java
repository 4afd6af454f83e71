package org.bloomery.model;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/// A model as a straight list of steps over numbered slots. Slots `0 … inputs-1` are given from
/// outside (none for a whole model; the received activation for a later stage of a pipeline); each
/// step fills one new slot.
///
/// @param output the slot that is the result
public record Program(List<Step> steps, int inputs, int slots, int output) {
  public Program {
    steps = List.copyOf(steps);
  }

  /// The exchange into a branch that fills `slot`, if one does.
  Optional<Step.Exchange> intoBranch(int slot) {
    return steps.stream()
        .filter(step ->
            step instanceof Step.Exchange e
                && e.place() == Step.Place.INTO_BRANCH
                && e.output() == slot)
        .map(Step.Exchange.class::cast)
        .findFirst();
  }

  /// Whether a segment that is run again starts from the value of `slot`, perhaps over an exchange
  /// into a branch.
  boolean isRunAgainWith(int slot) {
    return intoBranch(slot).isEmpty()
        && steps.stream()
            .anyMatch(step ->
                switch (step) {
                  case Step.Compute c -> c.inputs().contains(slot);
                  case Step.Exchange e -> e.input() == slot && e.place() == Step.Place.INTO_BRANCH;
                });
  }

  /// Writes a program step by step.
  static final class Writer {
    private final List<Step> steps = new ArrayList<>();
    private final int inputs;
    private int slots;

    Writer(int inputs) {
      this.inputs = inputs;
      this.slots = inputs;
    }

    int compute(Segment segment, Integer... from) {
      steps.add(new Step.Compute(segment, List.of(from), slots));
      return slots++;
    }

    int exchange(Step.Place place, int from) {
      steps.add(new Step.Exchange(place, from, slots));
      return slots++;
    }

    Program end(int output) {
      return new Program(steps, inputs, slots, output);
    }
  }
}
