package org.bloomery.artifact.shard;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.HexFormat;
import org.bloomery.artifact.ArtifactException;
import org.bloomery.artifact.ResourceException;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class ShardTest {
  @TempDir Path folder;

  private Path write(int vocabularySize, int[]... documents) throws IOException {
    Path prefix = folder.resolve("en");
    try (ShardWriter writer = new ShardWriter(prefix, vocabularySize)) {
      for (int[] ids : documents) {
        writer.add(ids);
      }
      writer.finish();
    }
    return prefix;
  }

  @Test
  void writesMegatronsLayoutByteForByte() throws IOException {
    write(600, new int[] {5, 6, 2}, new int[] {2});
    HexFormat hex = HexFormat.of();
    assertEquals(
        "0500" + "0600" + "0200" + "0200",
        hex.formatHex(Files.readAllBytes(folder.resolve("en.bin"))));
    assertEquals(
        "4d4d4944494458"
            + "0000" // MMIDIDX
            + "0100000000000000" // version
            + "08" // uint16
            + "0200000000000000" // sequences
            + "0300000000000000" // document entries
            + "03000000"
            + "01000000" // lengths
            + "0000000000000000"
            + "0600000000000000" // byte offsets
            + "0000000000000000"
            + "0100000000000000"
            + "0200000000000000",
        hex.formatHex(Files.readAllBytes(folder.resolve("en.idx"))));
  }

  @Test
  void takesThirtyTwoBitsForLargeVocabularies() throws IOException {
    assertEquals(ElementType.UINT16, ElementType.forVocabulary(65_499));
    assertEquals(ElementType.INT32, ElementType.forVocabulary(65_500));
    Path prefix = write(250_680, new int[] {250_000, 2});
    try (ShardReader reader = new ShardReader(prefix)) {
      assertArrayEquals(new int[] {250_000, 2}, reader.read(0));
    }
  }

  @Test
  void readsAnyRangeOfAnyDocument() throws IOException {
    Path prefix = write(65_499, new int[] {1, 65_498, 2}, new int[0], new int[] {7, 8, 9, 2});
    try (ShardReader reader = new ShardReader(prefix)) {
      assertEquals(3, reader.documents());
      assertEquals(7, reader.tokens());
      assertArrayEquals(new int[] {1, 65_498, 2}, reader.read(0));
      assertArrayEquals(new int[0], reader.read(1));
      int[] target = new int[3];
      reader.read(2, 1, 2, target, 1);
      assertArrayEquals(new int[] {0, 8, 9}, target);
      assertThrows(IndexOutOfBoundsException.class, () -> reader.read(2, 3, 2, target, 0));
    }
  }

  @Test
  void refusesFilesThatAreCutShort() throws IOException {
    Path prefix = write(600, new int[] {5, 6, 2}, new int[] {2});
    Path bin = folder.resolve("en.bin");
    byte[] data = Files.readAllBytes(bin);
    Files.write(bin, Arrays.copyOf(data, data.length - 1));
    assertThrows(ArtifactException.class, () -> new ShardReader(prefix).close());
    Path index = folder.resolve("en.idx");
    byte[] bytes = Files.readAllBytes(index);
    for (int length : new int[] {0, 8, 33, 34, bytes.length - 1}) {
      Files.write(index, Arrays.copyOf(bytes, length));
      assertThrows(ArtifactException.class, () -> new ShardReader(prefix).close());
    }
    byte[] other = bytes.clone();
    other[17] = 9;
    Files.write(index, other);
    assertThrows(ArtifactException.class, () -> new ShardReader(prefix).close());
    Files.delete(index);
    assertThrows(ResourceException.class, () -> new ShardReader(prefix).close());
  }
}
