package org.bloomery.artifact.run.filter;

/// When the filter of FineWeb drops a document (Penedo et al. 2024, arXiv 2406.17557, section 3.6).
///
/// @param minimumTerminalLines share of lines that end with terminal punctuation
/// @param shortLineCharacters lines of up to so many characters are short
/// @param maximumShortLines share of short lines
/// @param maximumDuplicateLineCharacters share of characters in lines that were there before
/// @param maximumLineEndsPerWord line feeds for each word
public record FineWebSettings(
    double minimumTerminalLines,
    int shortLineCharacters,
    double maximumShortLines,
    double maximumDuplicateLineCharacters,
    double maximumLineEndsPerWord) {}
