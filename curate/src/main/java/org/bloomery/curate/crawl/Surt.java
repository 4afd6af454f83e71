package org.bloomery.curate.crawl;

import java.util.Arrays;
import java.util.Collections;
import java.util.List;
import java.util.Locale;

/// The order of an index: host names from the end, joined by commas (sort-friendly URI reordering
/// transform), so that the pages of a domain stand together.
final class Surt {
  private Surt() {}

  /// `www.example.org` as `org,example`.
  static String host(String host) {
    List<String> labels = Arrays.asList(bare(host.toLowerCase(Locale.ROOT)).split("\\.", -1));
    Collections.reverse(labels);
    return String.join(",", labels);
  }

  /// A host without `www.`, `www2.` and the like, which indexes leave out of their keys.
  static String bare(String host) {
    return host.replaceFirst("^www\\d*\\.(?=.*\\.)", "");
  }
}
