/// Shards become checkpoints: the training loop, its schedule, its logs.
///
/// In: `shards/` and `tokenizer/` and the `[model]` and `[train]` sections. Out: the folder
/// `training/` with
///
/// - `model/`: `model.safetensors` (final weights under Hugging Face names) and `shape.json`;
/// - `checkpoints/step-NNNNNN/`: master weights, optimiser state, `state.json`, `digests.json`;
/// - `log.jsonl`: a line a step; `held-out.jsonl`: a line an evaluation;
/// - `measured/`: speed, energy and TensorBoard event files, which differ from run to run.
///
/// Start with `TrainStage`, then `TrainingLoop`. `SweepTool` times a few steps of one configuration
/// for `bloomery sweep`.
@NullMarked
package org.bloomery.train;

import org.jspecify.annotations.NullMarked;
