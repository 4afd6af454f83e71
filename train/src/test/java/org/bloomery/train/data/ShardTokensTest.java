package org.bloomery.train.data;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import org.bloomery.artifact.ArtifactException;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class ShardTokensTest {
  @TempDir Path folder;

  @BeforeEach
  void writeShard() throws IOException {
    WrittenShard.write(
        folder.resolve("fr"),
        new ListedTokens(List.of(new int[] {1, 2, 65535}, new int[0], new int[] {4, 5})));
  }

  @Test
  void readsDocumentsAtRandom() throws IOException {
    try (ShardTokens tokens = ShardTokens.open(folder.resolve("fr"))) {
      assertEquals(3, tokens.documents());
      assertEquals(5, tokens.tokens());
      assertEquals(0, tokens.length(1));
      int[] target = new int[4];
      tokens.read(0, 1, 2, target, 0);
      tokens.read(2, 0, 2, target, 2);
      assertArrayEquals(new int[] {2, 65535, 4, 5}, target);
    }
  }

  @Test
  void refusesAnIndexCutShortOrOfAnotherKind() throws IOException {
    byte[] index = Files.readAllBytes(folder.resolve("fr.idx"));
    Files.write(folder.resolve("fr.idx"), Arrays.copyOf(index, index.length - 1));
    assertTrue(refusal().contains("fr.idx is cut short or grown"));
    Files.write(folder.resolve("fr.idx"), Arrays.copyOf(index, 20));
    assertTrue(refusal().contains("fr.idx is cut short"));
    index[0] = 'X';
    Files.write(folder.resolve("fr.idx"), index);
    assertTrue(refusal().contains("does not begin as an index does"));
  }

  @Test
  void refusesTokensCutShort() throws IOException {
    Files.write(folder.resolve("fr.bin"), new byte[8]);
    assertTrue(refusal().contains("places sequence 2 outside"));
  }

  private String refusal() {
    return assertThrows(
            ArtifactException.class, () -> ShardTokens.open(folder.resolve("fr")).close())
        .toString();
  }
}
