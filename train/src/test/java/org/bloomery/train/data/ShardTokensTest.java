package org.bloomery.train.data;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;

import java.io.IOException;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class ShardTokensTest {
  @Test
  void readsWhatPackingWrote(@TempDir Path folder) throws IOException {
    ListedTokens set =
        new ListedTokens(List.of(new int[] {1, 2, 65535}, new int[0], new int[] {4, 5}));
    WrittenShard.write(folder.resolve("fr"), set);
    try (ShardTokens tokens = new ShardTokens(folder.resolve("fr"))) {
      assertEquals(3, tokens.documents());
      assertEquals(5, tokens.tokens());
      assertEquals(0, tokens.length(1));
      int[] target = new int[4];
      tokens.read(0, 1, 2, target, 0);
      tokens.read(2, 0, 2, target, 2);
      assertArrayEquals(new int[] {2, 65535, 4, 5}, target);
    }
  }
}
