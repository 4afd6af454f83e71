package org.bloomery.train.parallel;

import java.util.ArrayList;
import java.util.List;
import org.bloomery.model.ActivationBytes;
import org.bloomery.model.BloomParameters;
import org.bloomery.model.BloomShape;
import org.bloomery.model.ModelRange;
import org.bloomery.model.Parameter;
import org.bloomery.model.ParameterSlice;
import org.bloomery.tensor.Precision;

/// What the ranks of one stage of a pipeline hold.
///
/// @param layers blocks of all its chunks
/// @param embeds whether the embedding is among them, which counts as a block
/// @param predicts whether the head is, likewise
/// @param parameters of that share of the matrices which has most
public record StageSizes(int stage, int layers, boolean embeds, boolean predicts, long parameters) {

  /// Bytes of a rank.
  ///
  /// @param weights masters, and what products read in another format
  /// @param moments of the optimiser, those in memory that are this replica's own
  /// @param activations of the micro-batches in flight
  public record Memory(long weights, long gradients, long moments, long activations) {
    /// What stays from step to step: less than training needs.
    public long state() {
      return weights + gradients + moments;
    }

    /// All of it.
    public long total() {
      return state() + activations;
    }
  }

  /// The sizes of all stages, in order.
  public static List<StageSizes> of(BloomShape shape, ParallelLayout layout) {
    Mesh mesh = layout.mesh();
    BloomParameters whole = BloomParameters.of(shape, 1);
    List<StageSizes> sizes = new ArrayList<>();
    for (int stage = 0; stage < mesh.pipeline(); stage++) {
      List<ModelRange> ranges =
          Stages.held(shape.layers(), stage, mesh.pipeline(), layout.schedule().chunks());
      List<Parameter> held = whole.of(ranges);
      long most = 0;
      for (int share = 0; share < mesh.tensor(); share++) {
        long elements = 0;
        for (Parameter parameter : held) {
          elements += ParameterSlice.of(parameter, share, mesh.tensor()).held().elements();
        }
        most = Math.max(most, elements);
      }
      int layers = ranges.stream().mapToInt(r -> r.endLayer() - r.firstLayer()).sum();
      boolean embeds = ranges.getFirst().embeds();
      boolean predicts = ranges.getLast().predicts();
      sizes.add(new StageSizes(stage, layers, embeds, predicts, most));
    }
    return sizes;
  }

  /// What a rank's memory holds, the libraries' own and one chunk of logits apart.
  ///
  /// Every replica has whole masters; ZeRO stage 1 shares the moments, stage 2 the gradients, too
  /// (Rajbhandari et al., arXiv:1910.02054, section 5). Activations are those of [ActivationBytes]
  /// for as many micro-batches as the schedule has in flight here, and of a recomputed block the
  /// rest for a while.
  ///
  /// @param microBatch sequences
  /// @param microBatches of a replica and step
  /// @param momentsInMemory or on disk
  public Memory memory(
      BloomShape shape,
      ParallelLayout layout,
      Precision precision,
      int microBatch,
      int microBatches,
      boolean recompute,
      boolean momentsInMemory) {
    long master = precision == Precision.FP64 ? 8 : 4;
    long shadow = precision.compute() == precision.master() ? 0 : precision.computeBytes();
    int owners = layout.sharded() ? layout.mesh().data() : 1;
    int shares = layout.mesh().tensor();
    double inFlight = layout.schedule().inFlight(stage, layout.mesh().pipeline(), microBatches);
    long block =
        ActivationBytes.ofBlock(
            shape, precision, microBatch, shares, layout.sequenceParallel(), recompute);
    long result = ActivationBytes.stream(shape, precision, microBatch);
    long again = recompute ? ActivationBytes.ofShare(shape, precision, microBatch, shares) : 0;
    return new Memory(
        parameters * (master + shadow),
        parameters * master / (layout.zero() == 2 ? layout.mesh().data() : 1),
        momentsInMemory ? Math.ceilDiv(2 * master * parameters, owners) : 0,
        (long) (inFlight * (layers * block + layout.schedule().chunks() * result)) + again);
  }
}
