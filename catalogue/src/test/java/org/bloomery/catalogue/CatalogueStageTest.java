package org.bloomery.catalogue;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.bloomery.artifact.InputException;
import org.bloomery.artifact.RunFileException;
import org.bloomery.artifact.source.CataloguedSource;
import org.bloomery.artifact.source.LocatedCard;
import org.bloomery.artifact.source.SourceFile;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class CatalogueStageTest {
  private static final Path SHIPPED =
      Path.of(System.getProperty("bloomery.root", "..")).resolve("runs/sources");

  @TempDir private Path folder;

  private Path card(String name, String governance, String location) throws IOException {
    return Files.writeString(
        folder.resolve(name),
        "id = \"%s\"\n".formatted(name.replace(".toml", ""))
            + "title = \"t\"\nkind = \"k\"\norigin = \"o\"\npersonalData = \"none\"\nwhy = \"w\"\n"
            + "location = \"%s\"\n".formatted(location)
            + governance
            + "\n[format]\nreader = \"text\"\n");
  }

  private static final String COMPLETE =
      "languages = [\"en\"]\ncustodian = \"c\"\n[licence]\nid = \"CC0-1.0\"\nurl = \"u\"\n";

  @Test
  void refusesEveryGapInGovernanceAtOnce() throws IOException {
    Path bare = card("bare.toml", "", "file:x");
    Path mixed = card("mixed.toml", COMPLETE.replace("\"en\"", "\"en\", \"identify\""), "ftp://x");
    RunFileException refused =
        assertThrows(RunFileException.class, () -> LocatedCard.readAll(List.of(bare, mixed)));
    List<String> problems = refused.problems();
    assertEquals(5, problems.size(), problems.toString());
    assertTrue(problems.get(0).contains("states no licence"), problems.get(0));
    assertTrue(problems.get(1).contains("names no custodian"), problems.get(1));
    assertTrue(problems.get(2).contains("does not state its languages"), problems.get(2));
    assertTrue(problems.get(3).contains("identify"), problems.get(3));
    assertTrue(problems.get(4).contains("ftp://x"), problems.get(4));
  }

  @Test
  void refusesTwoCardsOfOneName() throws IOException {
    Path one = card("one.toml", COMPLETE, "file:x");
    assertThrows(RunFileException.class, () -> LocatedCard.readAll(List.of(one, one)));
  }

  @Test
  void findsTheShippedSourcesOnTheClassPath() {
    List<LocatedCard> cards =
        LocatedCard.readAll(
            List.of(SHIPPED.resolve("europarl.toml"), SHIPPED.resolve("commons-lang.toml")));
    CataloguedSource europarl = cards.get(0).resolve();
    assertEquals(9_695_474, europarl.bytes());
    CataloguedSource code = cards.get(1).resolve();
    assertTrue(code.files().size() > 200, code.files().size() + " files");
    assertTrue(
        code.files().stream()
            .map(SourceFile::name)
            .toList()
            .contains("org/apache/commons/lang3/StringUtils.java"));
  }

  @Test
  void listsFoldersAndGlobsRelativeToTheCardInOrder() throws IOException {
    Files.createDirectories(folder.resolve("texts/sub"));
    Files.writeString(folder.resolve("texts/b.txt"), "b");
    Files.writeString(folder.resolve("texts/a.txt"), "a");
    Files.writeString(folder.resolve("texts/sub/c.txt"), "c");
    Files.writeString(folder.resolve("texts/sub/c.md"), "c");
    assertEquals(
        List.of("a.txt", "b.txt", "sub/c.txt"), names("file:texts", "include = \"**/*.txt\"\n"));
    assertEquals(List.of("a.txt", "b.txt", "sub/c.md", "sub/c.txt"), names("file:texts", ""));
    assertEquals(List.of("a.txt", "b.txt"), names("file:texts/*.txt", ""));
    assertEquals(List.of("a.txt"), names("file:texts/a.txt", ""));
  }

  private List<String> names(String location, String include) throws IOException {
    Path file = card("listed.toml", include + COMPLETE, location);
    return LocatedCard.readAll(List.of(file)).getFirst().resolve().files().stream()
        .map(SourceFile::name)
        .toList();
  }

  @Test
  void refusesLocationThatHoldsNothing() throws IOException {
    Path missing = card("missing.toml", COMPLETE, "file:nowhere/x");
    Path absent = card("absent.toml", COMPLETE, "classpath:nowhere/x.gz");
    for (LocatedCard card : LocatedCard.readAll(List.of(missing, absent))) {
      assertEquals(3, assertThrows(InputException.class, card::resolve).exitCode());
    }
  }
}
