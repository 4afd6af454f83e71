/// Runs curation on Spark.
@NullMarked
package org.bloomery.spark;

import org.jspecify.annotations.NullMarked;
