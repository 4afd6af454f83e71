package org.bloomery.artifact.source;

import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.bloomery.artifact.InputException;
import org.bloomery.artifact.RunFileException;
import org.bloomery.artifact.run.CatalogueSettings;
import org.bloomery.artifact.run.RunFile;
import org.jspecify.annotations.Nullable;

/// A card together with the places that its location may start at.
///
/// @param file that the card was read from; `file:` locations start at its folder
/// @param folder where the location starts: that of the card, or that of the data
public record LocatedCard(SourceCard card, Path file, Path folder) {
  /// Names the folder of the data where the run file does not.
  public static final String DATA_VARIABLE = "BLOOMERY_DATA";

  /// Reads and checks the cards of a run; all problems of all cards are reported together.
  public static List<LocatedCard> readAll(CatalogueSettings settings) {
    Path stated = settings.data();
    String variable = System.getenv(DATA_VARIABLE);
    return readAll(
        settings.cards(),
        stated != null || variable == null || variable.isEmpty() ? stated : Path.of(variable));
  }

  /// Reads and checks cards.
  ///
  /// @param data where `data:` locations start; a card that has one is refused without it
  public static List<LocatedCard> readAll(List<Path> files, @Nullable Path data) {
    List<LocatedCard> cards = new ArrayList<>();
    List<String> problems = new ArrayList<>();
    Map<String, Path> ids = new HashMap<>();
    for (Path file : files) {
      try {
        SourceCard card = RunFile.bind(file, CardFile.class).check(file.toString(), problems);
        if (card != null) {
          cards.add(new LocatedCard(card, file, start(card, file, data, problems)));
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

  private static Path start(
      SourceCard card, Path file, @Nullable Path data, List<String> problems) {
    Path parent = file.toAbsolutePath().getParent();
    Path own = parent == null ? file.toAbsolutePath() : parent;
    if (!card.location().startsWith("data:")) {
      return own;
    }
    if (data == null) {
      problems.add(
          file
              + ": location = \""
              + card.location()
              + "\" lies in a folder that the run does not name; give it with --set"
              + " catalogue.data=FOLDER, or in the environment variable "
              + DATA_VARIABLE);
      return own;
    }
    return data.toAbsolutePath();
  }

  public SourceLocation location() {
    return SourceLocation.of(card.location(), folder);
  }

  /// The files of this source with their digests.
  ///
  /// @throws InputException when there are none, or not as many bytes as the card states
  public CataloguedSource resolve() {
    CataloguedSource found = CataloguedSource.of(card, location().files(card.include()));
    Long stated = card.size() == null ? null : card.size().bytes();
    if (stated != null && stated != found.bytes()) {
      throw new InputException(
          file
              + ": size.bytes = "
              + stated
              + ", but "
              + location()
              + " holds "
              + found.bytes()
              + " bytes; fetch the source again, or correct the card");
    }
    return found;
  }
}
