/// Evaluation items inside training documents.
///
/// Takes the files of evaluation tasks and documents; gives the items that a document holds, and a
/// report. Read [ItemIndex] first. To add a file format: a case of [ItemReader].
@NullMarked
package org.bloomery.curate.contamination;

import org.jspecify.annotations.NullMarked;
