/// How a model is spread over devices: memory, communication, and time of a step.
///
/// Read [MemoryEstimate] first.
@NullMarked
package org.bloomery.plan.layout;

import org.jspecify.annotations.NullMarked;
