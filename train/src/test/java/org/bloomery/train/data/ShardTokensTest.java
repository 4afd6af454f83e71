package org.bloomery.train.data;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.FileTime;
import java.util.List;
import org.bloomery.artifact.ArtifactException;
import org.bloomery.artifact.InputException;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class ShardTokensTest {
  @Test
  void readsWhatPackingWrote(@TempDir Path folder) throws IOException {
    ListedTokens set =
        new ListedTokens(List.of(new int[] {1, 2, 65535}, new int[0], new int[] {4, 5}));
    WrittenShard.write(folder.resolve("fr"), set);
    try (ShardTokens tokens = new ShardTokens(folder.resolve("fr"), 65_536)) {
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
  void aShardThatChangesWhileItIsReadIsRefused(@TempDir Path folder) throws IOException {
    WrittenShard.write(folder.resolve("fr"), new ListedTokens(List.of(new int[] {1, 2, 65535})));
    try (ShardTokens tokens = new ShardTokens(folder.resolve("fr"), 65536)) {
      SampleOrder order = new SampleOrder(tokens, "fr", 2, 1, 42);
      Samples samples = new BlendedSamples(List.of(order), new double[] {1}, 1);
      samples.requireUnchanged();
      Path bin = folder.resolve("fr.bin");
      byte[] bytes = Files.readAllBytes(bin);
      bytes[0]++;
      Files.write(bin, bytes);
      Files.setLastModifiedTime(bin, FileTime.fromMillis(1)); // coarse clocks see it, too
      ArtifactException refused = assertThrows(ArtifactException.class, samples::requireUnchanged);
      assertTrue(refused.getMessage().contains("fr.bin has changed while training reads it"));
    }
  }

  @Test
  void refusesIdsBeyondTheVocabulary(@TempDir Path folder) throws IOException {
    WrittenShard.write(
        folder.resolve("fr"), new ListedTokens(List.of(new int[] {1, 2}, new int[] {4, 500})));
    try (ShardTokens tokens = new ShardTokens(folder.resolve("fr"), 500)) {
      tokens.read(0, 0, 2, new int[2], 0);
      String said =
          String.valueOf(assertThrows(InputException.class, tokens::checkSome).getMessage());
      assertTrue(said.contains("the token id 500 in sequence 1"), said);
    }
  }
}
