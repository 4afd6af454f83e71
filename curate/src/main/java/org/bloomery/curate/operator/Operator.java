package org.bloomery.curate.operator;

/// A pure function from a document to a verdict. The same document always gets the same verdict; an
/// operator is used by one thread at a time.
public interface Operator {
  /// The name that the registry lists and documents record.
  String name();

  /// Raised whenever some document would be treated otherwise than before.
  String version();

  Verdict apply(DocumentView view);
}
