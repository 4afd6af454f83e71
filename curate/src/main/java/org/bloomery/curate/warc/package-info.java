/// WARC and WET files, good and broken.
///
/// Takes the stored bytes of a file; gives [WarcItem]s: whole records, and the stretches that are
/// none with the reason. Read [WarcFile] first; [WarcPage] makes pages of records.
@NullMarked
package org.bloomery.curate.warc;

import org.jspecify.annotations.NullMarked;
