package org.bloomery.plan.study;

import java.util.List;
import org.bloomery.plan.shape.DepthWidth;
import org.bloomery.plan.shape.RejectedShapes;
import org.bloomery.plan.shape.ShapeCandidate;
import org.bloomery.plan.shape.Split;

/// What the search for a shape found.
///
/// @param targetParameters that it looked around
/// @param tolerance share by which a shape may miss them
/// @param split how a shape was taken to be cut and run
/// @param best depth and width by Levine et al. 2020
/// @param acceptedCount shapes that break no rule
/// @param accepted the best of them, best first
/// @param rejectedCount shapes that break a rule
/// @param rejected the same by rule, with examples
/// @param ownRank place of the run file's own shape; 0 if it is not among them
/// @param ownObjections what speaks against it, where it is not among them
public record ShapesPart(
    double targetParameters,
    double tolerance,
    Split split,
    DepthWidth best,
    int acceptedCount,
    List<ShapeCandidate> accepted,
    int rejectedCount,
    List<RejectedShapes> rejected,
    int ownRank,
    List<String> ownObjections) {
  /// Candidates that are kept for the page and for plan.json.
  static final int KEPT = 120;
}
