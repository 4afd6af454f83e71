/// A checkpoint and scores become a release and a report.
///
/// In: the finished folders of all earlier stages. Out: `release/` in the Hugging Face layout
/// (`config.json`, `generation_config.json`, `model.safetensors`, tokenizer files) with the model
/// card `README.md`, `lineage.json` and `LICENSE.md`. Every byte is reproducible but for the part
/// of the card between the marks of [org.bloomery.artifact.stage.MeasuredSection] and
/// `measured.json`.
///
/// Read [PublishStage] first, then [ModelCard] and [Lineage]; [RunFolder] is how both read a run. A
/// new part of the card is one method of `ModelCard`, with its reference to a manifest.
@NullMarked
package org.bloomery.publish;

import org.jspecify.annotations.NullMarked;
