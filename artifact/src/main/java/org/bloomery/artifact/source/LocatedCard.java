package org.bloomery.artifact.source;

import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.bloomery.artifact.RunFileException;
import org.bloomery.artifact.run.RunFile;

/// A card together with the file that it was read from, which `file:` locations start at.
public record LocatedCard(SourceCard card, Path file) {

  /// Reads and checks cards; all problems of all cards are reported together.
  public static List<LocatedCard> readAll(List<Path> files) {
    List<LocatedCard> cards = new ArrayList<>();
    List<String> problems = new ArrayList<>();
    Map<String, Path> ids = new HashMap<>();
    for (Path file : files) {
      try {
        SourceCard card = RunFile.bind(file, CardFile.class).check(file.toString(), problems);
        if (card != null) {
          cards.add(new LocatedCard(card, file));
          Path other = ids.put(card.id(), file);
          if (other != null) {
            problems.add(
                file + ": id = \"" + card.id() + "\" is taken by " + other + "; rename one");
          }
        }
      } catch (RunFileException e) {
        problems.addAll(e.problems());
      }
    }
    if (!problems.isEmpty()) {
      throw new RunFileException(problems);
    }
    return cards;
  }

  public SourceLocation location() {
    Path parent = file.toAbsolutePath().getParent();
    return SourceLocation.of(card.location(), parent == null ? file.toAbsolutePath() : parent);
  }

  /// The files of this source with their digests.
  public CataloguedSource resolve() {
    return CataloguedSource.of(card, location().files(card.include()));
  }
}
