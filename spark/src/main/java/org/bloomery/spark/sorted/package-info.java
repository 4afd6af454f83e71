/// Sorting outside of memory: rows of numbers, written by many tasks, read back in order.
///
/// Takes rows of a fixed number of 64-bit columns; gives them merged in the order of their columns,
/// one partition at a time. Tasks write [RowWriter], later tasks read [Rows]; the files between
/// them lie in the run directory, appear whole or not at all, and are the same for any number of
/// workers. Unlike a shuffle they survive a kill, and nothing is boxed. Read [RowWriter] first.
///
/// A file `TASK-RUN.rows` holds big-endian 64-bit numbers: for each partition where it begins (rows
/// from the end of this table), after the last one the number of all rows, then the rows, sorted.
@NullMarked
package org.bloomery.spark.sorted;

import org.jspecify.annotations.NullMarked;
