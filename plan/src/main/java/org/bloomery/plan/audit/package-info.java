/// Published tables of training runs, computed again.
///
/// In: a CSV with the columns `model,parameters,tokens,pf_days`, and where known
/// `accelerator_hours,flops_per_second,devices,days,source`. Out: for each row what 6ND gives, how
/// far the printed value is off, and what it would follow from instead. Read [Audit] first;
/// [AuditTool] is the door of `bloomery plan audit`. A new explanation is a method of [Hypotheses]
/// and a test.
@NullMarked
package org.bloomery.plan.audit;

import org.jspecify.annotations.NullMarked;
