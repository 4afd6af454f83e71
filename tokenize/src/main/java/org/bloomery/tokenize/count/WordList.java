package org.bloomery.tokenize.count;

import java.io.IOException;

/// Distinct words with their counts, in memory or in a file.
public sealed interface WordList extends AutoCloseable permits WordCounts, WordFile {
  /// Takes one word; the array may hold another after the call.
  @FunctionalInterface
  interface Sink {
    void accept(byte[] word, int from, int to, long count) throws IOException;
  }

  /// Number of distinct words.
  long distinct();

  /// Bytes of all distinct words together.
  long totalBytes();

  /// Hands over every word once.
  void forEach(Sink sink) throws IOException;

  /// Gives back the memory or the file that the words take; their numbers are still known.
  @Override
  void close() throws IOException;
}
