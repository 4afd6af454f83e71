/// The architectures, on one device.
@NullMarked
package org.bloomery.model;

import org.jspecify.annotations.NullMarked;
