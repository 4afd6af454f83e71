/// Source cards become a checked catalogue.
@NullMarked
package org.bloomery.catalogue;

import org.jspecify.annotations.NullMarked;
