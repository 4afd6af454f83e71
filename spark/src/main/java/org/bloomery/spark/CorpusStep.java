package org.bloomery.spark;

import java.io.IOException;
import java.io.Serializable;
import org.bloomery.artifact.Document;
import org.bloomery.curate.operator.Verdict;

/// A step that looks at all documents together. First it decides, then its decisions are applied to
/// each document wherever that is read; texts are not copied between steps.
///
/// To add one: a class here, and its line in [CorpusSteps#of].
interface CorpusStep extends Serializable {
  /// The operator that documents record, and the folder of its decisions.
  String name();

  /// Raised whenever some document would be treated otherwise than before.
  String version();

  /// Leaves decisions: rows of [#decisionColumns] numbers, the address of a document first, written
  /// by `engine.decisionTasks()` tasks.
  void decide(StepEngine engine) throws IOException;

  int decisionColumns();

  /// Applies decisions to a document, of which there is at least one.
  ///
  /// @param decisions rows, one after the other
  /// @param ids names the documents that decisions speak of
  Verdict apply(Document document, long[] decisions, DocumentIds ids) throws IOException;
}
