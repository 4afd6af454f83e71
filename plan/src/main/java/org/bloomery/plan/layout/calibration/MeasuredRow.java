package org.bloomery.plan.layout.calibration;

import org.bloomery.plan.layout.Layout;
import org.bloomery.plan.shape.Shape;
import org.jspecify.annotations.Nullable;

/// One measured run.
///
/// @param group rows under equal conditions; another group gets an offset of its own
/// @param line in its file
/// @param shape of the model
/// @param layout of the run
/// @param seconds of one iteration; absent: not measured
/// @param teraflops per device as printed beside them; absent: not printed
/// @param memoryGib of the fullest device; absent: not measured
/// @param outOfMemory whether it did not fit into `memoryGib`
/// @param remark what a reader should know
public record MeasuredRow(
    String group,
    int line,
    Shape shape,
    Layout layout,
    @Nullable Double seconds,
    @Nullable Double teraflops,
    @Nullable Double memoryGib,
    boolean outOfMemory,
    String remark) {

  public String label() {
    return shape.layers() + "×" + shape.hidden() + " (" + shape.heads() + ") " + layout.label();
  }

  boolean hasShapeOf(MeasuredRow other) {
    return shape.layers() == other.shape.layers() && shape.hidden() == other.shape.hidden();
  }

  boolean hasMemory() {
    return memoryGib != null && !outOfMemory;
  }
}
