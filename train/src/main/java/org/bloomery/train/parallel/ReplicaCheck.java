package org.bloomery.train.parallel;

import java.lang.foreign.MemorySegment;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.zip.CRC32C;
import org.bloomery.artifact.RankException;
import org.bloomery.model.ParameterSlice;
import org.bloomery.tensor.Scope;
import org.bloomery.tensor.Tensors;
import org.bloomery.tensor.collective.World;
import org.bloomery.train.optim.AdamW;
import org.bytedeco.pytorch.Tensor;
import org.bytedeco.pytorch.global.torch.ScalarType;

/// Compares what several ranks must hold alike, to the bit: whatever slice of a parameter lies at
/// more than one rank, be it at replicas, at shares that do not cut it, or at both ends of the
/// pipeline; and its moments, unless replicas share them. BLOOM's layer norms once drifted apart
/// without anybody seeing it (BigScience, chronicles of tr11-176B).
final class ReplicaCheck {
  private static final long SLICE = 1L << 30;

  private final World world;
  private final Map<Key, MemorySegment> own = new LinkedHashMap<>();

  private ReplicaCheck(ParallelEngine engine) {
    this.world = engine.groups().world();
    AdamW optimiser = engine.optimiser();
    for (ParameterSlice slice : engine.part().slices()) {
      String name = slice.held().name();
      add(name, slice, engine.part().store().masterBytes(name));
      if (engine.holdsMoments()) {
        add("the first moment of " + name, slice, optimiser.firstMomentBytes(name));
        add("the second moment of " + name, slice, optimiser.secondMomentBytes(name));
      }
    }
  }

  private void add(String what, ParameterSlice slice, MemorySegment bytes) {
    own.put(new Key(what, slice.first(), bytes.byteSize()), bytes);
  }

  /// What ranks hold alike.
  ///
  /// @param first index where the slice begins
  private record Key(String what, long first, long bytes) {
    static final int PARTS = 4;

    String line(long digest) {
      return what + "\t" + first + "\t" + bytes + "\t" + digest + "\n";
    }
  }

  /// What some ranks do not hold as the others.
  ///
  /// @param right the lowest rank that holds what most hold
  /// @param most how many hold that
  private record Drift(Key key, List<Integer> wrong, int right, int most, int holders) {}

  /// Compares; all ranks call it together.
  ///
  /// @throws RankException naming the parameter and the ranks
  static void require(ParallelEngine engine) {
    ReplicaCheck check = new ReplicaCheck(engine);
    List<Drift> drifts = check.drifts();
    if (!drifts.isEmpty()) {
      Drift drift = drifts.getFirst();
      throw new RankException(
          "%s of %s is not that of %s, although both must be the same bits; memory or network of one of them is faulty. Nothing was written; leave its host out and go on from the last checkpoint"
              .formatted(drift.key.what, check.names(drift.wrong), check.name(drift.right)));
    }
  }

  /// Compares, and gives ranks that differ what most hold; where they are even, what the lowest
  /// rank holds. All ranks call it together.
  ///
  /// @return a sentence for each repair
  static List<String> repair(ParallelEngine engine) {
    ReplicaCheck check = new ReplicaCheck(engine);
    List<String> sentences = new ArrayList<>();
    for (Drift drift : check.drifts()) {
      check.copy(drift);
      sentences.add(
          "%s of %s was not that of %s; it took the bits that %d of %d ranks hold. Memory or network of its host is faulty"
              .formatted(
                  drift.key.what,
                  check.names(drift.wrong),
                  check.name(drift.right),
                  drift.most,
                  drift.holders));
    }
    if (!sentences.isEmpty()) {
      engine.part().store().refreshShadows();
    }
    return sentences;
  }

  private String name(int rank) {
    return world.describe(rank);
  }

  private String names(List<Integer> ranks) {
    return String.join(" and ", ranks.stream().map(this::name).toList());
  }

  /// All ranks find the same.
  private List<Drift> drifts() {
    StringBuilder digests = new StringBuilder();
    own.forEach((key, bytes) -> digests.append(key.line(digest(bytes))));
    List<String> all = world.all().gather(digests.toString());
    Map<Key, Map<Integer, Long>> held = new LinkedHashMap<>();
    for (int rank = 0; rank < all.size(); rank++) {
      for (String line : all.get(rank).lines().toList()) {
        String[] parts = line.split("\t", Key.PARTS);
        Key key = new Key(parts[0], Long.parseLong(parts[1]), Long.parseLong(parts[2]));
        held.computeIfAbsent(key, _ -> new TreeMap<>()).put(rank, Long.parseLong(parts[3]));
      }
    }
    List<Drift> drifts = new ArrayList<>();
    held.forEach((key, digestByRank) -> {
      if (digestByRank.values().stream().distinct().count() > 1) {
        drifts.add(drift(key, digestByRank));
      }
    });
    return drifts;
  }

  private static Drift drift(Key key, Map<Integer, Long> digestByRank) {
    Map<Long, List<Integer>> ranksByDigest = new LinkedHashMap<>();
    digestByRank.forEach(
        (rank, digest) -> ranksByDigest.computeIfAbsent(digest, _ -> new ArrayList<>()).add(rank));
    List<Integer> right = List.of();
    for (List<Integer> ranks : ranksByDigest.values()) { // those with the lowest rank come first
      right = ranks.size() > right.size() ? ranks : right;
    }
    List<Integer> wrong = new ArrayList<>(digestByRank.keySet());
    wrong.removeAll(right);
    return new Drift(key, wrong, right.getFirst(), right.size(), digestByRank.size());
  }

  /// Ranks that do not hold it receive it, too, and drop it: a repair is rare.
  private void copy(Drift drift) {
    try (Scope _ = Scope.open()) {
      MemorySegment bytes = own.get(drift.key);
      Tensor tensor =
          bytes == null
              ? Tensors.empty(ScalarType.Byte, drift.key.bytes)
              : Tensors.over(bytes, ScalarType.Byte, drift.key.bytes);
      world.all().broadcast(tensor, drift.right);
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
