/// Shards become checkpoints.
@NullMarked
package org.bloomery.train;

import org.jspecify.annotations.NullMarked;
