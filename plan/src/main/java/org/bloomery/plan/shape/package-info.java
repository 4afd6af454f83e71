/// The shape of a decoder and what follows from it exactly: parameters and operations.
///
/// Read [Shape] first.
@NullMarked
package org.bloomery.plan.shape;

import org.jspecify.annotations.NullMarked;
