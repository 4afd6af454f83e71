package org.bloomery.curate.crawl;

import java.io.BufferedWriter;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import org.bloomery.artifact.AtomicFiles;
import org.bloomery.artifact.Json;

/// Step one: the index entries of each seed, one for each address, the newest; addresses count as
/// they are written.
final class Selection {
  private final List<Seed> seeds;
  private final Map<String, Chosen> newest = new HashMap<>();
  private final TreeMap<String, Long> counts = new TreeMap<>();

  /// An entry that a seed wants.
  record Chosen(String seed, IndexEntry entry) {}

  Selection(List<Seed> seeds) {
    this.seeds = seeds;
  }

  /// Considers an entry of an index; nothing stands for a line that is none.
  void add(Optional<IndexEntry> line) {
    if (line.isEmpty()) {
      count("bad-index-line");
      return;
    }
    IndexEntry entry = line.get();
    Seed seed = seeds.stream().filter(s -> s.covers(entry.url())).findFirst().orElse(null);
    if (seed == null) {
      return; // the neighbours of a seed in the index
    }
    if (!entry.isPage()) {
      count("not-a-page");
      return;
    }
    Chosen before = newest.get(entry.url());
    if (before != null) {
      count("older-visit");
    }
    if (before == null || BY_VISIT.compare(entry, before.entry()) > 0) {
      newest.put(entry.url(), new Chosen(seed.id(), entry));
    }
  }

  /// Of equally old visits the place decides, so that the order of the indexes does not.
  private static final Comparator<IndexEntry> BY_VISIT =
      Comparator.comparing(IndexEntry::fetched)
          .thenComparing(IndexEntry::file)
          .thenComparingLong(IndexEntry::offset);

  private void count(String reason) {
    counts.merge(reason, 1L, Long::sum);
  }

  /// What was passed over, by reason.
  Map<String, Long> counts() {
    return counts;
  }

  /// Writes the chosen entries, a line each, by seed and address.
  void write(Path file) throws IOException {
    List<Chosen> sorted = new ArrayList<>(newest.values());
    sorted.sort(Comparator.comparing(Chosen::seed).thenComparing(chosen -> chosen.entry().url()));
    Path partial = file.resolveSibling(file.getFileName() + ".partial");
    try (BufferedWriter writer = Files.newBufferedWriter(partial)) {
      for (Chosen chosen : sorted) {
        writer.write(Json.line(chosen));
        writer.write('\n');
      }
    }
    AtomicFiles.move(partial, file);
  }

  static List<Chosen> read(Path file) throws IOException {
    return Files.readAllLines(file).stream().map(line -> Json.parse(line, Chosen.class)).toList();
  }
}
