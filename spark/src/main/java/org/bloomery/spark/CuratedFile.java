package org.bloomery.spark;

import com.fasterxml.jackson.databind.ObjectReader;
import com.fasterxml.jackson.databind.ObjectWriter;
import java.io.DataInputStream;
import java.io.DataOutputStream;
import java.io.EOFException;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import org.bloomery.artifact.ArtifactException;
import org.bloomery.artifact.CompressedFiles;
import org.bloomery.artifact.Document;
import org.bloomery.artifact.Json;
import org.bloomery.spark.sorted.RowWriter;

/// Documents between the two phases, in a packed file: for each its key in ASCII
/// ([Curated#KEY_DIGITS] bytes), the length of what follows (4 bytes), and the document as JSON; at
/// the end a key of zeros and how many documents there were, so that none is lost without a word.
/// They are read several times, so keys come without parsing, and JSON as bytes.
final class CuratedFile {
  private static final ObjectReader READER = Json.MAPPER.readerFor(Document.class);
  private static final ObjectWriter WRITER = Json.MAPPER.writerFor(Document.class);

  private CuratedFile() {}

  /// The same documents give the same bytes.
  static final class Writer implements AutoCloseable {
    private final DataOutputStream out;
    private int count;

    Writer(Path file) throws IOException {
      out = new DataOutputStream(CompressedFiles.createZstd(file));
    }

    void write(Curated curated) throws IOException {
      byte[] json = WRITER.writeValueAsBytes(curated.document());
      out.write(curated.key().getBytes(StandardCharsets.US_ASCII));
      out.writeInt(json.length);
      out.write(json);
      count++;
    }

    @Override
    public void close() throws IOException {
      out.write(new byte[Curated.KEY_DIGITS]);
      out.writeInt(count);
      out.close();
    }
  }

  /// Goes from document to document. A damaged file is refused at its end at the latest, where its
  /// checksum stands, so nothing that was read counts before that.
  static final class Reader implements AutoCloseable {
    private final Path file;
    private final DataInputStream in;
    private final byte[] key = new byte[Curated.KEY_DIGITS];
    private byte[] json = new byte[0];
    private int count;

    Reader(Path file) throws IOException {
      this.file = file;
      in = new DataInputStream(CompressedFiles.open(file));
    }

    /// Whether there was one more.
    ///
    /// @throws ArtifactException when the file is cut or damaged
    boolean next() {
      try {
        in.readFully(key);
        int length = in.readInt();
        if (key[0] == 0) {
          if (length != count || in.read() >= 0) {
            throw new IOException("it holds " + count + " documents of " + length);
          }
          return false;
        }
        json = length < 0 ? new byte[0] : in.readNBytes(length);
        if (json.length != length) {
          throw new EOFException("it ends inside a document");
        }
        count++;
        return true;
      } catch (IOException e) {
        throw damaged(e);
      }
    }

    private ArtifactException damaged(IOException cause) {
      String what = cause.getMessage() == null ? "it ends early" : cause.getMessage();
      return RowWriter.damaged(file, "is cut short or damaged (" + what + ")", cause);
    }

    String key() {
      return new String(key, StandardCharsets.US_ASCII);
    }

    /// The document as JSON; the array is the caller's.
    byte[] json() {
      return json;
    }

    Curated curated() {
      try {
        return new Curated(key(), parse(json));
      } catch (IOException e) {
        throw damaged(e);
      }
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
