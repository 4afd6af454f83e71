/// A model answers over HTTP, and on the command line.
///
/// **In:** a run directory, a release, or any BLOOM folder in the Hugging Face layout with its
/// `tokenizer.json` ([ModelFolder] finds it). **Out:** the completions API that OpenAI's clients
/// and lm-evaluation-harness speak, on the loopback unless told otherwise; or text on standard
/// output.
///
/// Start at [ServeTool] and [GenerateTool]. A request goes from [ApiServer] (HTTP, errors) to
/// [CompletionRequestReader] (JSON to a checked record), then to [Completions], which runs
/// [SampleRun]s, and back through [CompletionJson]. To add a field of a request, add it to
/// [CompletionRequest] and its reader; to add a route, add a line in [ApiServer].
@NullMarked
package org.bloomery.serve;

import org.jspecify.annotations.NullMarked;
