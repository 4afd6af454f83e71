package org.bloomery.plan.layout;

import java.util.List;

/// What the fullest device of a layout holds: a band, since two runs of one configuration were seen
/// to differ by 6 GiB.
///
/// @param lowBytes lower edge
/// @param middleBytes most likely
/// @param highBytes upper edge
/// @param worstStage the stage this speaks of
/// @param stages tensors of every stage
/// @param source where model and band come from
public record LayoutMemory(
    double lowBytes,
    double middleBytes,
    double highBytes,
    int worstStage,
    List<StageMemory> stages,
    String source) {
  public LayoutMemory {
    stages = List.copyOf(stages);
  }

  public StageMemory worst() {
    return stages.get(worstStage);
  }
}
