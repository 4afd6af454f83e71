package org.bloomery.curate.fasttext;

import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/// Words, labels, and which rows of the input matrix a text stands for: its known words, the
/// character n-grams of all words, and n-grams of words.
final class Dictionary {
  private static final byte[] END = "</s>".getBytes(StandardCharsets.UTF_8);
  private static final long WORD_GRAM_FACTOR = 116_049_371L;

  private final Map<ByteBuffer, Integer> words = new HashMap<>();
  private final List<String> labels = new ArrayList<>();
  private final List<Long> labelCounts = new ArrayList<>();
  private final @Nullable Map<Integer, Integer> kept; // buckets that pruning left, by number
  private final Settings settings;
  private final int wordCount;

  /// What the model's arguments say about n-grams.
  record Settings(int wordGrams, int buckets, int shortest, int longest) {}

  Dictionary(ModelBytes in, Settings settings) {
    this.settings = settings;
    int size = in.int32();
    wordCount = in.int32();
    int labelCount = in.int32();
    in.int64(); // tokens of the training text
    long pruned = in.int64();
    if (size < 0 || wordCount < 0 || labelCount < 1 || size != wordCount + labelCount) {
      throw in.broken("has " + wordCount + " words and " + labelCount + " labels");
    }
    for (int i = 0; i < size; i++) {
      byte[] entry = in.string();
      long count = in.int64();
      if (in.int8() == 0) {
        words.put(ByteBuffer.wrap(entry), i);
      } else {
        labels.add(ModelBytes.text(entry));
        labelCounts.add(count);
      }
    }
    kept = pruned < 0 ? null : new HashMap<>();
    for (long i = 0; i < pruned; i++) {
      int from = in.int32();
      int to = in.int32();
      if (kept != null) {
        kept.put(from, to);
      }
    }
  }

  List<String> labels() {
    return labels;
  }

  List<Long> labelCounts() {
    return labelCounts;
  }

  /// The rows of a text that is one line.
  RowList rows(String text) {
    byte[] bytes = text.getBytes(StandardCharsets.UTF_8);
    RowList rows = new RowList();
    RowList hashes = new RowList();
    int from = 0;
    for (int i = 0; i <= bytes.length; i++) {
      if (i == bytes.length || isSpace(bytes[i])) {
        if (i > from) {
          byte[] word = new byte[i - from];
          System.arraycopy(bytes, from, word, 0, word.length);
          if (Arrays.equals(word, END)) {
            break; // as if the line ended here
          }
          add(word, false, rows, hashes);
        }
        from = i + 1;
      }
    }
    add(END, true, rows, hashes);
    for (int i = 0; i < hashes.size(); i++) {
      long hash = hashes.get(i);
      for (int j = i + 1; j < hashes.size() && j < i + settings.wordGrams; j++) {
        hash = hash * WORD_GRAM_FACTOR + hashes.get(j);
        addBucket((int) Long.remainderUnsigned(hash, settings.buckets), rows);
      }
    }
    return rows;
  }

  private static boolean isSpace(byte b) {
    return b == ' ' || (b >= 9 && b <= 13) || b == 0;
  }

  private void add(byte[] word, boolean end, RowList rows, RowList hashes) {
    @Nullable Integer id = words.get(ByteBuffer.wrap(word));
    if (id == null && isLabel(word)) {
      return;
    }
    if (id != null) {
      rows.add(id);
    }
    if (!end && settings.longest > 0) {
      addCharacterGrams(word, rows);
    }
    hashes.add(hash(word, 0, word.length));
  }

  private static boolean isLabel(byte[] word) {
    return new String(word, StandardCharsets.UTF_8).startsWith(FastTextModel.LABEL);
  }

  /// n-grams of the characters of a word between `<` and `>`; a mark alone is none.
  private void addCharacterGrams(byte[] word, RowList rows) {
    byte[] marked = new byte[word.length + 2];
    marked[0] = '<';
    System.arraycopy(word, 0, marked, 1, word.length);
    marked[marked.length - 1] = '>';
    for (int i = 0; i < marked.length; i++) {
      if (continues(marked[i])) {
        continue;
      }
      int to = i;
      for (int n = 1; to < marked.length && n <= settings.longest; n++) {
        to++;
        while (to < marked.length && continues(marked[to])) {
          to++;
        }
        boolean markAlone = n == 1 && (i == 0 || to == marked.length);
        if (n >= settings.shortest && !markAlone) {
          int hash = hash(marked, i, to);
          addBucket(Integer.remainderUnsigned(hash, settings.buckets), rows);
        }
      }
    }
  }

  private static boolean continues(byte b) {
    return (b & 0xC0) == 0x80;
  }

  private void addBucket(int bucket, RowList rows) {
    @Nullable Integer row = kept == null ? Integer.valueOf(bucket) : kept.get(bucket);
    if (row != null) {
      rows.add(wordCount + row);
    }
  }

  /// FNV-1a over bytes with their sign, as fastText has it.
  private static int hash(byte[] bytes, int from, int to) {
    int hash = 0x811C9DC5;
    for (int i = from; i < to; i++) {
      hash = (hash ^ bytes[i]) * 0x01000193;
    }
    return hash;
  }
}
