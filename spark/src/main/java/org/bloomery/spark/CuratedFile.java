package org.bloomery.spark;

import com.fasterxml.jackson.databind.ObjectReader;
import com.fasterxml.jackson.databind.ObjectWriter;
import java.io.DataInputStream;
import java.io.DataOutputStream;
import java.io.EOFException;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import org.bloomery.artifact.CompressedFiles;
import org.bloomery.artifact.Document;
import org.bloomery.artifact.Json;

/// Documents between the two phases, in a packed file: for each its key in ASCII
/// ([Curated#KEY_DIGITS] bytes), the length of what follows (4 bytes), and the document as JSON.
/// They are read several times, so keys come without parsing, and JSON as bytes.
final class CuratedFile {
  private static final ObjectReader READER = Json.MAPPER.readerFor(Document.class);
  private static final ObjectWriter WRITER = Json.MAPPER.writerFor(Document.class);

  private CuratedFile() {}

  /// The same documents give the same bytes.
  static final class Writer implements AutoCloseable {
    private final DataOutputStream out;

    Writer(Path file) throws IOException {
      out = new DataOutputStream(CompressedFiles.createZstd(file));
    }

    void write(Curated curated) throws IOException {
      byte[] json = WRITER.writeValueAsBytes(curated.document());
      out.write(curated.key().getBytes(StandardCharsets.US_ASCII));
      out.writeInt(json.length);
      out.write(json);
    }

    @Override
    public void close() throws IOException {
      out.close();
    }
  }

  /// Goes from document to document.
  static final class Reader implements AutoCloseable {
    private final DataInputStream in;
    private final byte[] key = new byte[Curated.KEY_DIGITS];
    private byte[] json = new byte[0];

    Reader(Path file) throws IOException {
      in = new DataInputStream(CompressedFiles.open(file));
    }

    /// Whether there was one more.
    ///
    /// @throws EOFException when the file ends inside a document
    boolean next() throws IOException {
      int read = in.readNBytes(key, 0, key.length);
      if (read == 0) {
        return false;
      }
      if (read < key.length) {
        throw new EOFException("the file ends inside a key");
      }
      json = new byte[in.readInt()];
      in.readFully(json);
      return true;
    }

    String key() {
      return new String(key, StandardCharsets.US_ASCII);
    }

    /// The document as JSON; the array is the caller's.
    byte[] json() {
      return json;
    }

    Curated curated() throws IOException {
      return new Curated(key(), parse(json));
    }

    @Override
    public void close() throws IOException {
      in.close();
    }
  }

  static Document parse(byte[] json) throws IOException {
    return READER.readValue(json);
  }
}
