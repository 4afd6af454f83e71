package org.bloomery.artifact.run.corpus;

import java.util.Locale;

/// Which part of an address names a page.
public enum UrlRule {
  /// All of it (ROOTS, pseudo-crawl).
  WHOLE,
  /// Up to the first `?` or `#`, without a final `/amp` (ROOTS, `dedup_document_on_url`).
  PATH;

  @Override
  public String toString() {
    return name().toLowerCase(Locale.ROOT);
  }
}
