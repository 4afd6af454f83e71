package org.bloomery.curate.crawl;

import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.function.Consumer;
import java.util.zip.GZIPInputStream;
import org.bloomery.artifact.CompressedFiles;
import org.bloomery.artifact.InputException;
import org.bloomery.curate.read.ByteLines;
import org.bloomery.curate.read.RawRecord;

/// Finds the entries of indexes that may concern the seeds. A `cluster.idx` names the first key of
/// each block of a large index, so that only the blocks that can hold a seed's pages are read; a
/// `.parquet` file says so itself; other files are read from beginning to end.
final class IndexReader {
  private static final String CLUSTER = "cluster.idx";

  private final Path folder;
  private final List<String> prefixes;
  private final ColumnarIndex columnar;

  /// @param folder what relative paths start at
  IndexReader(Path folder, List<Seed> seeds, ColumnarIndex columnar) {
    this.folder = folder;
    this.columnar = columnar;
    this.prefixes = seeds.stream().map(Seed::keyPrefix).toList();
  }

  /// Hands over the entries of an index; nothing for a line that is none.
  ///
  /// @throws InputException when the index cannot be read to its end
  void read(String index, Consumer<Optional<IndexEntry>> entries) {
    int slash = index.lastIndexOf('/');
    String name = index.substring(slash + 1);
    Archives beside = Archives.at(slash < 0 ? "" : index.substring(0, slash), folder);
    try {
      if (name.endsWith(".parquet")) {
        columnar.read(beside, name, prefixes, entries);
        return;
      }
      try (InputStream in = beside.open(name)) {
        if (name.equals(CLUSTER)) {
          for (Block block : blocks(in)) {
            byte[] packed = beside.range(block.file, block.offset, block.length);
            each(new GZIPInputStream(new ByteArrayInputStream(packed)), entries);
          }
        } else {
          each(CompressedFiles.unpack(name, in), entries);
        }
      }
    } catch (IOException e) {
      throw new InputException(
          "index " + index + " cannot be read to its end (" + e.getMessage() + ")", e);
    }
  }

  private void each(InputStream unpacked, Consumer<Optional<IndexEntry>> entries)
      throws IOException {
    try (unpacked) {
      ByteLines lines = new ByteLines(unpacked);
      for (byte[] bytes; (bytes = lines.next()) != null; ) {
        switch (lines.record(bytes)) {
          case RawRecord.Bad _ -> entries.accept(Optional.empty());
          case RawRecord.Text line -> {
            if (line.text().startsWith("{") || concerns(line.text(), line.text())) {
              entries.accept(Optional.ofNullable(IndexEntry.parse(line.text())));
            }
          }
        }
      }
    }
  }

  /// Whether keys between two others, both inclusive, can begin like a seed's.
  private boolean concerns(String first, String last) {
    for (String prefix : prefixes) {
      boolean begins = first.startsWith(prefix);
      if (begins || (first.compareTo(prefix) <= 0 && prefix.compareTo(last) <= 0)) {
        return true;
      }
    }
    return false;
  }

  /// The blocks that can hold pages of the seeds: those whose first key begins like a seed's, and
  /// those after whose first key, and not after the next block's, a seed's keys begin.
  private List<Block> blocks(InputStream cluster) throws IOException {
    List<Block> found = new ArrayList<>();
    String[] before = null;
    ByteLines lines = new ByteLines(cluster);
    for (byte[] bytes; (bytes = lines.next()) != null; ) {
      String[] cells =
          lines.record(bytes) instanceof RawRecord.Text line
              ? line.text().split("\t", -1)
              : new String[0];
      if (cells.length < 4 || !cells[2].matches("\\d{1,18}") || !cells[3].matches("\\d{1,8}")) {
        throw new IOException("no line of a cluster.idx stands at byte " + lines.start());
      }
      if (before != null && concerns(before[0], cells[0])) {
        found.add(Block.of(before));
      }
      before = cells;
    }
    if (before != null && concerns(before[0], "\uFFFF")) {
      found.add(Block.of(before));
    }
    return found;
  }

  private record Block(String file, long offset, long length) {
    static Block of(String[] cells) {
      return new Block(cells[1], Long.parseLong(cells[2]), Long.parseLong(cells[3]));
    }
  }
}
