package org.bloomery.tokenize.count;

import java.io.IOException;
import java.nio.file.Path;
import java.util.List;
import org.bloomery.artifact.Console;
import org.bloomery.artifact.run.TokenizeSettings;

/// Counts the words of a corpus for the stage: on the threads of this process, or elsewhere. The
/// result is the same, whoever counts.
public interface Counting {
  /// What counting gave.
  record Counted(WordList words, Sample sample) {}

  /// Counts.
  ///
  /// @param files corpus files; bad lines in them are refused
  /// @param scratch an empty folder, deleted when the words are merged
  Counted count(List<Path> files, TokenizeSettings settings, Path scratch, Console console)
      throws IOException;
}
