package org.bloomery.artifact.run;

/// The tokenizer.
///
/// @param vocabularySize entries, special tokens and the 256 bytes included
/// @param deduplicateLines count each distinct line once, so that boilerplate does not become
///   tokens
public record TokenizeSettings(int vocabularySize, boolean deduplicateLines) {}
