/// What can be paid for: accelerator-hours become operations, and operations become tokens.
///
/// In: hours, a sustained speed and a reserve. Out: operations, PF-days, and the training matrix
/// (tokens for each model size and margin, with the least tokens that low-resource languages need).
/// Read [ComputeBudget] first, then [TrainingMatrix].
@NullMarked
package org.bloomery.plan.budget;

import org.jspecify.annotations.NullMarked;
