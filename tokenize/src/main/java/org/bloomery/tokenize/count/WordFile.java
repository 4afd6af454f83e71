package org.bloomery.tokenize.count;

import java.io.BufferedInputStream;
import java.io.BufferedOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.PriorityQueue;
import org.bloomery.artifact.ResourceException;

/// Words in a file of this process, in ascending order of their bytes.
public final class WordFile implements WordList {
  private static final int BUFFER_BYTES = 1 << 15;

  /// Files that are merged at once: four megabytes of buffers.
  private static final int FAN_IN = 128;

  private final Path file;
  private final long distinct;
  private final long totalBytes;

  private WordFile(Path file, WordFileWriter written) {
    this(file, written.distinct(), written.totalBytes());
  }

  WordFile(Path file, long distinct, long totalBytes) {
    this.file = file;
    this.distinct = distinct;
    this.totalBytes = totalBytes;
  }

  /// Writes the words of a table, or copies a file.
  public static WordFile write(Path file, WordList words) throws IOException {
    WordFileWriter writer = new WordFileWriter(create(file));
    try (writer) {
      switch (words) {
        case WordCounts table -> table.forEachSorted(writer::write);
        case WordFile sorted -> sorted.forEach(writer::write);
      }
    } catch (IOException e) {
      throw new ResourceException(
          file + " cannot be written (" + e.getMessage() + "); give the words another folder", e);
    }
    return new WordFile(file, writer);
  }

  private static OutputStream create(Path file) throws IOException {
    return new BufferedOutputStream(Files.newOutputStream(file), BUFFER_BYTES);
  }

  private static WordCursor open(Path file) throws IOException {
    InputStream in = Files.newInputStream(file);
    return new WordCursor(new BufferedInputStream(in, BUFFER_BYTES));
  }

  /// One file out of many, in which each word stands once with the sum of its counts. The files
  /// that went into it are deleted.
  static WordFile merge(List<WordFile> files, Path folder) throws IOException {
    List<WordFile> left = new ArrayList<>(files);
    int number = 0;
    while (left.size() > 1) {
      List<WordFile> group = left.subList(0, Math.min(FAN_IN, left.size()));
      WordFile merged = mergeOnce(group, folder.resolve("merged-" + number++));
      for (WordFile file : group) {
        file.close();
      }
      group.clear();
      left.add(merged);
    }
    return left.getFirst();
  }

  /// The same for the lists that the tasks of a cluster wrote.
  public static WordFile mergeWritten(List<CountingTask.Written> lists, Path folder)
      throws IOException {
    return merge(lists.stream().map(CountingTask.Written::open).toList(), folder);
  }

  private static WordFile mergeOnce(List<WordFile> files, Path target) throws IOException {
    PriorityQueue<WordCursor> queue = new PriorityQueue<>();
    List<WordCursor> opened = new ArrayList<>();
    WordFileWriter writer = new WordFileWriter(create(target));
    try (writer) {
      for (WordFile file : files) {
        WordCursor cursor = open(file.file);
        opened.add(cursor);
        if (cursor.next()) {
          queue.add(cursor);
        }
      }
      while (!queue.isEmpty()) {
        WordCursor first = queue.remove();
        long count = first.count();
        while (!queue.isEmpty() && queue.element().isSameWord(first)) {
          WordCursor same = queue.remove();
          count = Math.addExact(count, same.count());
          advance(same, queue);
        }
        writer.write(first.word(), 0, first.length(), count);
        advance(first, queue);
      }
    } finally {
      for (WordCursor cursor : opened) {
        cursor.close();
      }
    }
    return new WordFile(target, writer);
  }

  private static void advance(WordCursor cursor, PriorityQueue<WordCursor> queue)
      throws IOException {
    if (cursor.next()) {
      queue.add(cursor);
    }
  }

  @Override
  public long distinct() {
    return distinct;
  }

  @Override
  public long totalBytes() {
    return totalBytes;
  }

  @Override
  public void forEach(Sink sink) throws IOException {
    try (WordCursor cursor = open(file)) {
      while (cursor.next()) {
        sink.accept(cursor.word(), 0, cursor.length(), cursor.count());
      }
    }
  }

  @Override
  public void close() throws IOException {
    Files.deleteIfExists(file);
  }
}
