/// Questions to a finished model, over plain arrays: how likely are these tokens, and what comes
/// next? No autograd, no tensors in the signatures.
///
/// **In:** a folder that [org.bloomery.model.file.HuggingFaceFolder] can open, token ids. **Out:**
/// log-probabilities ([Scorer]) and logits of the next token ([Decoder]), in fp32.
///
/// Start at [InferenceModel], then [Scorer] and [Decoder]; [Sampler] turns logits into a token. Two
/// paths compute the same function: [FullPass] works on whole sequences in tiles of libtorch, the
/// decoder on one token at a time in Java and BLAS, where a call of an operator would cost as much
/// as its work. Both give the same bits whatever else is asked at the same time and on however many
/// threads.
@NullMarked
package org.bloomery.model.infer;

import org.jspecify.annotations.NullMarked;
