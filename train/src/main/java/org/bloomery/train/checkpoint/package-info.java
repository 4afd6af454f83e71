/// Where training can go on from: folders `step-NNNNNN` that appear whole or not at all.
///
/// In: whatever a writer puts into a folder. Out: the newest folder whose files have the sizes and
/// SHA-256 that its `digests.json` states. Start with
/// [org.bloomery.train.checkpoint.CheckpointStore]; what a checkpoint says about the run is
/// [org.bloomery.train.checkpoint.TrainingState].
@NullMarked
package org.bloomery.train.checkpoint;

import org.jspecify.annotations.NullMarked;
