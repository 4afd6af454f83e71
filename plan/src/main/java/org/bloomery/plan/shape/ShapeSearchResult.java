package org.bloomery.plan.shape;

import java.util.List;
import java.util.Optional;

/// What a search found.
///
/// @param vocabulary padded so that embedding and head can be cut
/// @param best depth and width for the target without its embedding
/// @param accepted best score first
/// @param rejectedCount shapes of the right size that break a rule
/// @param rejected the same by rule
public record ShapeSearchResult(
    ShapeSearch search,
    int vocabulary,
    DepthWidth best,
    List<ShapeCandidate> accepted,
    int rejectedCount,
    List<RejectedShapes> rejected) {

  /// Place of a shape among the accepted ones, the best at 1; nothing if it is not among them.
  public Optional<Integer> rank(int layers, int hidden, int heads) {
    for (int i = 0; i < accepted.size(); i++) {
      Shape shape = accepted.get(i).shape();
      if (shape.layers() == layers && shape.hidden() == hidden && shape.heads() == heads) {
        return Optional.of(i + 1);
      }
    }
    return Optional.empty();
  }
}
