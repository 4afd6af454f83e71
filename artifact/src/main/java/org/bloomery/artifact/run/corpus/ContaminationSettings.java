package org.bloomery.artifact.run.corpus;

import java.nio.file.Path;
import java.util.HashSet;
import java.util.List;
import java.util.Locale;
import java.util.Set;
import org.bloomery.artifact.Require;
import org.jspecify.annotations.Nullable;

/// Evaluation tasks whose items must not be learned from.
///
/// @param ngram tokens of the runs that are looked for; a shorter item is looked for whole
/// @param minimumTokens items with fewer tokens are not looked for, and counted
/// @param overlap share in (0, 1] of an item's runs that a document has at least to be contaminated
/// @param action what becomes of such a document
/// @param tasks the tasks
public record ContaminationSettings(
    int ngram, int minimumTokens, double overlap, Action action, List<TaskFile> tasks) {
  /// What becomes of a document with an item in it.
  public enum Action {
    /// It is dropped.
    DROP,
    /// It stays, and the report names it.
    REPORT;

    @Override
    public String toString() {
      return name().toLowerCase(Locale.ROOT);
    }
  }

  /// The items of a task.
  ///
  /// @param name in the report
  /// @param file JSONL, JSON (a list of objects), TSV or plain lines by its ending `.jsonl`,
  ///   `.json`, `.tsv` or `.txt`, perhaps packed (`.gz`, `.zst`)
  /// @param fields which together are an item: names, or numbers from 1 for `.tsv`; every text that
  ///   a field holds belongs to it. Left out for lines
  public record TaskFile(String name, Path file, @Nullable List<String> fields) {
    public TaskFile {
      fields = fields == null ? null : List.copyOf(fields);
      Require.that(fields == null || !fields.isEmpty(), "fields of " + name + " is empty");
    }

    /// The fields, none for lines.
    public List<String> fieldNames() {
      return fields == null ? List.of() : fields;
    }
  }

  public ContaminationSettings {
    tasks = List.copyOf(tasks);
    Require.that(ngram >= 2, "ngram = " + ngram + " finds every word; 8 to 13 are usual");
    Require.that(
        minimumTokens >= 1 && minimumTokens <= ngram,
        "minimumTokens = " + minimumTokens + " must be between 1 and ngram = " + ngram);
    Require.that(overlap > 0 && overlap <= 1, "overlap = " + overlap + " must lie in (0, 1]");
    Require.that(!tasks.isEmpty(), "tasks = [] looks for nothing; name a task");
    Set<String> names = new HashSet<>();
    for (TaskFile task : tasks) {
      Require.that(names.add(task.name()), "two tasks have the name " + task.name());
    }
  }
}
