/// Scaling laws of one's own: losses of small runs become a law, and the law says what a larger run
/// should reach.
///
/// In: run directories, or CSV files with the columns `parameters`, `tokens`, `loss` and, where the
/// operations are not 6ND, `flops`. Out: `fit.json` with L(N, D), L(C) and IsoFLOP profiles, each
/// with its bootstrap interval ([FitReport]), and the answer to "which size does this loss look
/// like" ([Diagnosis]).
///
/// Read [TrainingPoint] first, then [LossFit]; [FitTool] is the command. A new form of law is an
/// [Objective] with its gradient, a fit that resamples it with [Bootstrap], a case in `FitRecovery`
/// that gets known constants back, and a component of [FitReport].
@NullMarked
package org.bloomery.plan.law.fit;

import org.jspecify.annotations.NullMarked;
