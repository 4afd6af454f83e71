/// When things happen in a run: how the batch grows, how large it may be, the learning rate, how
/// often to save, and how many days it all takes when machines fail.
///
/// Pure functions with their papers beside them. Read [org.bloomery.artifact.run.BatchRamp] first,
/// then [Calendar].
@NullMarked
package org.bloomery.plan.schedule;

import org.jspecify.annotations.NullMarked;
