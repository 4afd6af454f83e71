package org.bloomery.train.parallel;

import java.util.ArrayList;
import java.util.List;
import org.bloomery.model.BloomPart;
import org.bloomery.model.ModelRange;
import org.bloomery.model.ParameterSlice;
import org.bloomery.model.Sharding;
import org.bloomery.train.optim.BufferRange;

/// What one rank answers for, so that of all parameters every element has exactly one owner on the
/// mesh: what enters the norm of the gradient once, and who writes it into a checkpoint.
///
/// Of a parameter that several shares hold whole the first is the owner, of the tied embedding the
/// stage that embeds, and of what replicas hold alike each owns a part.
final class OwnedPieces {
  private OwnedPieces() {}

  /// Elements `from … to-1` of a slice, which begin at `offset` in the flat buffers.
  record Piece(ParameterSlice slice, long from, long to, long offset) {
    BufferRange range() {
      return new BufferRange(offset, to - from);
    }
  }

  /// The pieces of the rank at `place`.
  ///
  /// @param owned by its replica
  static List<Piece> of(BloomPart part, Mesh.Place place, List<BufferRange> owned) {
    List<Piece> pieces = new ArrayList<>();
    boolean embeds = part.ranges().stream().anyMatch(ModelRange::embeds);
    for (ParameterSlice slice : part.slices()) {
      boolean copy = slice.whole().sharding() == Sharding.REPLICATED && place.tensor() > 0;
      if (copy || (slice.whole().tied() && !embeds)) {
        continue;
      }
      long offset = part.store().offset(slice.held());
      BufferRange here = new BufferRange(offset, slice.held().elements());
      for (BufferRange range : owned) {
        range
            .and(here)
            .ifPresent(common ->
                pieces.add(
                    new Piece(
                        slice, common.start() - offset, common.end() - offset, common.start())));
      }
    }
    return List.copyOf(pieces);
  }
}
