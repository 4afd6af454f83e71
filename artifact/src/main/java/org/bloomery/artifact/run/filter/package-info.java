/// Settings of the operators that curation applies to documents, section `[curate.operators]`.
///
/// Takes tables of a run file, gives checked records. Read [OperatorSettings] first. To give an
/// operator settings of its own: one record here, one component there.
@NullMarked
package org.bloomery.artifact.run.filter;

import org.jspecify.annotations.NullMarked;
