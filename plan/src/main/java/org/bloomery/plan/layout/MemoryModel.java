package org.bloomery.plan.layout;

import org.bloomery.plan.shape.Shape;

/// Tells what the fullest device of a layout will hold.
public sealed interface MemoryModel permits FittedMemory, SingleProcessMemory {
  LayoutMemory of(Shape shape, Layout layout);
}
