/// TensorBoard event files, written without TensorFlow.
///
/// In: a tag, a step and a number. Out: `events.out.tfevents.*` that TensorBoard shows. Start with
/// [org.bloomery.train.tensorboard.EventFile]. Events carry the wall time, so these files are
/// measurements and no part of what a manifest digests.
@NullMarked
package org.bloomery.train.tensorboard;

import org.jspecify.annotations.NullMarked;
