package org.bloomery.curate.operator;

import java.io.IOException;
import java.nio.charset.CharacterCodingException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import org.bloomery.artifact.InputException;
import org.bloomery.artifact.LanguageCode;
import org.bloomery.artifact.ResourceException;
import org.bloomery.artifact.run.filter.Definitions;
import org.bloomery.artifact.run.filter.LanguageFiles;
import org.bloomery.curate.text.KeySet;
import org.bloomery.curate.text.Spans;
import org.bloomery.curate.text.TextView;
import org.jspecify.annotations.Nullable;

/// The user's word lists: `LANG.txt` in a folder, a word or phrase a line, `#` before a comment. A
/// variety (`zh-hant`) without a list has that of its language.
///
/// The share of a text's words that are on its language's list (ac_dc, `compute_stopwords_ratio`):
/// in Chinese and Vietnamese pairs of neighbours are looked up as well, since their words may span
/// two of the cut; at most 1.
final class WordLists {
  private final @Nullable Path folder;
  private final Map<String, Optional<KeySet>> byLanguage = new HashMap<>();

  WordLists(@Nullable Path folder) {
    this.folder = folder;
  }

  /// The words of a language, if there is a list of them.
  Optional<KeySet> of(String language) {
    return byLanguage.computeIfAbsent(language, this::read);
  }

  private Optional<KeySet> read(String language) {
    return Optional.ofNullable(folder)
        .flatMap(lists -> LanguageFiles.list(lists, language))
        .map(WordLists::read);
  }

  private static KeySet read(Path file) {
    try {
      List<String> words =
          Files.readAllLines(file).stream()
              .map(String::strip)
              .filter(line -> !line.isEmpty() && !line.startsWith("#"))
              .map(word -> word.toLowerCase(Locale.ROOT))
              .toList();
      return new KeySet(words);
    } catch (CharacterCodingException e) {
      throw new InputException(file + " is not UTF-8 text; save it as UTF-8", e);
    } catch (IOException e) {
      throw new ResourceException(file + " cannot be read: " + e.getMessage(), e);
    }
  }

  static double share(TextView text, Definitions definitions, KeySet list) {
    Spans words = text.words(definitions);
    if (words.size() == 0) {
      return 0;
    }
    int found = 0;
    for (int i = 0; i < words.size(); i++) {
      found += list.contains(words.key(i)) ? 1 : 0;
    }
    String language = LanguageCode.base(text.language());
    boolean spaced = language.equals("vi");
    if (spaced || language.equals("zh")) {
      for (int i = 0; i + 1 < words.size(); i++) {
        found += list.contains(words.pair(i, spaced)) ? 1 : 0;
      }
    }
    return Math.min(1.0, (double) found / words.size());
  }
}
