package org.bloomery.curate.crawl;

import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Path;

/// Files that lie in a folder or behind an address, read whole or in parts.
public sealed interface Archives permits LocalArchives, HttpArchives {

  /// Understands a folder, relative to another, or an `http:` or `https:` address.
  static Archives at(String place, Path relativeTo) {
    return place.matches("(?i)https?://.*")
        ? new HttpArchives(place, HttpArchives.Patience.USUAL)
        : new LocalArchives(relativeTo.resolve(place.replaceFirst("^file:", "")).normalize());
  }

  /// The bytes from `offset` on, exactly `length` of them.
  ///
  /// @throws IOException when they cannot be had; the message says why
  byte[] range(String file, long offset, long length) throws IOException;

  /// How many bytes a file has.
  long length(String file) throws IOException;

  /// The whole file as stored.
  InputStream open(String file) throws IOException;
}
