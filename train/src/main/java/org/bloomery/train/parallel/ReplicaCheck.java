package org.bloomery.train.parallel;

import java.lang.foreign.MemorySegment;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Predicate;
import java.util.zip.CRC32C;
import org.bloomery.artifact.RankException;
import org.bloomery.model.ParameterSlice;
import org.bloomery.model.Sharding;
import org.bloomery.tensor.Scope;
import org.bloomery.tensor.Tensors;
import org.bloomery.tensor.collective.Communicator;
import org.bytedeco.pytorch.Tensor;
import org.bytedeco.pytorch.global.torch.ScalarType;

/// Compares what several ranks must hold alike, to the bit: all of it among replicas, what is not
/// cut among shares, the tied embedding at both ends. BLOOM's layer norms once drifted apart
/// without anybody seeing it (BigScience, chronicles of tr11-176B).
final class ReplicaCheck {
  private static final long SLICE = 1L << 30;

  private ReplicaCheck() {}

  /// Compares; all ranks call it together.
  ///
  /// @throws RankException naming the parameter and the ranks
  static void require(ParallelEngine engine) {
    RankGroups groups = engine.groups();
    require(engine, groups.data(), slice -> true);
    require(engine, groups.tensor(), slice -> slice.whole().sharding() == Sharding.REPLICATED);
    require(engine, groups.ends(), slice -> slice.whole().tied());
  }

  private static void require(
      ParallelEngine engine, Communicator group, Predicate<ParameterSlice> alike) {
    List<ParameterSlice> slices = engine.part().slices().stream().filter(alike).toList();
    if (group.size() == 1 || slices.isEmpty()) {
      return;
    }
    long[] own =
        slices.stream()
            .mapToLong(s -> digest(engine.part().store().masterBytes(s.held().name())))
            .toArray();
    long[] all = gathered(group, own);
    for (int i = 0; i < own.length; i++) {
      List<Integer> different = new ArrayList<>();
      for (int member = 1; member < group.size(); member++) {
        if (all[member * own.length + i] != all[i]) {
          different.add(group.ranks().get(member));
        }
      }
      if (!different.isEmpty()) {
        throw new RankException(
            "%s of %s is not that of %s, although both must be the same bits; memory or network of one of them is faulty. Nothing was written; leave its host out and go on from the last checkpoint"
                .formatted(
                    slices.get(i).whole().name(),
                    engine.groups().world().describe(different.getFirst()),
                    engine.groups().world().describe(group.ranks().getFirst())));
      }
    }
  }

  private static long[] gathered(Communicator group, long[] own) {
    try (Scope _ = Scope.open()) {
      Tensor whole = Tensors.zeros(ScalarType.Long, (long) own.length * group.size());
      group.startAllGather(whole, Tensors.of(own, own.length)).await();
      return Tensors.longs(whole);
    }
  }

  private static long digest(MemorySegment bytes) {
    CRC32C digest = new CRC32C();
    for (long at = 0; at < bytes.byteSize(); at += SLICE) {
      digest.update(bytes.asSlice(at, Math.min(SLICE, bytes.byteSize() - at)).asByteBuffer());
    }
    return digest.getValue();
  }
}
