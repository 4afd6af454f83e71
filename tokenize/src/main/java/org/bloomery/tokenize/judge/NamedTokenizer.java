package org.bloomery.tokenize.judge;

import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import org.bloomery.artifact.InputException;
import org.bloomery.tokenize.encode.Tokenizer;
import org.bloomery.tokenize.file.TokenizerFiles;

/// A vocabulary on trial.
///
/// @param directory as the person named it
record NamedTokenizer(String name, String directory, Tokenizer tokenizer) {

  /// Reads folders with `tokenizer.json`, or run directories; each is called by as much of the end
  /// of its path as tells it from the others.
  static List<NamedTokenizer> read(List<String> directories) {
    List<NamedTokenizer> tokenizers = new ArrayList<>();
    for (int i = 0; i < directories.size(); i++) {
      Tokenizer tokenizer = TokenizerFiles.readNamed(Path.of(directories.get(i)));
      tokenizers.add(new NamedTokenizer(names(directories).get(i), directories.get(i), tokenizer));
    }
    return tokenizers;
  }

  private static List<String> names(List<String> directories) {
    List<Path> paths =
        directories.stream().map(each -> Path.of(each).toAbsolutePath().normalize()).toList();
    int longest = paths.stream().mapToInt(Path::getNameCount).max().orElse(1);
    List<String> names = List.of();
    for (int parts = 1; parts <= longest; parts++) {
      int wanted = parts;
      names =
          paths.stream()
              .map(path -> {
                int count = path.getNameCount();
                return count == 0
                    ? "root"
                    : path.subpath(Math.max(0, count - wanted), count).toString();
              })
              .toList();
      if (new HashSet<>(names).size() == names.size()) {
        return names;
      }
    }
    throw new InputException(names.getFirst() + " is named twice; name each vocabulary once");
  }
}
