package org.bloomery.spark;

import com.fasterxml.jackson.databind.ObjectWriter;
import java.io.IOException;
import java.io.OutputStream;
import java.nio.file.Path;
import org.bloomery.artifact.CompressedFiles;
import org.bloomery.artifact.Json;

/// Records as JSONL.zst; the same records give the same bytes.
final class JsonLinesWriter<T> implements AutoCloseable {
  private final ObjectWriter writer;
  private final OutputStream out;

  JsonLinesWriter(Path file, Class<T> type) throws IOException {
    writer = Json.MAPPER.writerFor(type);
    out = CompressedFiles.createZstd(file);
  }

  void write(T value) throws IOException {
    out.write(writer.writeValueAsBytes(value));
    out.write('\n');
  }

  @Override
  public void close() throws IOException {
    out.close();
  }
}
