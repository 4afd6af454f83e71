/// Accelerators: what their makers state, and what this machine was measured to do.
///
/// Read [MatmulSpeed] first.
@NullMarked
package org.bloomery.plan.device;

import org.jspecify.annotations.NullMarked;
