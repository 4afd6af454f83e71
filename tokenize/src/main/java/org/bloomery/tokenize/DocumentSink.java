package org.bloomery.tokenize;

import java.io.IOException;

/// Where texts go that have a language.
@FunctionalInterface
interface DocumentSink {
  /// Takes one text; the array may hold another after the call.
  void accept(String language, byte[] utf8, int from, int to) throws IOException;
}
