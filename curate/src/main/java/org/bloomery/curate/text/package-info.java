/// What operators look at: a text with its lines, words and counts, each computed once.
///
/// A string goes in, spans and 64-bit keys come out; nothing here decides about a document. Read
/// [TextView] first. To add a measure that several operators share: one lazily computed field
/// there.
@NullMarked
package org.bloomery.curate.text;

import org.jspecify.annotations.NullMarked;
