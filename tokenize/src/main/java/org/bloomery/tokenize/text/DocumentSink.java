package org.bloomery.tokenize.text;

import java.io.IOException;

/// Where texts go that have a language.
@FunctionalInterface
public interface DocumentSink {
  /// Takes one text; the array may hold another after the call.
  void accept(String language, byte[] utf8, int from, int to) throws IOException;
}
