package org.bloomery.artifact.shard;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.fasterxml.jackson.databind.JsonNode;
import java.io.IOException;
import java.io.InputStream;
import java.io.RandomAccessFile;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HexFormat;
import java.util.List;
import java.util.Objects;
import org.bloomery.artifact.ArtifactException;
import org.bloomery.artifact.Json;
import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestFactory;
import org.junit.jupiter.api.io.TempDir;

/// Shards that numpy wrote by Megatron's rules: peers/record_megatron_data.py.
class MegatronShardsTest {
  private static final int ELEMENT_TYPE_AT = 17;

  @TempDir Path folder;

  private static JsonNode recorded() throws IOException {
    try (InputStream in = MegatronShardsTest.class.getResourceAsStream("/megatron-shards.json")) {
      return Json.MAPPER.readTree(Objects.requireNonNull(in)).path("shards");
    }
  }

  private Path write(JsonNode shard) throws IOException {
    Path prefix = folder.resolve("set_text_document");
    HexFormat hex = HexFormat.of();
    Files.write(folder.resolve("set_text_document.idx"), hex.parseHex(shard.path("idx").asText()));
    Files.write(folder.resolve("set_text_document.bin"), hex.parseHex(shard.path("bin").asText()));
    return prefix;
  }

  @TestFactory
  List<DynamicTest> readsWhatOthersWrite() throws IOException {
    List<DynamicTest> tests = new ArrayList<>();
    for (JsonNode shard : recorded()) {
      tests.add(DynamicTest.dynamicTest(shard.path("name").asText(), () -> check(shard)));
    }
    assertEquals(8, tests.size());
    return tests;
  }

  private void check(JsonNode shard) throws IOException {
    try (ShardReader reader = new ShardReader(write(shard))) {
      JsonNode sequences = shard.path("sequences");
      assertEquals(sequences.size(), reader.sequences());
      assertEquals(shard.path("documents").asInt(), reader.documents());
      long tokens = 0;
      for (int s = 0; s < reader.sequences(); s++) {
        int[] expected = Json.MAPPER.convertValue(sequences.get(s), int[].class);
        assertArrayEquals(expected, reader.read(s));
        tokens += expected.length;
      }
      assertEquals(tokens, reader.tokens());
    }
  }

  private String refusal(Path prefix) {
    return String.valueOf(
        assertThrows(ArtifactException.class, () -> new ShardReader(prefix).close()).getMessage());
  }

  @Test
  void saysWhatItCannotRead() throws IOException {
    JsonNode any = recorded().get(0);
    Path prefix = write(any);
    Path index = folder.resolve("set_text_document.idx");
    byte[] bytes = Files.readAllBytes(index);
    for (int code : new int[] {6, 7}) {
      byte[] floats = bytes.clone();
      floats[ELEMENT_TYPE_AT] = (byte) code;
      Files.write(index, floats);
      assertTrue(refusal(prefix).contains("floating-point numbers (type " + code + ")"));
    }
    byte[] unknown = bytes.clone();
    unknown[ELEMENT_TYPE_AT] = 9;
    Files.write(index, unknown);
    assertTrue(refusal(prefix).contains("element type 9"));
    Files.write(index, "TNTIDX\0\0 and so on".getBytes(java.nio.charset.StandardCharsets.US_ASCII));
    assertTrue(refusal(prefix).contains("old format TNTIDX"));
    byte[] picture = Arrays.copyOf(bytes, bytes.length + 4); // a mode for each of four sequences
    picture[bytes.length + 2] = 1;
    Files.write(index, picture);
    assertTrue(refusal(prefix).contains("sequence 2 has the mode 1"));
    byte[] contradiction = bytes.clone();
    contradiction[bytes.length - 8] = 99;
    Files.write(index, contradiction);
    assertTrue(refusal(prefix).contains("begin at sequence 99"));
  }

  /// The file has a hole where its first two gigabytes would be.
  @Test
  void readsBeyondTwoGigabytes() throws IOException {
    Path prefix = folder.resolve("large");
    long offset = (1L << 31) + (1L << 20);
    try (RandomAccessFile bin = new RandomAccessFile(folder.resolve("large.bin").toFile(), "rw")) {
      bin.seek(offset);
      bin.write(new byte[] {7, 0, 8, 0, 2, 0});
    }
    ByteBuffer index = ByteBuffer.allocate(34 + 12 + 16).order(ByteOrder.LITTLE_ENDIAN);
    index.put(ShardWriter.MAGIC).putLong(1).put((byte) 8).putLong(1).putLong(2);
    index.putInt(3).putLong(offset).putLong(0).putLong(1);
    Files.write(folder.resolve("large.idx"), index.array());
    try (ShardReader reader = new ShardReader(prefix)) {
      assertArrayEquals(new int[] {7, 8, 2}, reader.read(0));
    }
  }
}
