package org.bloomery.tokenize.count;

import java.io.IOException;
import java.io.Serializable;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import org.bloomery.artifact.ArtifactException;
import org.bloomery.tokenize.cut.BloomPreTokenizer;
import org.bloomery.tokenize.text.TextFile;
import org.bloomery.tokenize.text.TextPart;

/// The parts of counting that a cluster does, each for itself, with files that all its machines see
/// between them:
///
/// 1. [#sizes] of each corpus file, from which the driver takes the sample;
/// 2. [#count] of each file: a list of words, or, where lines are told apart, its lines in
///    partitions by their hash;
/// 3. [#countPartition] of these: all copies of a line lie in one.
///
/// The driver merges the lists of words with [WordFile#merge].
///
/// @param limits what the sample takes of each language
/// @param scratch the folder for what goes between
public record CountingTask(boolean deduplicateLines, Map<String, Integer> limits, String scratch)
    implements Serializable {
  /// Partitions of lines.
  public static final int PARTITIONS = LineSpill.PARTITIONS;

  /// A list of words that a task wrote.
  public record Written(String file, long distinct, long totalBytes) implements Serializable {
    WordFile open() {
      return new WordFile(Path.of(file), distinct, totalBytes);
    }
  }

  /// How much of each language a file holds.
  public static TreeMap<String, LanguageSize> sizes(String file) throws IOException {
    TreeMap<String, LanguageSize> sizes = new TreeMap<>();
    read(file)
        .forEachDocument((language, text, from, to) ->
            sizes.computeIfAbsent(language, _ -> new LanguageSize()).add(text, from, to));
    return sizes;
  }

  private static TextFile read(String file) {
    return new TextFile(
        Path.of(file),
        line -> {
          throw new ArtifactException(line + "; delete the corpus folder and curate again");
        });
  }

  /// Counts a file's words, or cuts it into lines.
  ///
  /// @return the lists of words, if any
  public List<Written> count(int number, String file) throws IOException {
    Path folder = folder(number);
    TextPart sampled =
        sink ->
            read(file)
                .forEachDocument((language, text, from, to) -> {
                  if (LanguageSize.isWithin(limits.getOrDefault(language, 0), text, from, to)) {
                    sink.accept(text, from, to);
                  }
                });
    if (!deduplicateLines) {
      return write(counter(folder, false).count(List.of(sampled), _ -> {}), "words-" + number);
    }
    LineCutter cutter = new LineCutter(new BloomPreTokenizer());
    try (LineSpill spill = new LineSpill(folder, 0)) {
      sampled.forEach((text, from, to) -> cutter.forEachLine(text, from, to, spill::add));
    }
    return List.of();
  }

  /// Counts the words of the lines in a partition, each distinct line once.
  ///
  /// @param files number of corpus files
  public List<Written> countPartition(int partition, int files) throws IOException {
    List<LineSpill> spills = new ArrayList<>();
    for (int i = 0; i < files; i++) {
      spills.add(new LineSpill(folder(i), 0));
    }
    Path folder = Path.of(scratch, "partition-" + partition);
    return write(counter(folder, true).countSpilled(spills, partition), "words-" + partition);
  }

  private Path folder(int number) {
    return Path.of(scratch, "task-" + number);
  }

  /// Tasks run side by side in a process, one a core.
  private static WordCounter counter(Path folder, boolean lines) {
    Runtime runtime = Runtime.getRuntime();
    long bytes = runtime.maxMemory() / 2 / runtime.availableProcessors();
    return new WordCounter(new BloomPreTokenizer(), lines, 1, new CountingMemory(bytes, folder));
  }

  private List<Written> write(WordList words, String name) throws IOException {
    try (words) {
      Path file = Path.of(scratch, name);
      Files.deleteIfExists(file); // of a task that was tried before
      WordFile written = WordFile.write(file, words);
      return List.of(new Written(file.toString(), written.distinct(), written.totalBytes()));
    }
  }
}
