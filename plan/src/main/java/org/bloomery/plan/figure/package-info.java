/// Numbers of the plan with their units, sources and ranges, and how a person reads them.
///
/// Read [Figure] first, then [Assumption].
@NullMarked
package org.bloomery.plan.figure;

import org.jspecify.annotations.NullMarked;
