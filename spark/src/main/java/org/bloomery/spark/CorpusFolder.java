package org.bloomery.spark;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.TreeMap;
import java.util.stream.Stream;
import org.bloomery.artifact.Corpus;
import org.bloomery.artifact.DocumentReader;
import org.bloomery.artifact.DocumentWriter;

/// Lays what the two phases made out as a corpus. May be interrupted and done again: it only copies
/// over, and what it copies is deleted at the end.
final class CorpusFolder {
  private final Corpus corpus;
  private final WorkFolder work;

  CorpusFolder(Path target, WorkFolder work) {
    this.corpus = new Corpus(target);
    this.work = work;
  }

  void layOut(int units, int partitions) throws IOException {
    TreeMap<String, List<Path>> heldOut = new TreeMap<>();
    for (int p = 0; p < partitions; p++) {
      Path partition = work.partition(p);
      for (Path file : files(partition.resolve(PartitionTask.TRAINING))) {
        copy(file, corpus.part(language(file), p));
      }
      for (Path file : files(partition.resolve(PartitionTask.HELD_OUT))) {
        heldOut.computeIfAbsent(language(file), _ -> new ArrayList<>()).add(file);
      }
      copy(partition.resolve(PartitionTask.REJECTED), rejected("partition", p));
    }
    for (int unit = 0; unit < units; unit++) {
      copy(WorkFolder.rejected(work.unit(unit)), rejected("unit", unit));
      if (work.isApplied(unit)) {
        copy(WorkFolder.rejected(work.applied(unit)), rejected("steps", unit));
      }
    }
    for (String language : heldOut.keySet()) {
      join(heldOut.getOrDefault(language, List.of()), corpus.heldOutPath(language));
    }
  }

  private Path rejected(String kind, int number) {
    return corpus.rejected().resolve(String.format(Locale.ROOT, "%s-%05d.jsonl.zst", kind, number));
  }

  private static void join(List<Path> files, Path target) throws IOException {
    try (DocumentWriter writer = new DocumentWriter(target)) {
      for (Path file : files) {
        try (DocumentReader reader = new DocumentReader(file)) {
          for (var document = reader.next(); document != null; document = reader.next()) {
            writer.write(document);
          }
        }
      }
    }
  }

  private static void copy(Path from, Path to) throws IOException {
    Files.createDirectories(to.toAbsolutePath().getParent());
    Files.copy(from, to, StandardCopyOption.REPLACE_EXISTING);
  }

  private static String language(Path file) {
    String name = file.getFileName().toString();
    return name.substring(0, name.indexOf('.'));
  }

  private static List<Path> files(Path folder) throws IOException {
    if (!Files.isDirectory(folder)) {
      return List.of();
    }
    try (Stream<Path> list = Files.list(folder)) {
      return list.sorted().toList();
    }
  }
}
