/// Operators on documents: normalisation, language identification, filters, redaction.
///
/// A document goes in, a [Verdict] comes out. Read [Operators] first: it lists them in the order in
/// which they run. To add one: one class, one line in [Operators#REGISTRY], one golden case in
/// `OperatorsTest`.
@NullMarked
package org.bloomery.curate.operator;

import org.jspecify.annotations.NullMarked;
