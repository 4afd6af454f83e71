/// libtorch: lifetimes, devices, precision.
@NullMarked
package org.bloomery.tensor;

import org.jspecify.annotations.NullMarked;
