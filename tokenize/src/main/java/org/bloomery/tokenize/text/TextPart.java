package org.bloomery.tokenize.text;

import java.io.IOException;

/// A share of the texts to learn from, read by one thread.
public interface TextPart {
  void forEach(TextSink sink) throws IOException;
}
