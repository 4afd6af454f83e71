/// Accelerators: what their makers state, and what this machine was measured to do.
///
/// In: a key such as `a100-80` or `this-machine`. Out: a [Device] with every figure in SI units and
/// the documents that it is from.
///
/// Read [Device] first, then [Devices]. To add one, add an entry to `devices.json`: take the dense
/// 16-bit speed (half of the figure "with sparsity"), one device for each rank that programs see
/// (AMD's MI250 is two), leave out what its maker does not publish, and name the documents in
/// `source`. No code changes.
@NullMarked
package org.bloomery.plan.device;

import org.jspecify.annotations.NullMarked;
