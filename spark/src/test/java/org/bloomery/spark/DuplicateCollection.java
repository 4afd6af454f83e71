package org.bloomery.spark;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Random;
import org.bloomery.artifact.Json;

/// Documents with planted duplicates of every kind, in two sources of several files each. The same
/// seed gives the same documents.
final class DuplicateCollection {
  static final String TEMPLATE = "Share this page with your friends and follow us everywhere!";
  static final String ITEM =
      "In which year did the old furnace by the river go out for the last time, and who was there?";

  static final String[] STEPS = {
    "curate.duplicates.url=\"path\"",
    "curate.duplicates.lines={minimumCharacters=15,minimumOccurrences=10,remain=\"none\",within=\"source\"}",
    "curate.duplicates.minhash={bands=20,rows=5,shingle=5,similarity=0.8}",
    "curate.duplicates.simhash={distance=3,shingle=5,maximumCharacters=6000}",
    "curate.duplicates.substrings={minimumBytes=200,blockBytes=65536}",
  };

  private final Random random = new Random(17);
  private final List<String> sentences;
  private final List<String> written = new ArrayList<>();
  private int number;

  private DuplicateCollection() throws IOException {
    sentences = new ArrayList<>();
    for (String language : List.of("en", "fr")) {
      for (String line : TestCollection.lines(language)) {
        sentences.addAll(List.of(line.split("(?<=[.!?]) ", -1)));
      }
    }
  }

  /// @param documents in each of four files
  static TestCollection write(Path folder, int documents) throws IOException {
    DuplicateCollection made = new DuplicateCollection();
    TestCollection collection = new TestCollection(folder);
    for (String source : List.of("first", "second")) {
      Path files = Files.createDirectories(folder.resolve(source));
      for (int file = 0; file < 2; file++) {
        List<String> lines = new ArrayList<>();
        for (int i = 0; i < documents; i++) {
          lines.add(made.document(source));
        }
        Files.write(files.resolve(file + ".jsonl"), lines);
      }
      Path card = collection.card(source, "jsonl", source + "/*.jsonl");
      Files.writeString(card, Files.readString(card) + "url = \"url\"\n");
    }
    collection.catalogue();
    return collection;
  }

  private String document(String source) {
    number++;
    Map<String, String> document = new LinkedHashMap<>();
    int kind = written.isEmpty() ? 9 : random.nextInt(10);
    String text =
        switch (kind) {
          case 0 -> earlier();
          case 1, 2 -> changed(earlier());
          case 3 -> fresh() + "\n" + TEMPLATE;
          case 4 -> fresh() + "\n" + earlier().lines().findFirst().orElse("") + "\n" + fresh();
          case 5 -> number % 3 == 0 ? fresh() + "\n" + ITEM : fresh();
          default -> fresh();
        };
    written.add(text);
    document.put("text", text);
    document.put(
        "url",
        "https://" + source + ".example/" + (kind >= 6 ? number / 3 : number) + "?visit=" + number);
    return Json.line(document);
  }

  private String earlier() {
    return written.get(random.nextInt(written.size()));
  }

  private String fresh() {
    boolean french = random.nextBoolean();
    StringBuilder text = new StringBuilder();
    for (int line = 0; line < 3; line++) {
      for (int i = 0; i < 4; i++) {
        int half = sentences.size() / 2;
        text.append(sentences.get(random.nextInt(half) + (french ? half : 0)))
            .append(" No. ")
            .append(random.nextInt(1_000_000))
            .append(i < 3 ? " " : "");
      }
      text.append(line < 2 ? "\n" : "");
    }
    return text.toString();
  }

  /// One word in 120 is another one.
  private String changed(String text) {
    String[] words = text.split(" ", -1);
    for (int i = 0; i < words.length; i++) {
      if (random.nextInt(120) == 0) {
        words[i] = "changed" + random.nextInt(100);
      }
    }
    return String.join(" ", words);
  }
}
