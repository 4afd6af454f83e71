/// What a training run writes down about itself.
///
/// In: facts of a step or an evaluation. Out: JSON lines that are the same bytes in every run
/// ([org.bloomery.train.log.StepLog]), and beside them, in the `measured` folder, speeds, energy
/// and TensorBoard events ([org.bloomery.train.log.MeasuredLog]), which are not.
@NullMarked
package org.bloomery.train.log;

import org.jspecify.annotations.NullMarked;
