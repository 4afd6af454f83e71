/// A checkpoint and scores become a release and a report.
@NullMarked
package org.bloomery.publish;

import org.jspecify.annotations.NullMarked;
