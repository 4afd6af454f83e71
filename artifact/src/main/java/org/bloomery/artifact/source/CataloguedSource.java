package org.bloomery.artifact.source;

import java.util.List;
import org.bloomery.artifact.Digests;
import org.bloomery.artifact.Json;

/// A checked card and what its location resolved to.
///
/// @param digest SHA-256 over names, sizes and digests of the files
public record CataloguedSource(SourceCard card, String digest, long bytes, List<SourceFile> files) {
  public CataloguedSource {
    files = List.copyOf(files);
  }

  static CataloguedSource of(SourceCard card, List<SourceFile> files) {
    long bytes = files.stream().mapToLong(SourceFile::bytes).sum();
    return new CataloguedSource(card, Digests.sha256(Json.line(files)), bytes, files);
  }
}
