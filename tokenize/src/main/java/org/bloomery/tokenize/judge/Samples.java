package org.bloomery.tokenize.judge;

import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import org.jspecify.annotations.Nullable;

/// A few texts to look at: the first lines that all languages of the parallel text share, else the
/// beginnings of the first texts.
final class Samples {
  private static final int TEXTS = 2;
  private static final int CHARACTERS = 140;

  private Samples() {}

  static List<String> of(LanguageText text, @Nullable ParallelText parallel) throws IOException {
    if (parallel != null && parallel.languages().contains(text.language())) {
      return shared(parallel).stream()
          .map(number -> cut(parallel.line(text.language(), number)))
          .toList();
    }
    List<String> samples = new ArrayList<>();
    text.measured()
        .forEach(each -> {
          if (samples.size() < TEXTS) {
            samples.add(cut(each));
          }
        });
    return samples;
  }

  private static List<Integer> shared(ParallelText parallel) {
    Set<Integer> numbers = new TreeSet<>(parallel.common(parallel.pivot()));
    for (String language : parallel.languages()) {
      Set<Integer> still = new TreeSet<>(numbers);
      still.retainAll(Set.copyOf(parallel.common(language)));
      numbers = still.isEmpty() ? numbers : still;
    }
    return numbers.stream().limit(TEXTS).toList();
  }

  /// The beginning of a text in one line, cut at white space if there is any.
  private static String cut(String text) {
    String line = text.strip().replaceAll("\\s+", " ");
    if (line.codePointCount(0, line.length()) <= CHARACTERS) {
      return line;
    }
    int end = line.offsetByCodePoints(0, CHARACTERS);
    int space = line.lastIndexOf(' ', end);
    return line.substring(0, space > end / 2 ? space : end) + " …";
  }
}
