package org.bloomery.tokenize.judge;

/// The texts of one language, in two parts that share no document.
///
/// @param measuredOn `heldout` for the held-out documents of a curated corpus, `corpus` for a tenth
///   of the texts that was set aside here
/// @param measured what vocabularies are measured on; no reference learns from it
/// @param training what references learn from
record LanguageText(String language, String measuredOn, Texts measured, Texts training) {}
