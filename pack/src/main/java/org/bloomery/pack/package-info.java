/// A corpus and a tokenizer become shards.
@NullMarked
package org.bloomery.pack;

import org.jspecify.annotations.NullMarked;
