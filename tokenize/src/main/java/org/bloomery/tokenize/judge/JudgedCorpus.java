package org.bloomery.tokenize.judge;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.function.Consumer;
import java.util.stream.Stream;
import org.bloomery.artifact.Corpus;
import org.bloomery.artifact.Document;
import org.bloomery.artifact.InputException;

/// Finds the texts of each language in what `--corpus` names:
///
/// - a curated corpus: folders of languages with `part-NNNNN.jsonl.zst`, and `heldout/`
/// - a folder of `LANG.txt` (a text a line) or `LANG.jsonl`, plain or `.gz` or `.zst`
/// - a JSONL file whose lines have `language` and `text`; its texts are kept in memory
final class JudgedCorpus {
  private final Consumer<String> setAside;

  JudgedCorpus(Consumer<String> setAside) {
    this.setAside = setAside;
  }

  /// The languages by their codes.
  SortedMap<String, LanguageText> read(Path path) throws IOException {
    SortedMap<String, LanguageText> languages;
    if (!Files.exists(path)) {
      throw new InputException(
          path
              + " is not there; --corpus names a corpus folder, a folder of LANG.txt or LANG.jsonl,"
              + " or a JSONL file with language and text");
    } else if (!Files.isDirectory(path)) {
      languages = jsonl(path);
    } else if (isCurated(path)) {
      languages = curated(new Corpus(path));
    } else {
      languages = files(path);
    }
    if (languages.isEmpty()) {
      throw new InputException(
          path + " holds no text; name files LANG.txt or LANG.jsonl, as in fr.txt");
    }
    return languages;
  }

  private static boolean isCurated(Path folder) throws IOException {
    try (Stream<Path> below = Files.list(folder)) {
      return below
          .filter(Files::isDirectory)
          .anyMatch(each ->
              each.endsWith("heldout") || Files.exists(each.resolve("part-00000.jsonl.zst")));
    }
  }

  private static SortedMap<String, LanguageText> curated(Corpus corpus) throws IOException {
    SortedMap<String, LanguageText> languages = new TreeMap<>();
    for (String language : corpus.languages()) {
      Texts training =
          text ->
              corpus.forEachTrainingDocument(language, document -> text.accept(document.text()));
      Optional<Path> heldOut = corpus.heldOut(language);
      languages.put(
          language,
          heldOut.isEmpty()
              ? HeldOutTenth.of(language, training)
              : new LanguageText(
                  language,
                  "heldout",
                  text -> Corpus.forEach(heldOut.get(), each -> text.accept(textOf(each))),
                  training));
    }
    return languages;
  }

  private static String textOf(Document document) {
    return document.text();
  }

  private SortedMap<String, LanguageText> files(Path folder) throws IOException {
    Map<String, List<Texts>> found = new TreeMap<>();
    List<Path> paths;
    try (Stream<Path> below = Files.list(folder)) {
      paths = below.filter(Files::isRegularFile).sorted().toList();
    }
    for (Path path : paths) {
      Optional<String> stem = TextLines.stem(path);
      if (stem.isPresent()) {
        found
            .computeIfAbsent(
                CorpusLanguage.checked(stem.get(), path.toString()), _ -> new ArrayList<>())
            .add(new TextLines(path, setAside));
      }
    }
    SortedMap<String, LanguageText> languages = new TreeMap<>();
    for (Map.Entry<String, List<Texts>> each : found.entrySet()) {
      languages.put(each.getKey(), HeldOutTenth.of(each.getKey(), Texts.concat(each.getValue())));
    }
    return languages;
  }

  private SortedMap<String, LanguageText> jsonl(Path file) throws IOException {
    Map<String, List<String>> texts = new TreeMap<>();
    new TextLines(file, setAside)
        .forEachOfLanguage(
            (language, text) -> texts.computeIfAbsent(language, _ -> new ArrayList<>()).add(text));
    SortedMap<String, LanguageText> languages = new TreeMap<>();
    for (Map.Entry<String, List<String>> each : texts.entrySet()) {
      languages.put(each.getKey(), HeldOutTenth.of(each.getKey(), each.getValue()::forEach));
    }
    return languages;
  }
}
