package org.bloomery.spark;

import java.io.IOException;
import java.io.Serializable;
import java.lang.foreign.Arena;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.PriorityQueue;
import java.util.TreeMap;
import org.bloomery.artifact.AtomicFiles;
import org.bloomery.curate.duplicate.RepeatedSubstrings;
import org.bloomery.curate.duplicate.SuffixOrder;
import org.bloomery.spark.sorted.RowPartitions;
import org.bloomery.spark.sorted.RowWriter;

/// The work of a [SubstringStep], in tasks.
record SubstringTask(SubstringStep step, UnitReader reader, String folder, int partitions)
    implements Serializable {
  /// Larger documents are not compared: a block must be an array.
  private static final int LARGEST_DOCUMENT_BYTES = 1 << 30;

  private Path texts() {
    return Path.of(folder, SubstringStep.TEXTS);
  }

  Path textsDone(int unit) {
    return texts().resolve(String.format(Locale.ROOT, "%05d.done", unit));
  }

  /// Writes the texts of a unit, apart by language, in pieces no larger than a block.
  void layOut(int unit) throws IOException {
    TreeMap<String, TextPiece> open = new TreeMap<>();
    TreeMap<String, Integer> numbers = new TreeMap<>();
    try {
      reader.forEach(
          unit,
          (address, document) -> {
            if (step.intact().contains(document.source())) {
              return;
            }
            String language = document.language();
            byte[] text = RepeatedSubstrings.comparable(document.text());
            if (text.length > LARGEST_DOCUMENT_BYTES) {
              return;
            }
            TextPiece piece = open.get(language);
            if (piece != null && piece.bytes() + text.length > step.blockBytes()) {
              piece.close();
              piece = null;
            }
            if (piece == null) {
              int number = numbers.merge(language, 1, Integer::sum);
              piece = new TextPiece(texts(), language, unit, number);
              open.put(language, piece);
            }
            piece.add(address, text);
          });
    } finally {
      for (TextPiece piece : open.values()) {
        piece.close();
      }
    }
    Path own = Files.createTempFile(texts(), "done", ".tmp");
    AtomicFiles.move(own, textsDone(unit));
  }

  /// Sorts the suffixes of a block.
  void sort(int block, List<String> pieces) throws IOException {
    long size = 0;
    for (String piece : pieces) {
      size += Files.size(Path.of(piece));
    }
    byte[] text = new byte[Math.toIntExact(size)];
    int[] positions = new int[1 << 10];
    int count = 0;
    int filled = 0;
    long[] documents = new long[0];
    for (String piece : pieces) {
      TextPiece.Whole whole = TextPiece.read(Path.of(piece));
      byte[] bytes = whole.text();
      System.arraycopy(bytes, 0, text, filled, bytes.length);
      long[] list = whole.documents();
      int earlier = documents.length;
      documents = Arrays.copyOf(documents, earlier + list.length);
      for (int i = 0; i < list.length; i += 2) {
        int from = Math.toIntExact(filled + list[i + 1]);
        int to = filled + (i + 3 < list.length ? Math.toIntExact(list[i + 3]) : bytes.length);
        documents[earlier + i] = list[i];
        documents[earlier + i + 1] = from;
        if (count + (to - from) > positions.length) {
          positions =
              Arrays.copyOf(positions, (int) Math.min(text.length, 2L * (count + to - from)));
        }
        count = RepeatedSubstrings.starts(text, from, to, step.minimumBytes(), positions, count);
      }
      filled += bytes.length;
    }
    int[] order = Arrays.copyOf(positions, count);
    SuffixOrder.sort(text, order, step.minimumBytes());
    SuffixBlock.write(Path.of(folder, SubstringStep.BLOCKS), block, text, order, documents);
  }

  /// Reads the blocks of some languages in the order of their suffixes and lists every copy but the
  /// first.
  void merge(int partition, List<List<Integer>> languages) throws IOException {
    Path decisions = StepEngine.decisions(reader.work(), step);
    RowPartitions byUnit = new RowPartitions.OfUnits(reader.units());
    try (RowWriter out = new RowWriter(decisions, partition, 2, byUnit)) {
      for (int language = partition; language < languages.size(); language += partitions) {
        merge(languages.get(language), out);
      }
      out.finish();
    }
  }

  private void merge(List<Integer> blocks, RowWriter out) throws IOException {
    Path folderOfBlocks = Path.of(folder, SubstringStep.BLOCKS);
    try (Arena arena = Arena.ofShared()) {
      PriorityQueue<Numbered> queue =
          new PriorityQueue<>((a, b) -> {
            int order = a.block.compare(b.block, b.block.position());
            return order != 0 ? order : Integer.compare(a.number, b.number);
          });
      for (int number : blocks) {
        SuffixBlock block = new SuffixBlock(folderOfBlocks, number, step.minimumBytes(), arena);
        if (block.advance()) {
          queue.add(new Numbered(number, block));
        }
      }
      SuffixBlock first = null;
      int firstPosition = 0;
      for (Numbered next; (next = queue.poll()) != null; ) {
        SuffixBlock block = next.block;
        if (first == null || block.compare(first, firstPosition) != 0) {
          first = block;
          firstPosition = block.position();
        } else {
          list(block, first, firstPosition, out);
        }
        if (block.advance()) {
          queue.add(next);
        }
      }
    }
  }

  private void list(SuffixBlock block, SuffixBlock first, int firstPosition, RowWriter out)
      throws IOException {
    int document = block.document(block.position());
    int offset = block.offset(block.position(), document);
    int firstDocument = first.document(firstPosition);
    long address = block.address(document);
    if (RepeatedSubstrings.isCopy(
        address,
        offset,
        first.address(firstDocument),
        first.offset(firstPosition, firstDocument),
        step.minimumBytes())) {
      out.write(address, offset);
    }
  }

  /// A block in the queue: equal suffixes come in the order of the blocks, so of the sources.
  private record Numbered(int number, SuffixBlock block) {}
}
