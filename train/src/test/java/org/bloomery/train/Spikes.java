package org.bloomery.train;

import org.bloomery.artifact.run.SpikeSettings;
import org.bloomery.artifact.run.SpikeSettings.Policy;

/// Settings of the spike watch for short runs.
final class Spikes {
  static final SpikeSettings WAIT = new SpikeSettings(Policy.WAIT, 16, 8, 4, 1, 3, 2);
  static final SpikeSettings ROLLBACK = new SpikeSettings(Policy.ROLLBACK, 16, 8, 4, 1, 3, 2);

  private Spikes() {}
}
