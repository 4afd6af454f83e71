package org.bloomery.spark;

import java.io.BufferedOutputStream;
import java.io.DataOutputStream;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Locale;
import java.util.zip.CRC32C;
import java.util.zip.CheckedOutputStream;
import org.bloomery.artifact.AtomicFiles;
import org.bloomery.spark.sorted.RowWriter;

/// Documents of one unit and one language one after the other: `LANG.UNIT-PIECE.text` holds their
/// bytes, `….docs` for each its address and where it begins, as 64-bit numbers, and at its end the
/// CRC-32C of the bytes and that of all numbers before it.
final class TextPiece implements AutoCloseable {
  static final String TEXT = ".text";
  private static final String DOCUMENTS = ".docs";

  private final Path target;
  private final Path ownText;
  private final Path ownDocuments;
  private final CheckedOutputStream text;
  private final CheckedOutputStream documentBytes;
  private final DataOutputStream documents;
  private long bytes;

  TextPiece(Path folder, String language, int unit, int piece) throws IOException {
    target = folder.resolve(String.format(Locale.ROOT, "%s.%05d-%05d", language, unit, piece));
    ownText = Files.createTempFile(folder, "text", ".tmp");
    ownDocuments = Files.createTempFile(folder, "docs", ".tmp");
    text = checked(ownText);
    documentBytes = checked(ownDocuments);
    documents = new DataOutputStream(documentBytes);
  }

  private static CheckedOutputStream checked(Path file) throws IOException {
    return new CheckedOutputStream(
        new BufferedOutputStream(Files.newOutputStream(file), 1 << 16), new CRC32C());
  }

  static String language(Path text) {
    String name = text.getFileName().toString();
    return name.substring(0, name.indexOf('.'));
  }

  /// A piece as it was written.
  ///
  /// @param documents addresses and beginnings of the documents, by turns
  @SuppressWarnings("ArrayRecordComponent") // read once and by one task, never compared
  record Whole(byte[] text, long[] documents) {}

  /// Reads the piece whose text lies in a file.
  static Whole read(Path file) throws IOException {
    String path = file.toString();
    Path list = Path.of(path.substring(0, path.length() - TEXT.length()) + DOCUMENTS);
    byte[] text = Files.readAllBytes(file);
    byte[] packed = Files.readAllBytes(list);
    ByteBuffer numbers = ByteBuffer.wrap(packed);
    int end = packed.length - 2 * Long.BYTES;
    if (end < 0
        || end % (2 * Long.BYTES) != 0
        || numbers.getLong(end + Long.BYTES) != check(packed, end + Long.BYTES)) {
      throw RowWriter.damaged(list);
    }
    if (numbers.getLong(end) != check(text, text.length)) {
      throw RowWriter.damaged(file);
    }
    long[] documents = new long[end / Long.BYTES];
    numbers.asLongBuffer().get(documents);
    return new Whole(text, documents);
  }

  private static long check(byte[] bytes, int length) {
    CRC32C check = new CRC32C();
    check.update(bytes, 0, length);
    return check.getValue();
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
    documents.writeLong(text.getChecksum().getValue());
    documents.writeLong(documentBytes.getChecksum().getValue());
    documents.close();
    AtomicFiles.move(ownDocuments, target.resolveSibling(target.getFileName() + DOCUMENTS));
    AtomicFiles.move(ownText, target.resolveSibling(target.getFileName() + TEXT));
  }
}
