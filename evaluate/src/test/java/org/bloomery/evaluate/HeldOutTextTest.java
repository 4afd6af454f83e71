package org.bloomery.evaluate;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNotEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.nio.file.Path;
import java.util.HashSet;
import java.util.List;
import org.bloomery.artifact.Corpus;
import org.bloomery.artifact.Document;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class HeldOutTextTest {
  @Test
  void choiceDoesNotDependOnTheOrderOfTheFile(@TempDir Path folder) throws IOException {
    List<Document> documents = Texts.documents("de", 40, 3);
    Corpus forward = new Corpus(folder.resolve("a"));
    Corpus backward = new Corpus(folder.resolve("b"));
    Texts.write(forward.heldOutPath("de"), documents);
    Texts.write(backward.heldOutPath("de"), documents.reversed());
    List<Document> chosen = HeldOutText.choose(forward, "de", 5, 10);
    assertEquals(10, chosen.size());
    assertEquals(chosen.reversed(), HeldOutText.choose(backward, "de", 5, 10));
    assertNotEquals(new HashSet<>(chosen), new HashSet<>(HeldOutText.choose(forward, "de", 6, 10)));
  }

  @Test
  void languageWithoutHeldOutTextGivesNone(@TempDir Path folder) {
    assertTrue(HeldOutText.choose(new Corpus(folder), "xx", 1, 10).isEmpty());
  }
}
