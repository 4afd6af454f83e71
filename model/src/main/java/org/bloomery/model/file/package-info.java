/// Weights on disk: safetensors files and folders in the Hugging Face layout.
///
/// **In:** a file or folder written by us or by any other program. **Out:** named tensors as
/// memory-mapped little-endian bytes, and the description of the model ([BloomConfig]). Nothing
/// here knows libtorch, so rooms above `model` may use it freely.
///
/// Start reading at [HuggingFaceFolder]; [SafetensorsFile] reads one file and refuses a damaged one
/// whole, [SafetensorsWriter] writes one, tensor by tensor. To add an element type, add a constant
/// to [ElementType]. The model of a training that is still going on is found by
/// [UnfinishedTraining].
@NullMarked
package org.bloomery.model.file;

import org.jspecify.annotations.NullMarked;
