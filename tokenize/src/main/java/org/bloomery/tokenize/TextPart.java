package org.bloomery.tokenize;

import java.io.IOException;
import java.util.function.Consumer;

/// A share of the texts to learn from, read by one thread.
public interface TextPart {
  void forEach(Consumer<String> text) throws IOException;
}
