package org.bloomery.tokenize;

/// A token that is found in raw text before any pre-tokenisation, such as `</s>`.
///
/// @param normalized searched for only in what the others leave; without a normaliser that is all
/// @param special control token: it can be treated as plain text, and left out when decoding
public record AddedToken(int id, String content, boolean normalized, boolean special) {}
