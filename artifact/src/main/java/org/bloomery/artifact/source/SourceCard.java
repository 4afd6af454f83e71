package org.bloomery.artifact.source;

import java.util.ArrayList;
import java.util.List;
import org.bloomery.artifact.LanguageCode;
import org.bloomery.artifact.run.corpus.Use;
import org.jspecify.annotations.Nullable;

/// What is known about a source of text: who answers for it, under which terms, and where it lies.
/// The fields are those that BigScience's catalogue asked for (McMillan-Major et al. 2022,
/// "Documenting Geographically and Contextually Diverse Data Sources") and Masader's (Alyafeai et
/// al. 2021).
///
/// @param id short name, used in document ids
/// @param kind what the documents are, for example `parliament proceedings` or `source code`
/// @param languages ISO 639-1 codes (else 639-3), `code`, or the single word `identify`. One stated
///   language is believed; of several, identification chooses; `identify` leaves it open
/// @param varieties BCP 47 tags where the variety is known, for example `pt-BR` or `ar-Latn`
/// @param custodian who keeps the source and can be asked about it
/// @param origin where the text itself comes from
/// @param availability how others come by the source
/// @param personalDataRisk how great the risk is that the text tells of private persons
/// @param personalData which personal data the text may hold
/// @param why why the source is in the collection
/// @param location `file:PATH` (relative to the card; a file, a folder, a glob, or a ZIP archive),
///   `data:PATH` (the same below `catalogue.data`) or `classpath:PATH` (a resource, or a folder of
///   the class path)
/// @param include glob for the files of a folder, for example `**/*.java`; absent means all
/// @param size what the custodian says about the size
public record SourceCard(
    String id,
    String title,
    String kind,
    List<String> languages,
    @Nullable List<String> varieties,
    String custodian,
    Licence licence,
    String origin,
    Availability availability,
    PersonalDataRisk personalDataRisk,
    String personalData,
    String why,
    String location,
    @Nullable String include,
    @Nullable Size size,
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
  /// @param allowed uses that the custodian agreed to, or that the terms allow everyone
  /// @param note what else has to be said, for example about the text's own terms
  public record Licence(String id, String url, List<Use> allowed, @Nullable String note) {
    public Licence {
      allowed = List.copyOf(allowed);
    }
  }

  /// How others come by a source.
  public enum Availability {
    /// Anyone can fetch it.
    OPEN,
    /// The custodian is asked first.
    REQUEST,
    /// It is sold.
    PAID,
    /// Nobody else has it.
    CLOSED
  }

  /// How great the risk is that a source tells of private persons.
  public enum PersonalDataRisk {
    NONE,
    LOW,
    MEDIUM,
    HIGH
  }

  /// What the custodian says about the size of a source.
  ///
  /// @param bytes of all files as stored; the catalogue holds a source to it
  /// @param documents in it, for people to compare
  public record Size(@Nullable Long bytes, @Nullable Long documents) {}

  /// How the files are read.
  ///
  /// @param reader name of a source reader: `text`, `lines`, `jsonl`, `tsv`, `html`, `warc`,
  ///   `parquet`
  /// @param columns names of the columns of a TSV file, in order
  /// @param text column or field that holds the text
  /// @param url column or field that holds the address of a document
  /// @param fields further columns or fields that operators look at, for example `title`
  /// @param language column or field that states each document's language, one of the card's; a tag
  ///   such as `zh-Hant` is read in lower case
  /// @param licence column or field that states each document's licence; where it is empty, the
  ///   card's counts
  /// @param extract how pages become text: `whole` (when absent), `main` or `bigscience`
  /// @param segments column or field that ends in the number of a segment; what stands before the
  ///   number names the document that the segments of one file are joined to, in their order
  public record Format(
      String reader,
      @Nullable List<String> columns,
      @Nullable String text,
      @Nullable String url,
      @Nullable List<String> fields,
      @Nullable String language,
      @Nullable String licence,
      @Nullable String extract,
      @Nullable String segments) {
    public Format(
        String reader,
        @Nullable List<String> columns,
        @Nullable String text,
        @Nullable String url) {
      this(reader, columns, text, url, null, null, null, null, null);
    }

    /// The further columns or fields, perhaps none.
    public List<String> fieldNames() {
      List<String> names = new ArrayList<>(fields == null ? List.of() : fields);
      add(language, names);
      add(licence, names);
      add(segments, names);
      return names;
    }

    private static void add(@Nullable String name, List<String> names) {
      if (name != null && !names.contains(name)) {
        names.add(name);
      }
    }
  }
}
