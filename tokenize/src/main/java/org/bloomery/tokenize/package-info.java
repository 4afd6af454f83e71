/// Byte-level BPE: training, encoding, decoding.
@NullMarked
package org.bloomery.tokenize;

import org.jspecify.annotations.NullMarked;
