/// Readers of source files: bytes in, records with text, offset and length out.
///
/// Read [SourceReader] first. A record that cannot be read becomes [RawRecord.Bad] with a reason
/// and the reading goes on; a file that breaks off ends in an `IOException`. To add a reader: one
/// class and one line in [Readers].
@NullMarked
package org.bloomery.curate.read;

import org.jspecify.annotations.NullMarked;
