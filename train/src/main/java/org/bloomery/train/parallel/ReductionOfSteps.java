package org.bloomery.train.parallel;

import java.util.HashSet;
import java.util.List;
import java.util.Set;
import org.bloomery.model.Parameter;
import org.bloomery.model.ParameterStore;

/// Adds the micro-batches of a step up and reduces their sum, while the last of them goes backward:
/// plain data parallelism, and ZeRO 1.
final class ReductionOfSteps implements GradientReduction {
  private final BucketReduction round;
  private boolean last;

  /// @param additions parameters, each as often as the last micro-batch and the sums after it add
  /// @param toOwners whether only the owner of an element needs its sum
  ReductionOfSteps(
      ParameterStore store, GradientBuckets buckets, List<Parameter> additions, boolean toOwners) {
    Set<Parameter> held = new HashSet<>(store.parameters());
    if (!held.equals(new HashSet<>(additions))) {
      throw new IllegalArgumentException("some parameters receive no gradient, or are not held");
    }
    this.round =
        new BucketReduction(
            store,
            buckets.buckets(),
            additions,
            toOwners ? buckets::reduceToOwners : buckets::reduceEverywhere,
            _ -> {});
  }

  @Override
  public void begin() {
    last = false;
    round.begin();
  }

  @Override
  public void backward(int chunk, boolean last) {
    this.last = last;
  }

  @Override
  public void added(Parameter parameter) {
    if (last) {
      round.added(parameter);
    }
  }

  @Override
  public void summed(Parameter parameter) {
    round.added(parameter);
  }

  @Override
  public void finish() {
    round.finish();
  }

  @Override
  public long running() {
    return round.running();
  }

  @Override
  public void watch(ReductionWatch watch) {
    round.watch(watch);
  }
}
