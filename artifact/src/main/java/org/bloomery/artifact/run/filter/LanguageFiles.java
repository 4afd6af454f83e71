package org.bloomery.artifact.run.filter;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;
import org.bloomery.artifact.LanguageCode;

/// The user's files for languages in a folder, named by the code of the language. A variety
/// (`zh-hant`) without a file has that of its language (`zh`).
public final class LanguageFiles {
  private static final List<String> MODEL = List.of(".ngrams", ".arpa");
  private static final List<String> LIST = List.of(".txt");

  private LanguageFiles() {}

  /// The model of n-grams of a language.
  public static Optional<Path> model(Path folder, String language) {
    return find(folder, language, MODEL);
  }

  /// The list of words of a language.
  public static Optional<Path> list(Path folder, String language) {
    return find(folder, language, LIST);
  }

  private static Optional<Path> find(Path folder, String language, List<String> endings) {
    return Stream.of(language, LanguageCode.base(language))
        .flatMap(code -> endings.stream().map(ending -> folder.resolve(code + ending)))
        .filter(Files::exists)
        .findFirst();
  }
}
