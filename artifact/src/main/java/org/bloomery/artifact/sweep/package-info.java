/// What crosses the door from a sweep of short trainings to the plan that calibrates on it.
///
/// Takes: the `[sweep]` section of a run file. Gives: the configurations that it names ([Sweep])
/// and the table of what each measured ([SweepFile]), a CSV file with one line for each
/// configuration ([SweepRow]). Read [SweepConfiguration] first.
///
/// To add a column, add it to [SweepRow] alone: its header, its writer and its reader stand
/// together.
@NullMarked
package org.bloomery.artifact.sweep;

import org.jspecify.annotations.NullMarked;
