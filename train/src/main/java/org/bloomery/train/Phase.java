package org.bloomery.train;

/// What training does at a time. Ranks come together before each, so that one that hangs is found
/// there and not within the next phase (the evaluations of BLOOM's training hung three times
/// because ranks were out of step: BigScience, chronicles of tr11-176B).
enum Phase {
  TRAINING("training"),
  HELD_OUT_LOSSES("the held-out losses"),
  CHECKPOINT("a checkpoint");

  private final String label;

  Phase(String label) {
    this.label = label;
  }

  /// As part of a sentence.
  String label() {
    return label;
  }
}
