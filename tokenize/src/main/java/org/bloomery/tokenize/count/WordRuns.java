package org.bloomery.tokenize.count;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/// The sorted files to which full tables of words go, and their end: one list of words.
final class WordRuns {
  private final @Nullable Path folder;
  private final long tableBytes;
  private final List<WordFile> files = new ArrayList<>();
  private int number;

  WordRuns(@Nullable Path folder, long tableBytes) {
    this.folder = folder;
    this.tableBytes = tableBytes;
  }

  /// Writes a table to disk and clears it.
  void spill(WordCounts table) throws IOException {
    if (folder == null) {
      throw new IllegalStateException("more words than a table can hold, and no folder for them");
    }
    Path file;
    synchronized (this) {
      file = folder.resolve("words-" + number++);
    }
    Files.createDirectories(folder);
    WordFile written = WordFile.write(file, table);
    table.clear();
    synchronized (this) {
      files.add(written);
    }
  }

  /// Brings the tables of all threads together: in one table if they fit, else on disk.
  WordCounts join(List<WordCounts> tables) throws IOException {
    WordCounts total = tables.getFirst();
    for (WordCounts other : tables.subList(1, tables.size())) {
      if (files.isEmpty() && total.hasRoomFor(other)) {
        total.addAll(other);
      } else {
        spill(other);
      }
      other.close();
    }
    return files.isEmpty() ? total : spilled(total);
  }

  private WordCounts spilled(WordCounts table) throws IOException {
    spill(table);
    table.close();
    return new WordCounts(tableBytes);
  }

  /// Ends counting.
  WordList finish(WordCounts table) throws IOException {
    if (files.isEmpty() || folder == null) {
      return table;
    }
    if (table.size() > 0) {
      spill(table);
    }
    table.close();
    return WordFile.merge(files, folder);
  }
}
