package org.bloomery.artifact;

import com.fasterxml.jackson.databind.ObjectWriter;
import java.io.IOException;
import java.io.OutputStream;
import java.nio.file.Path;

/// Writes a corpus file: JSONL.zst, a [Document] a line. The same documents give the same bytes.
public final class DocumentWriter implements AutoCloseable {
  private static final ObjectWriter WRITER = Json.MAPPER.writerFor(Document.class);

  private final OutputStream out;

  public DocumentWriter(Path file) throws IOException {
    out = CompressedFiles.createZstd(file);
  }

  public void write(Document document) throws IOException {
    out.write(WRITER.writeValueAsBytes(document));
    out.write('\n');
  }

  @Override
  public void close() throws IOException {
    out.close();
  }
}
