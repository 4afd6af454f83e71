/// A release answers over HTTP.
@NullMarked
package org.bloomery.serve;

import org.jspecify.annotations.NullMarked;
