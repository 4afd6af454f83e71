/// Pictures of what training did: a measured step beside the ideal one of the same layout.
///
/// In: what every rank wrote down of its newest step. Out: an SVG file and the numbers behind it.
/// Read [org.bloomery.train.draw.MeasuredStep] first, then
/// [org.bloomery.train.draw.SchedulePicture].
@NullMarked
package org.bloomery.train.draw;

import org.jspecify.annotations.NullMarked;
