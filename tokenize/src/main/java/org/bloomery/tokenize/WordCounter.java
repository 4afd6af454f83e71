package org.bloomery.tokenize;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.LongConsumer;
import org.jspecify.annotations.Nullable;

/// Counts the words of many texts on several threads. Counts are sums, so the result does not
/// depend on the number of threads; only the order of words in the table does, and nothing reads
/// it.
///
/// With line deduplication every distinct line counts once. BLOOM's first vocabulary was learned
/// without it and had whole URLs as tokens. A line here ends with the piece that holds its line
/// feed, so that pieces are the same as without deduplication.
public final class WordCounter {
  private final PreTokenizer preTokenizer;
  private final @Nullable LineSet lines;
  private final int threads;

  public WordCounter(PreTokenizer preTokenizer, boolean deduplicateLines, int threads) {
    this.preTokenizer = preTokenizer;
    this.lines = deduplicateLines ? new LineSet() : null;
    this.threads = threads;
  }

  /// Counts all parts.
  ///
  /// @param progress is told the bytes of each text; called from several threads
  public WordCounts count(List<? extends TextPart> parts, LongConsumer progress)
      throws IOException {
    AtomicInteger nextPart = new AtomicInteger();
    List<WordCounts> results =
        Workers.run(
            Math.max(1, Math.min(threads, parts.size())),
            () -> {
              WordCounts counts = new WordCounts();
              for (int i; (i = nextPart.getAndIncrement()) < parts.size(); ) {
                parts
                    .get(i)
                    .forEach(text -> {
                      byte[] bytes = text.getBytes(StandardCharsets.UTF_8);
                      count(bytes, counts);
                      progress.accept(bytes.length);
                    });
              }
              return counts;
            });
    WordCounts total = results.getFirst();
    for (WordCounts other : results.subList(1, results.size())) {
      total.addAll(other);
    }
    return total;
  }

  private void count(byte[] text, WordCounts counts) {
    if (lines == null) {
      countRange(text, 0, text.length, counts);
      return;
    }
    int lineStart = 0;
    int at = 0;
    while (at < text.length) {
      int end = preTokenizer.end(text, at, text.length);
      if (end == text.length || hasLineFeed(text, at, end)) {
        if (lines.add(text, lineStart, end)) {
          countRange(text, lineStart, end, counts);
        }
        lineStart = end;
      }
      at = end;
    }
  }

  /// Counts the pieces from one boundary to another. A piece never looks back, and one that ends a
  /// line is a gap, which ends where the next word starts; so the pieces come out the same again.
  private void countRange(byte[] text, int from, int to, WordCounts counts) {
    int at = from;
    while (at < to) {
      int end = preTokenizer.end(text, at, to);
      counts.add(text, at, end);
      at = end;
    }
  }

  private static boolean hasLineFeed(byte[] text, int from, int to) {
    for (int i = from; i < to; i++) {
      if (text[i] == '\n') {
        return true;
      }
    }
    return false;
  }
}
