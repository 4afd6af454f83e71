package org.bloomery.catalogue;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.zip.ZipEntry;
import java.util.zip.ZipOutputStream;
import org.bloomery.artifact.InputException;
import org.bloomery.artifact.RunFileException;
import org.bloomery.artifact.run.Run;
import org.bloomery.artifact.run.RunFile;
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
            + "title = \"t\"\nkind = \"k\"\nwhy = \"w\"\n"
            + "location = \"%s\"\n".formatted(location)
            + governance
            + "\n[format]\nreader = \"text\"\n");
  }

  private static final String COMPLETE =
      """
      languages = ["en"]
      custodian = "c"
      origin = "o"
      availability = "open"
      personalDataRisk = "none"
      personalData = "none"
      [licence]
      id = "CC0-1.0"
      url = "u"
      allowed = ["train", "show"]
      """;

  @Test
  void refusesEveryGapInGovernanceAtOnce() throws IOException {
    Path bare = card("bare.toml", "", "file:x");
    Path mixed = card("mixed.toml", COMPLETE.replace("\"en\"", "\"en\", \"identify\""), "ftp://x");
    RunFileException refused =
        assertThrows(RunFileException.class, () -> LocatedCard.readAll(List.of(bare, mixed), null));
    List<String> problems = refused.problems();
    List<String> rules =
        List.of(
            "states no licence",
            "names no custodian",
            "where its text comes from",
            "how others come by it",
            "its risk of personal data",
            "which personal data",
            "does not state its languages",
            "mixes \"identify\" with codes",
            "ftp://x");
    assertEquals(rules.size(), problems.size(), problems.toString());
    for (int i = 0; i < rules.size(); i++) {
      assertTrue(problems.get(i).contains(rules.get(i)), problems.get(i));
    }
  }

  private String problem(String from, String to) throws IOException {
    Path file = card("one.toml", COMPLETE.replace(from, to), "file:x");
    RunFileException refused =
        assertThrows(RunFileException.class, () -> LocatedCard.readAll(List.of(file), null));
    assertEquals(1, refused.problems().size(), refused.problems().toString());
    return refused.problems().getFirst();
  }

  @Test
  void namesEachMistakeOfACard() throws IOException {
    String uses = "allowed = [\"train\", \"show\"]";
    assertTrue(problem(uses, "").contains("does not state what it may be used for"));
    assertTrue(problem(uses, "allowed = [\"sell\"]").contains("train, redistribute, show"));
    assertTrue(problem("\"open\"", "\"perhaps\"").contains("open, request, paid, closed"));
    assertTrue(problem("Risk = \"none\"", "Risk = \"dire\"").contains("none, low, medium, high"));
    String varieties = "custodian = \"c\"\nvarieties = ";
    assertTrue(
        problem("custodian = \"c\"", varieties + "[\"en_GB!\"]").contains("is no BCP 47 tag"));
    assertTrue(
        problem("custodian = \"c\"", varieties + "[\"pt-BR\"]").contains("variety of none of"));
    assertTrue(
        problem("[licence]", "size = { bytes = -1 }\n[licence]").contains("size.bytes = -1"));
  }

  private static Run run(Path card, String... sets) {
    List<String> all = new ArrayList<>(List.of(sets));
    all.add("catalogue.cards=[\"" + card.toAbsolutePath() + "\"]");
    return RunFile.load(SHIPPED.resolveSibling("tiny.toml"), all).run();
  }

  @Test
  void refusesSourcesThatMayNotBeTrainedOn() throws IOException {
    Files.writeString(folder.resolve("x"), "text");
    CatalogueStage stage = new CatalogueStage();
    Path shown = card("shown.toml", COMPLETE.replace("\"train\", ", ""), "file:x");
    RunFileException card = assertThrows(RunFileException.class, () -> stage.settings(run(shown)));
    assertTrue(card.problems().getFirst().contains("(licence.allowed = [show])"));
    Path whole = card("whole.toml", COMPLETE, "file:x");
    stage.settings(run(whole));
    stage.settings(run(whole, "curate.licences.\"cc0-1.0\"=[\"train\"]"));
    RunFileException policy =
        assertThrows(
            RunFileException.class,
            () -> stage.settings(run(whole, "curate.licences.MIT=[\"train\"]")));
    assertTrue(policy.problems().getFirst().contains("training on licence \"CC0-1.0\""));
  }

  @Test
  void holdsASourceToTheSizeThatItsCardStates() throws IOException {
    Files.writeString(folder.resolve("x"), "text");
    for (int bytes : new int[] {4, 5}) {
      Path file =
          card(
              "sized.toml",
              COMPLETE.replace("[licence]", "size = { bytes = " + bytes + " }\n[licence]"),
              "file:x");
      LocatedCard card = LocatedCard.readAll(List.of(file), null).getFirst();
      if (bytes == 4) {
        assertEquals(4, card.resolve().bytes());
      } else {
        String said =
            String.valueOf(assertThrows(InputException.class, card::resolve).getMessage());
        assertTrue(said.contains("size.bytes = 5") && said.contains("holds 4 bytes"), said);
      }
    }
  }

  @Test
  void readsTheFilesOfAZipArchiveBelowTheDataFolder() throws IOException {
    try (ZipOutputStream zip =
        new ZipOutputStream(Files.newOutputStream(folder.resolve("pages.zip")))) {
      for (String name : List.of("b/two.html", "../out.html", "a.html", "a.txt")) {
        zip.putNextEntry(new ZipEntry(name));
        zip.write(name.getBytes(StandardCharsets.UTF_8));
      }
    }
    Path file = card("zipped.toml", "include = \"{,b/}*.html\"\n" + COMPLETE, "data:pages.zip");
    LocatedCard card = LocatedCard.readAll(List.of(file), folder).getFirst();
    assertEquals(
        List.of("a.html", "b/two.html"),
        card.resolve().files().stream().map(SourceFile::name).toList());
    try (InputStream in = card.location().open("b/two.html")) {
      assertEquals("b/two.html", new String(in.readAllBytes(), StandardCharsets.UTF_8));
    }
    assertThrows(IOException.class, () -> card.location().open("nowhere.html"));
    Files.writeString(folder.resolve("pages.zip"), "no archive");
    assertEquals(3, assertThrows(InputException.class, card::resolve).exitCode());
    RunFileException homeless =
        assertThrows(RunFileException.class, () -> LocatedCard.readAll(List.of(file), null));
    assertTrue(homeless.problems().getFirst().contains("--set catalogue.data=FOLDER"));
  }

  @Test
  void refusesTwoCardsOfOneName() throws IOException {
    Path one = card("one.toml", COMPLETE, "file:x");
    assertThrows(RunFileException.class, () -> LocatedCard.readAll(List.of(one, one), null));
  }

  @Test
  void findsTheShippedSourcesOnTheClassPath() {
    List<LocatedCard> cards =
        LocatedCard.readAll(
            List.of(SHIPPED.resolve("europarl.toml"), SHIPPED.resolve("commons-lang.toml")), null);
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
    return LocatedCard.readAll(List.of(file), null).getFirst().resolve().files().stream()
        .map(SourceFile::name)
        .toList();
  }

  @Test
  void refusesLocationThatHoldsNothing() throws IOException {
    Path missing = card("missing.toml", COMPLETE, "file:nowhere/x");
    Path absent = card("absent.toml", COMPLETE, "classpath:nowhere/x.gz");
    for (LocatedCard card : LocatedCard.readAll(List.of(missing, absent), null)) {
      assertEquals(3, assertThrows(InputException.class, card::resolve).exitCode());
    }
  }
}
