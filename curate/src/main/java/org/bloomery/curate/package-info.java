/// Pure curation: reading sources, and operators that keep, change or drop a document.
///
/// Takes the files of a catalogued source; gives documents, each kept or dropped with a reason. No
/// engine is known here: the spark room runs [Curation] over many files. Read [Curation] first,
/// then [org.bloomery.curate.operator.Operators].
///
/// To add a filter: one class in `operator`, one line in `Operators.REGISTRY`, one golden case in
/// `OperatorsTest`. To add a file format: one class in `read`, one line in `Readers.REGISTRY`.
@NullMarked
package org.bloomery.curate;

import org.jspecify.annotations.NullMarked;
