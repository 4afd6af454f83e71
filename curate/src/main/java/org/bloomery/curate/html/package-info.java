/// From a web page to its text, in three modes.
///
/// Takes the bytes of a page as they were served; gives its text, or the reason why there is none.
/// Read [Extraction] first, then [MainText]. Pages come from strangers: bytes, depth and time are
/// bounded ([HtmlPage]), the character set is found by [PageCharset], and nothing is run or
/// fetched. To add a mode: one class and one line in [Extraction].
@NullMarked
package org.bloomery.curate.html;

import org.jspecify.annotations.NullMarked;
