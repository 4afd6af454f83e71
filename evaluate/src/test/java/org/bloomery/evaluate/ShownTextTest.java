package org.bloomery.evaluate;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import org.bloomery.artifact.ArtifactException;
import org.bloomery.artifact.Corpus;
import org.bloomery.artifact.Document;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class ShownTextTest {
  @TempDir private Path folder;

  private static Document document(String id, String source, String licence) {
    return new Document(
        id, id, "en", 1, source, licence, null, new Document.Origin("f", 0, 1), List.of());
  }

  @Test
  void samplesBeginWithTheFirstDocumentThatMayBeShown() throws IOException {
    Corpus corpus = new Corpus(folder);
    Files.writeString(
        corpus.ledger(),
        """
        {"sources": [
          {"card": {"id": "crawl"}, "licences": {"MIT": {"uses": ["train"]}}},
          {"card": {"id": "texts"}, "licences": {
            "MIT": {"uses": ["train", "show"]}, "GPL-2+": {"uses": ["train"]}}}]}
        """);
    ShownText shown = new ShownText(corpus);
    List<Document> documents =
        List.of(
            document("a", "crawl", "MIT"),
            document("b", "texts", "GPL-2+"),
            document("c", "texts", "MIT"));
    assertEquals(Optional.of(documents.get(2)), shown.firstOf(documents));
    assertEquals(Optional.empty(), shown.firstOf(documents.subList(0, 2)));
  }

  @Test
  void refusesACorpusWithoutLedger() {
    assertThrows(ArtifactException.class, () -> new ShownText(new Corpus(folder)));
  }
}
