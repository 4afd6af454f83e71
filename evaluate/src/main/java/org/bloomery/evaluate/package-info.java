/// A checkpoint becomes scores.
@NullMarked
package org.bloomery.evaluate;

import org.jspecify.annotations.NullMarked;
