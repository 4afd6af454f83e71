package org.bloomery.artifact.source;

import java.util.List;
import org.bloomery.artifact.LanguageCode;
import org.jspecify.annotations.Nullable;

/// What is known about a source of text: who answers for it, under which terms, and where it lies.
///
/// @param id short name, used in document ids
/// @param kind what the documents are, for example `parliament proceedings` or `source code`
/// @param languages ISO 639-1 codes (else 639-3), `code`, or the single word `identify`. One stated
///   language is believed; of several, identification chooses; `identify` leaves it open
/// @param custodian who keeps the source and can be asked about it
/// @param origin where the text itself comes from
/// @param personalData what personal data the text may hold, and how great the risk is
/// @param why why the source is in the collection
/// @param location `file:PATH` (relative to the card; a file, a folder or a glob) or
///   `classpath:PATH` (a resource, or a folder of the class path)
/// @param include glob for the files of a folder, for example `**/*.java`; absent means all
public record SourceCard(
    String id,
    String title,
    String kind,
    List<String> languages,
    String custodian,
    Licence licence,
    String origin,
    String personalData,
    String why,
    String location,
    @Nullable String include,
    Format format) {
  public static final String IDENTIFY = "identify";

  public SourceCard {
    languages = List.copyOf(languages);
    if (!languages.equals(List.of(IDENTIFY))) {
      LanguageCode.requireAll(languages);
    }
  }

  /// The terms under which the text may be used.
  ///
  /// @param id SPDX identifier where one exists
  /// @param url the full terms
  /// @param note what else has to be said, for example about the text's own terms
  public record Licence(String id, String url, @Nullable String note) {}

  /// How the files are read.
  ///
  /// @param reader name of a source reader: `text`, `lines`, `jsonl`, `tsv`, `html`, `warc`,
  ///   `parquet`
  /// @param columns names of the columns of a TSV file, in order
  /// @param text column or field that holds the text
  /// @param url column or field that holds the address of a document
  /// @param fields further columns or fields that operators look at, for example `title`
  /// @param extract how pages become text: `whole` (when absent), `main` or `bigscience`
  public record Format(
      String reader,
      @Nullable List<String> columns,
      @Nullable String text,
      @Nullable String url,
      @Nullable List<String> fields,
      @Nullable String extract) {
    public Format(
        String reader,
        @Nullable List<String> columns,
        @Nullable String text,
        @Nullable String url) {
      this(reader, columns, text, url, null, null);
    }

    /// The further columns or fields, perhaps none.
    public List<String> fieldNames() {
      return fields == null ? List.of() : fields;
    }
  }
}
