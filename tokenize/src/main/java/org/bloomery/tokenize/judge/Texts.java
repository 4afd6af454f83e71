package org.bloomery.tokenize.judge;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.util.function.Consumer;
import org.bloomery.tokenize.text.TextSink;

/// Texts that can be read as often as needed, in the same order each time.
interface Texts {
  void forEach(Consumer<String> text) throws IOException;

  /// Hands all texts over to who counts their words.
  default void into(TextSink sink) throws IOException {
    try {
      forEach(text -> {
        try {
          sink.accept(text);
        } catch (IOException e) {
          throw new UncheckedIOException(e);
        }
      });
    } catch (UncheckedIOException e) {
      throw new IOException(e.getMessage(), e.getCause());
    }
  }

  /// One list after the other.
  static Texts concat(Iterable<Texts> all) {
    return text -> {
      for (Texts each : all) {
        each.forEach(text);
      }
    };
  }
}
