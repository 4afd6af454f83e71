package org.bloomery.curate.contamination;

import java.util.ArrayList;
import java.util.List;
import java.util.TreeMap;
import java.util.TreeSet;

/// What of evaluation tasks was found in the documents: `contamination.json` of a corpus.
///
/// @param ngram tokens of the runs that were looked for
/// @param overlap least share of an item's runs
/// @param tasks by name
public record ContaminationReport(int ngram, double overlap, TreeMap<String, Task> tasks) {
  private static final int EXAMPLES = 10;
  private static final int EXAMPLE_CHARACTERS = 200;

  /// One task.
  ///
  /// @param items in its file
  /// @param itemsTooShort that were not looked for
  /// @param itemsFound that at least one document holds
  /// @param documents that hold at least one item
  /// @param languages documents by language
  /// @param examples some of the finds
  public record Task(
      int items,
      int itemsTooShort,
      int itemsFound,
      long documents,
      TreeMap<String, Long> languages,
      List<Example> examples) {}

  /// An item in a document.
  ///
  /// @param item number from 1 in the task's file
  /// @param text beginning of the item
  /// @param document id of the document
  /// @param share of the item's runs that the document has
  public record Example(int item, String text, String document, String source, double share) {}

  /// Adds finds up, document by document.
  public static final class Builder {
    private final String name;
    private final List<String> items;
    private final int tooShort;
    private final TreeSet<Integer> found = new TreeSet<>();
    private final TreeMap<String, Long> languages = new TreeMap<>();
    private final List<Example> examples = new ArrayList<>();
    private String lastDocument = "";
    private long documents;

    public Builder(String name, List<String> items, int tooShort) {
      this.name = name;
      this.items = items;
      this.tooShort = tooShort;
    }

    public String name() {
      return name;
    }

    /// Adds a find.
    ///
    /// @param item number from 0; the finds of one document come one after the other
    public void add(int item, String document, String language, String source, double share) {
      if (!document.equals(lastDocument)) {
        lastDocument = document;
        documents++;
        languages.merge(language, 1L, Long::sum);
      }
      if (found.add(item) && examples.size() < EXAMPLES) {
        String text = items.get(item).strip();
        int end =
            text.offsetByCodePoints(
                0, Math.min(EXAMPLE_CHARACTERS, text.codePointCount(0, text.length())));
        examples.add(new Example(item + 1, text.substring(0, end), document, source, share));
      }
    }

    public Task build() {
      return new Task(
          items.size(), tooShort, found.size(), documents, languages, List.copyOf(examples));
    }
  }
}
