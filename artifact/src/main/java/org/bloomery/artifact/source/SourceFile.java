package org.bloomery.artifact.source;

/// A file of a source as it lay when it was catalogued.
///
/// @param name path below the root of the location, with `/`
/// @param bytes size as stored, that is, packed for `.gz` and `.zst`
public record SourceFile(String name, long bytes, String sha256) {}
