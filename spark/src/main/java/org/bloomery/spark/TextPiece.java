package org.bloomery.spark;

import java.io.BufferedOutputStream;
import java.io.DataOutputStream;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Locale;
import org.bloomery.artifact.AtomicFiles;

/// Documents of one unit and one language one after the other: `LANG.UNIT-PIECE.text` holds their
/// bytes, `….docs` for each its address and where it begins, as 64-bit numbers.
final class TextPiece implements AutoCloseable {
  static final String TEXT = ".text";
  private static final String DOCUMENTS = ".docs";

  private final Path target;
  private final Path ownText;
  private final Path ownDocuments;
  private final BufferedOutputStream text;
  private final DataOutputStream documents;
  private long bytes;

  TextPiece(Path folder, String language, int unit, int piece) throws IOException {
    target = folder.resolve(String.format(Locale.ROOT, "%s.%05d-%05d", language, unit, piece));
    ownText = Files.createTempFile(folder, "text", ".tmp");
    ownDocuments = Files.createTempFile(folder, "docs", ".tmp");
    text = new BufferedOutputStream(Files.newOutputStream(ownText), 1 << 16);
    documents = new DataOutputStream(new BufferedOutputStream(Files.newOutputStream(ownDocuments)));
  }

  static String language(Path text) {
    String name = text.getFileName().toString();
    return name.substring(0, name.indexOf('.'));
  }

  /// Addresses and beginnings of the documents of a piece, by turns.
  static long[] documents(Path text) throws IOException {
    String path = text.toString();
    Path file = Path.of(path.substring(0, path.length() - TEXT.length()) + DOCUMENTS);
    byte[] packed = Files.readAllBytes(file);
    long[] values = new long[packed.length / Long.BYTES];
    ByteBuffer.wrap(packed).asLongBuffer().get(values);
    return values;
  }

  void add(long address, byte[] document) throws IOException {
    documents.writeLong(address);
    documents.writeLong(bytes);
    text.write(document);
    bytes += document.length;
  }

  long bytes() {
    return bytes;
  }

  @Override
  public void close() throws IOException {
    text.close();
    documents.close();
    AtomicFiles.move(ownDocuments, target.resolveSibling(target.getFileName() + DOCUMENTS));
    AtomicFiles.move(ownText, target.resolveSibling(target.getFileName() + TEXT));
  }
}
