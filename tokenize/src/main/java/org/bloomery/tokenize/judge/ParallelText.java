package org.bloomery.tokenize.judge;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.Optional;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.stream.Stream;
import org.bloomery.artifact.InputException;
import org.bloomery.artifact.RunFileException;
import org.bloomery.tokenize.encode.Specials;
import org.bloomery.tokenize.encode.Tokenizer;

/// The same content in several languages: a folder of `LANG.txt` in which line n of every file says
/// the same. A line counts for a language where it is not blank in that language nor in the pivot.
///
/// The premium of a language is the number of tokens of its lines over that of the pivot's lines: 2
/// means that the same content costs twice as much to read, to write and to fit into the context
/// (Petrov et al. 2023, "Language Model Tokenizers Introduce Unfairness Between Languages", §2,
/// with English as the pivot).
record ParallelText(String pivot, SortedMap<String, List<String>> lines) {

  /// Reads the folder; all files must have the same number of lines.
  static ParallelText read(Path folder, String pivot) throws IOException {
    if (!Files.isDirectory(folder)) {
      throw new InputException(
          folder + " is no folder; --parallel names a folder of LANG.txt, parallel by line");
    }
    SortedMap<String, List<String>> lines = new TreeMap<>();
    List<Path> paths;
    try (Stream<Path> below = Files.list(folder)) {
      paths = below.filter(Files::isRegularFile).sorted().toList();
    }
    for (Path path : paths) {
      Optional<String> stem = TextLines.stem(path);
      if (stem.isPresent() && path.getFileName().toString().contains(".txt")) {
        lines.put(CorpusLanguage.checked(stem.get(), path.toString()), TextLines.all(path));
      }
    }
    ParallelText text = new ParallelText(pivot, lines);
    text.check(folder);
    return text;
  }

  private void check(Path folder) {
    List<String> first = lines.get(pivot);
    if (first == null) {
      throw new RunFileException(
          "--pivot "
              + pivot
              + ": "
              + folder
              + " has no "
              + pivot
              + ".txt; it holds "
              + (lines.isEmpty() ? "no LANG.txt" : String.join(", ", lines.keySet())));
    }
    lines.forEach((language, own) -> {
      if (own.size() != first.size()) {
        throw new InputException(
            "%s: %s.txt has %,d lines and %s.txt %,d; lines that are parallel must be paired"
                .formatted(folder, pivot, first.size(), language, own.size()));
      }
      if (common(language).isEmpty()) {
        throw new InputException(
            folder
                + ": "
                + language
                + ".txt and "
                + pivot
                + ".txt have no line in common that is not blank in one of them");
      }
    });
  }

  Collection<String> languages() {
    return lines.keySet();
  }

  /// The numbers of the lines that a language shares with the pivot, from 0.
  List<Integer> common(String language) {
    List<String> first = lines.getOrDefault(pivot, List.of());
    List<String> own = lines.getOrDefault(language, List.of());
    List<Integer> numbers = new ArrayList<>();
    for (int i = 0; i < own.size(); i++) {
      if (!own.get(i).isBlank() && !first.get(i).isBlank()) {
        numbers.add(i);
      }
    }
    return numbers;
  }

  String line(String language, int number) {
    return lines.getOrDefault(language, List.of()).get(number);
  }

  /// Tokens of a language over tokens of the pivot on the lines that both have.
  double premium(Tokenizer tokenizer, String language) {
    long own = 0;
    long ofPivot = 0;
    for (int number : common(language)) {
      own += tokenizer.encode(line(language, number), Specials.AS_TEXT).length;
      ofPivot += tokenizer.encode(line(pivot, number), Specials.AS_TEXT).length;
    }
    return (double) own / ofPivot;
  }
}
