package org.bloomery.curate;

import org.bloomery.artifact.Document;
import org.jspecify.annotations.Nullable;

/// A document that was set aside, and why.
///
/// @param reason short name to count by
/// @param detail what exactly was found
/// @param language as far as it was known, else `unknown`
/// @param document what could be read; absent when nothing could
public record Rejection(
    String reason,
    String detail,
    String language,
    String source,
    Document.Origin origin,
    @Nullable Document document) {}
