/// Counts the words of a sample of texts, in bounded memory.
///
/// Takes: files of texts and a pre-tokeniser. Gives: each word with how often it occurs
/// ([org.bloomery.tokenize.count.WordList]), in memory or on disk; the same for any number of
/// threads, any memory, and any machines that did it.
///
/// Read [org.bloomery.tokenize.count.WordCounter] first. What is taken of each language is chosen
/// by [org.bloomery.tokenize.count.SampleChoice]; copies of a line are left out by
/// [org.bloomery.tokenize.count.DistinctLines]; a cluster does the parts of
/// [org.bloomery.tokenize.count.CountingTask].
///
/// To have words counted elsewhere: implement [org.bloomery.tokenize.count.Counting].
@NullMarked
package org.bloomery.tokenize.count;

import org.jspecify.annotations.NullMarked;
