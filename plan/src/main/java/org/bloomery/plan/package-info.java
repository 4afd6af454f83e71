/// A budget becomes a plan.
@NullMarked
package org.bloomery.plan;

import org.jspecify.annotations.NullMarked;
