/// Pure operators on documents: extraction, filters, hashing, privacy.
@NullMarked
package org.bloomery.curate;

import org.jspecify.annotations.NullMarked;
