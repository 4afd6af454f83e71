package org.bloomery.curate.html;

import com.fasterxml.jackson.databind.JsonNode;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Optional;
import java.util.zip.ZipEntry;
import java.util.zip.ZipFile;
import org.bloomery.artifact.Digests;
import org.bloomery.artifact.Json;
import org.jsoup.parser.Parser;
import org.jspecify.annotations.Nullable;

/// Annotated pages from the folder `web` below the one that the environment variable
/// `BLOOMERY_DATA` names. Half of them are held out: those whose SHA-256 begins with an odd digit.
/// Nothing is learned from these.
final class GoldPages {
  private GoldPages() {}

  /// A page with its whole main text, or with segments that must and must not be found in it.
  ///
  /// @param key SHA-256 of the page
  @SuppressWarnings("ArrayRecordComponent") // bytes to be read once, never compared
  record Page(
      String set,
      String key,
      byte[] bytes,
      @Nullable String text,
      List<String> wanted,
      List<String> unwanted) {
    boolean heldOut() {
      return Character.digit(key.charAt(0), 16) % 2 == 1;
    }
  }

  static Optional<Path> folder() {
    String data = System.getenv("BLOOMERY_DATA");
    return Optional.ofNullable(data)
        .map(d -> Path.of(d, "web"))
        .filter(d -> Files.exists(d.resolve("trafilatura-eval.zip")));
  }

  static List<Page> read(Path folder) throws IOException {
    List<Page> pages = new ArrayList<>();
    try (ZipFile zip = open(folder, "article-extraction-benchmark")) {
      Json.MAPPER
          .readTree(bytes(zip, "ground-truth.json"))
          .properties()
          .forEach(gold ->
              pages.add(
                  whole(
                      "benchmark",
                      bytes(zip, "html/" + gold.getKey() + ".html"),
                      gold.getValue().get("articleBody").asText())));
    }
    try (ZipFile zip = open(folder, "readability-test-pages")) {
      for (ZipEntry entry : Collections.list(zip.entries())) {
        if (entry.getName().endsWith("/source.html")) {
          String gold = text(zip, entry.getName().replace("source", "expected"));
          String plain = Parser.unescapeEntities(gold.replaceAll("<[^>]*>", " "), false);
          pages.add(whole("readability", bytes(zip, entry.getName()), plain));
        }
      }
    }
    try (ZipFile zip = open(folder, "newspaper4k-tests")) {
      for (ZipEntry entry : Collections.list(zip.entries())) {
        String gold = entry.getName().replace("html/", "txt/").replace(".html", ".txt");
        if (entry.getName().endsWith(".html") && zip.getEntry(gold) != null) {
          pages.add(whole("newspaper4k", bytes(zip, entry.getName()), text(zip, gold)));
        }
      }
    }
    try (ZipFile zip = open(folder, "trafilatura-eval")) {
      for (JsonNode gold : Json.MAPPER.readTree(bytes(zip, "evaldata.json"))) {
        byte[] page = bytes(zip, "html/" + gold.get("file").asText());
        pages.add(
            new Page(
                "trafilatura",
                Digests.sha256(page),
                page,
                null,
                strings(gold.get("with")),
                strings(gold.get("without"))));
      }
    }
    return pages;
  }

  private static Page whole(String set, byte[] page, String text) {
    return new Page(set, Digests.sha256(page), page, text, List.of(), List.of());
  }

  private static ZipFile open(Path folder, String name) throws IOException {
    return new ZipFile(folder.resolve(name + ".zip").toFile());
  }

  private static byte[] bytes(ZipFile zip, String name) {
    try (InputStream in = zip.getInputStream(zip.getEntry(name))) {
      return in.readAllBytes();
    } catch (IOException e) {
      throw new IllegalStateException(zip.getName() + ": " + name, e);
    }
  }

  private static String text(ZipFile zip, String name) {
    return new String(bytes(zip, name), StandardCharsets.UTF_8);
  }

  private static List<String> strings(JsonNode list) {
    List<String> strings = new ArrayList<>();
    list.forEach(s -> strings.add(s.asText()));
    return strings;
  }
}
