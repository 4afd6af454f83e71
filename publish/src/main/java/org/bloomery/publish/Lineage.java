package org.bloomery.publish;

import com.fasterxml.jackson.databind.JsonNode;
import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import org.bloomery.artifact.ArtifactException;
import org.bloomery.artifact.CompressedFiles;
import org.bloomery.artifact.Corpus;
import org.bloomery.artifact.Document;
import org.bloomery.artifact.DocumentReader;
import org.bloomery.artifact.Json;
import org.bloomery.artifact.run.corpus.Use;
import org.bloomery.artifact.source.Catalogue;
import org.bloomery.artifact.source.CataloguedSource;
import org.bloomery.artifact.stage.Manifest;
import org.bloomery.artifact.stage.StageName;
import org.jspecify.annotations.Nullable;

/// Where every token of the training came from: `lineage.json`.
///
/// The chain of digests is whole: a source's digest covers its files; a stage's key covers the
/// digests of what it read. Single documents are found in `corpus/` (origin, licence, operators)
/// and in `shards/LANG.documents.jsonl.zst` (token offset and length), under the same id.
///
/// @param sources what each source gave, by file and language
/// @param stages key, inputs and settings of every stage
record Lineage(List<SourceShare> sources, Map<String, StageKey> stages) {
  static final String FILE = "lineage.json";

  /// @param licence of the card; documents may have their own, which `corpus/ledger.json` lists
  /// @param allowed uses that the card allows
  /// @param digest of the source's files
  /// @param shares in the order of file and language
  record SourceShare(
      String id,
      String title,
      String custodian,
      String licence,
      List<String> allowed,
      String location,
      String digest,
      List<Share> shares) {}

  /// What one file gave to one language.
  ///
  /// @param documents that the model was trained on
  /// @param tokens of these, `</s>` included
  /// @param firstDocument smallest number of them in `shards/LANG.documents.jsonl.zst`
  /// @param lastDocument largest number
  record Share(
      String file,
      String language,
      long documents,
      long bytes,
      long tokens,
      long firstDocument,
      long lastDocument) {

    Share plus(Share next) {
      return new Share(
          file,
          language,
          documents + next.documents,
          bytes + next.bytes,
          tokens + next.tokens,
          Math.min(firstDocument, next.firstDocument),
          Math.max(lastDocument, next.lastDocument));
    }
  }

  record StageKey(String key, int formatVersion, long seed, Map<String, String> inputs) {}

  static Lineage of(RunFolder run) throws IOException {
    Map<String, Map<String, Share>> bySource = new TreeMap<>();
    Corpus corpus = new Corpus(run.folder(StageName.CORPUS));
    for (String language : corpus.languages()) {
      collect(corpus, language, run.folder(StageName.SHARDS), bySource);
    }
    List<SourceShare> sources = new ArrayList<>();
    for (CataloguedSource source : Catalogue.read(run.folder(StageName.CATALOGUE)).sources()) {
      sources.add(share(source, bySource.getOrDefault(source.card().id(), Map.of())));
    }
    Map<String, StageKey> stages = new TreeMap<>();
    for (StageName stage : StageName.values()) {
      run.manifest(stage).ifPresent(manifest -> stages.put(stage.folder(), key(manifest)));
    }
    stages.remove(StageName.RELEASE.folder()); // an older release is no part of this one
    return new Lineage(sources, stages);
  }

  private static SourceShare share(CataloguedSource source, Map<String, Share> shares) {
    return new SourceShare(
        source.card().id(),
        source.card().title(),
        source.card().custodian(),
        source.card().licence().id(),
        source.card().licence().allowed().stream().map(Use::word).toList(),
        source.card().location(),
        source.digest(),
        List.copyOf(shares.values()));
  }

  private static StageKey key(Manifest manifest) {
    return new StageKey(
        manifest.key(), manifest.formatVersion(), manifest.seed(), manifest.inputs());
  }

  /// Walks the corpus and the shard's index together; they list the same documents in one order.
  private static void collect(
      Corpus corpus, String language, Path shards, Map<String, Map<String, Share>> bySource)
      throws IOException {
    Path index = shards.resolve(language + ".documents.jsonl.zst");
    if (!Files.exists(index)) {
      return; // a language whose share was rounded to nothing has no shard
    }
    try (BufferedReader places =
        new BufferedReader(
            new InputStreamReader(CompressedFiles.open(index), StandardCharsets.UTF_8))) {
      for (Path part : corpus.parts(language)) {
        try (DocumentReader reader = new DocumentReader(part)) {
          for (Document document; (document = reader.next()) != null; ) {
            add(document, place(places, index, document), bySource);
          }
        }
      }
    }
  }

  private static JsonNode place(BufferedReader places, Path index, Document document)
      throws IOException {
    @Nullable String line = places.readLine();
    JsonNode place = Json.MAPPER.readTree(line == null ? "{}" : line);
    if (!place.path("id").asText().equals(document.id())) {
      throw new ArtifactException(
          index
              + " lists document \""
              + place.path("id").asText()
              + "\" where the corpus has \""
              + document.id()
              + "\"; run the pack stage again");
    }
    return place;
  }

  private static void add(
      Document document, JsonNode place, Map<String, Map<String, Share>> bySource) {
    long number = place.path("document").asLong();
    Share share =
        new Share(
            document.origin().file(),
            document.language(),
            1,
            document.text().getBytes(StandardCharsets.UTF_8).length,
            place.path("length").asLong(),
            number,
            number);
    bySource
        .computeIfAbsent(document.source(), _ -> new TreeMap<>())
        .merge(share.file() + "\u0000" + share.language(), share, Share::plus);
  }
}
