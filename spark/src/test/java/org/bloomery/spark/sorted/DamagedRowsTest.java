package org.bloomery.spark.sorted;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Random;
import org.bloomery.artifact.ArtifactException;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/// Sorted files that are not what was written, or larger than 32 bits can count.
class DamagedRowsTest {
  private static final int PARTITIONS = 3;
  private static final RowPartitions BY_HASH = new RowPartitions.OfHashes(PARTITIONS);

  @TempDir private Path folder;

  private void write() throws IOException {
    Random random = new Random(5);
    for (int task = 0; task < 2; task++) {
      try (RowWriter out = new RowWriter(folder, task, 2, BY_HASH)) {
        for (int i = 0; i < 20; i++) {
          out.write(random.nextLong(), i);
        }
        out.finish();
      }
    }
  }

  private List<List<Long>> read(int partition) throws IOException {
    List<List<Long>> found = new ArrayList<>();
    try (Rows rows = new Rows(folder, 2, 2, BY_HASH, partition)) {
      while (rows.next()) {
        found.add(List.of(rows.column(0), rows.column(1)));
      }
    }
    return found;
  }

  /// Reads all partitions: each is as it was, or refused.
  ///
  /// @return how many were refused
  private int refusals(List<List<List<Long>>> whole, String what) throws IOException {
    int refused = 0;
    for (int partition = 0; partition < PARTITIONS; partition++) {
      try {
        assertEquals(whole.get(partition), read(partition), what);
      } catch (ArtifactException e) {
        assertEquals(4, e.exitCode());
        assertTrue(String.valueOf(e.getMessage()).contains("delete the folder"), what);
        refused++;
      }
    }
    return refused;
  }

  @Test
  void aBitThatFlippedIsNeverReadAsAnythingElse() throws IOException {
    write();
    List<List<List<Long>>> whole = List.of(read(0), read(1), read(2));
    assertEquals(40, whole.stream().mapToInt(List::size).sum());
    Random random = new Random(6);
    for (Path file : List.of(RowWriter.file(folder, 1, 0), RowWriter.done(folder, 1))) {
      byte[] bytes = Files.readAllBytes(file);
      for (int i = 0; i < bytes.length; i++) {
        byte[] damaged = bytes.clone();
        damaged[i] ^= (byte) (1 << random.nextInt(8));
        Files.write(file, damaged);
        assertTrue(refusals(whole, file + " byte " + i) >= 1, file + " byte " + i);
      }
      Files.write(file, bytes);
    }
    assertEquals(0, refusals(whole, "mended"));
  }

  @Test
  void aFileThatIsCutShortOrMissingIsRefused() throws IOException {
    write();
    List<List<List<Long>>> whole = List.of(read(0), read(1), read(2));
    for (Path file : List.of(RowWriter.file(folder, 0, 0), RowWriter.done(folder, 0))) {
      byte[] bytes = Files.readAllBytes(file);
      for (int length = 0; length < bytes.length; length++) {
        Files.write(file, Arrays.copyOf(bytes, length));
        assertTrue(refusals(whole, file + " of " + length) >= 1, file + " of " + length);
      }
      Files.delete(file);
      assertThrows(ArtifactException.class, () -> read(0));
      Files.write(file, bytes);
    }
  }

  @Test
  void rowsBehindFourGigabytesAreFound() throws IOException {
    long first = 300_000_000; // rows of 16 bytes: the third partition begins behind 4.8 GB
    long[] rows = {-1, 7, -1, 8};
    RowCheck check = new RowCheck(2, first, first + 2);
    check.update(rows, 0, rows.length);
    try (FileChannel out =
        FileChannel.open(
            RowWriter.file(folder, 0, 0),
            StandardOpenOption.CREATE_NEW,
            StandardOpenOption.SPARSE,
            StandardOpenOption.WRITE)) {
      ByteBuffer head = ByteBuffer.allocate(3 * Long.BYTES);
      head.putLong(first).putLong(first + 2).putLong(check.value()).flip();
      out.write(head, 2L * head.capacity());
      ByteBuffer values = ByteBuffer.allocate(rows.length * Long.BYTES);
      values.asLongBuffer().put(rows);
      out.write(values, PARTITIONS * 3L * Long.BYTES + first * 2 * Long.BYTES);
    }
    try (RowWriter empty = new RowWriter(folder, 1, 2, BY_HASH)) {
      empty.finish();
    }
    try (RowWriter one = new RowWriter(folder.resolve("one"), 0, 2, BY_HASH)) {
      one.write(0, 0);
      one.finish();
    }
    Files.copy(RowWriter.done(folder.resolve("one"), 0), RowWriter.done(folder, 0));
    assertEquals(List.of(List.of(-1L, 7L), List.of(-1L, 8L)), read(2));
  }
}
