/// Texts as bytes: files of them, and UTF-8.
///
/// Takes: JSONL or text files, plain or packed. Gives: one text after the other as UTF-8, to the
/// threads that take a share each; bad lines are set aside and named.
///
/// Read [org.bloomery.tokenize.text.TextFile] first.
@NullMarked
package org.bloomery.tokenize.text;

import org.jspecify.annotations.NullMarked;
