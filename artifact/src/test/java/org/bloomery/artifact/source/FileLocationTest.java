package org.bloomery.artifact.source;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.bloomery.artifact.InputException;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class FileLocationTest {
  @TempDir private Path folder;
  private FileLocation texts;

  @BeforeEach
  void aFolderBesideAnother() throws IOException {
    Files.createDirectories(folder.resolve("texts/deep"));
    Files.createDirectories(folder.resolve("private"));
    Files.writeString(folder.resolve("texts/a.txt"), "a");
    Files.writeString(folder.resolve("texts/deep/b.txt"), "b");
    Files.writeString(folder.resolve("private/secret.txt"), "s");
    texts = new FileLocation(folder.resolve("texts"), null);
  }

  private void refused(Path target, String sentence) throws IOException {
    Path link = folder.resolve("texts/deep/link.txt");
    Files.deleteIfExists(link);
    Files.createSymbolicLink(link, target);
    InputException refused = assertThrows(InputException.class, () -> texts.names(null));
    String message = String.valueOf(refused.getMessage());
    assertTrue(message.startsWith(link + " is a link that " + sentence), message);
  }

  @Test
  void linksOutOfTheTreeAndToNothingAreNamed() throws IOException {
    assertEquals(List.of("a.txt", "deep/b.txt"), texts.names(null));
    refused(folder.resolve("private/secret.txt"), "leads out of");
    refused(folder.resolve("private"), "leads out of");
    refused(Path.of("../../private/secret.txt"), "leads out of");
    refused(folder.resolve("gone.txt"), "leads nowhere");
  }

  @Test
  void linksWithinTheTreeAreOtherNames() throws IOException {
    Files.createSymbolicLink(folder.resolve("texts/c.txt"), Path.of("deep/b.txt"));
    Files.createSymbolicLink(folder.resolve("texts/again"), Path.of("deep"));
    assertEquals(List.of("a.txt", "c.txt", "deep/b.txt"), texts.names(null));
    Files.createSymbolicLink(folder.resolve("entry"), folder.resolve("texts"));
    Files.createSymbolicLink(folder.resolve("texts/notes.md"), Path.of("gone.md"));
    assertEquals(List.of("a.txt", "c.txt", "deep/b.txt"), texts.names("**.txt"));
    Files.delete(folder.resolve("texts/notes.md"));
    FileLocation through = new FileLocation(folder.resolve("entry"), null);
    assertEquals(List.of("a.txt", "c.txt", "deep/b.txt"), through.names(null));
  }
}
