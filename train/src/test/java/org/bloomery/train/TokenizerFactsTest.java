package org.bloomery.train;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.bloomery.artifact.ArtifactException;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class TokenizerFactsTest {
  @TempDir Path folder;

  private void write(String added) throws IOException {
    Files.writeString(
        folder.resolve("tokenizer.json"),
        "{\"model\":{\"type\":\"BPE\",\"vocab\":{\"<s>\":1,\"a\":4,\"b\":9}},\"added_tokens\":["
            + added
            + "]}");
  }

  @Test
  void countsUpToTheLargestId() throws IOException {
    write(
        "{\"id\":1,\"content\":\"<s>\"},{\"id\":2,\"content\":\"</s>\"},"
            + "{\"id\":3,\"content\":\"<pad>\"}");
    TokenizerFacts facts = TokenizerFacts.read(folder);
    assertEquals(new TokenizerFacts(10, 1, 2, 3), facts);
  }

  @Test
  void refusesATokenizerWithoutItsSpecialTokens() throws IOException {
    write("{\"id\":1,\"content\":\"<s>\"}");
    ArtifactException refused =
        assertThrows(ArtifactException.class, () -> TokenizerFacts.read(folder));
    assertTrue(refused.toString().contains("has no special token </s>"));
  }
}
