package org.bloomery.train.parallel;

import java.util.ArrayList;
import java.util.List;
import org.bloomery.model.BloomPart;
import org.bloomery.model.Parameter;
import org.bloomery.model.ParameterStore;
import org.bloomery.train.optim.BufferRange;

/// ZeRO 2 (Rajbhandari et al., arXiv:1910.02054, section 5.2): the matrices' gradients are reduced
/// after every micro-batch, and only what a replica owns of them keeps its memory.
///
/// The sum so far lies with its owner and zeros with the others, so that the next reduction adds to
/// it. Norms and biases, whose gradients are sums over shares of a matrix, too, are few and wait
/// for the end of the step.
final class ReductionOfMicroBatches implements GradientReduction {
  private final List<BucketReduction> chunks = new ArrayList<>();
  private final BucketReduction late;
  private int chunk;
  private boolean last;

  /// @param additions parameters, each as often as the last micro-batch and the sums after it add
  ReductionOfMicroBatches(BloomPart part, GradientBuckets buckets, List<Parameter> additions) {
    ParameterStore store = part.store();
    List<BufferRange> early =
        buckets.buckets().stream().filter(b -> b.end() <= store.decayingElements()).toList();
    for (int number = 0; number < part.ranges().size(); number++) {
      chunks.add(
          new BucketReduction(
              store, early, part.additions(number), buckets::reduceToOwners, buckets::giveBack));
    }
    List<BufferRange> others =
        buckets.buckets().stream().filter(b -> b.end() > store.decayingElements()).toList();
    this.late =
        new BucketReduction(store, others, additions, buckets::reduceToOwners, buckets::giveBack);
  }

  @Override
  public void begin() {
    chunk = -1;
    last = false;
    late.begin();
  }

  @Override
  public void backward(int chunk, boolean last) {
    finishChunk();
    this.chunk = chunk;
    this.last = last;
    chunks.get(chunk).begin();
  }

  /// Before anything is added to a bucket again.
  private void finishChunk() {
    if (chunk >= 0) {
      chunks.get(chunk).finish();
    }
  }

  @Override
  public void added(Parameter parameter) {
    chunks.get(chunk).added(parameter);
    if (last) {
      late.added(parameter);
    }
  }

  @Override
  public void summed(Parameter parameter) {
    late.added(parameter);
  }

  @Override
  public void finish() {
    finishChunk();
    late.finish();
  }

  @Override
  public long running() {
    return late.running() + chunks.stream().mapToLong(BucketReduction::running).sum();
  }

  @Override
  public void watch(ReductionWatch watch) {
    late.watch(watch);
    chunks.forEach(round -> round.watch(watch));
  }
}
