package org.bloomery.train.parallel;

import java.util.ArrayList;
import java.util.List;
import org.bloomery.model.BloomParameters;
import org.bloomery.model.BloomShape;
import org.bloomery.model.ModelRange;
import org.bloomery.model.Parameter;
import org.bloomery.model.ParameterSlice;
import org.bloomery.tensor.Precision;

/// What the ranks of one stage of a pipeline hold.
///
/// @param layers blocks of all its chunks
/// @param parameters of that share of the matrices which has most
public record StageSizes(int stage, int layers, long parameters) {

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
      sizes.add(new StageSizes(stage, layers, most));
    }
    return sizes;
  }

  /// Bytes of a rank's weights, gradients and moments, without activations.
  ///
  /// @param momentsInMemory or on disk
  public long bytes(ParallelLayout layout, Precision precision, boolean momentsInMemory) {
    long master = precision == Precision.FP64 ? 8 : 4;
    long shadow = precision.compute() == precision.master() ? 0 : precision.computeBytes();
    long moments = momentsInMemory ? 2 * master * parameters : 0;
    int replicas = layout.mesh().data();
    long gradients = master * parameters / (layout.zero() == 2 ? replicas : 1);
    return parameters * (master + shadow) + gradients + moments / (layout.sharded() ? replicas : 1);
  }
}
