package org.bloomery.tokenize.text;

import java.io.IOException;
import java.nio.charset.StandardCharsets;

/// Where texts go, as UTF-8 and without a copy: the array may hold another text after the call.
@FunctionalInterface
public interface TextSink {
  /// Takes one text.
  ///
  /// @param utf8 valid UTF-8 from `from` up to but without `to`
  void accept(byte[] utf8, int from, int to) throws IOException;

  default void accept(String text) throws IOException {
    byte[] bytes = text.getBytes(StandardCharsets.UTF_8);
    accept(bytes, 0, bytes.length);
  }
}
