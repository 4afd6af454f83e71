/// Settings of what concerns the documents of a corpus together: duplicates, overlap with
/// evaluation tasks, and the mix of languages.
///
/// Bound from `[curate.duplicates]`, `[curate.contamination]` and `[curate.mix]`; read
/// [DuplicateSettings] first. A table that is absent is a step that is not taken.
@NullMarked
package org.bloomery.artifact.run.corpus;

import org.jspecify.annotations.NullMarked;
