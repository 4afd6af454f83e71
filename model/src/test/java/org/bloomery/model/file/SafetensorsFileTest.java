package org.bloomery.model.file;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.io.InputStream;
import java.lang.foreign.MemorySegment;
import java.lang.foreign.ValueLayout;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Random;
import org.bloomery.artifact.ArtifactException;
import org.bloomery.artifact.ResourceException;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class SafetensorsFileTest {
  @TempDir Path folder;

  /// Recorded by peers/record_safetensors.py.
  private Path golden() throws IOException {
    Path file = folder.resolve("mixed.safetensors");
    try (InputStream in = getClass().getResourceAsStream("/safetensors/mixed.safetensors")) {
      Files.write(file, Objects.requireNonNull(in).readAllBytes());
    }
    return file;
  }

  @Test
  void readsEveryTypeThatTheReferenceLibraryWrote() throws IOException {
    try (SafetensorsFile file = SafetensorsFile.open(golden())) {
      assertEquals(Map.of("format", "pt"), file.metadata());
      assertArrayEquals(new float[] {1.5f, -2.25f, 3e-8f, 4f, 0f, -6e7f}, file.floats("b.float32"));
      assertEquals(List.of(2L, 3L), file.entry("b.float32").shape());
      assertArrayEquals(new float[] {1f, -2.5f, Float.NaN}, file.floats("a.bfloat16"));
      assertArrayEquals(new float[] {0.33325195f, -65504f}, file.floats("c.float16"));
      assertArrayEquals(new float[] {(float) Math.E}, file.floats("d.float64"));
      assertArrayEquals(new long[] {1, -2, 1L << 62, Long.MIN_VALUE}, file.longs("e.int64"));
      assertEquals((byte) 128, file.data("f.uint8").toArray(byteLayout())[3]);
      assertArrayEquals(new float[] {42f}, file.floats("g.scalar"));
      assertEquals(0, file.floats("h.empty").length);
      assertEquals(1, file.entry("मॉडल").elements());
    }
  }

  private static ValueLayout.OfByte byteLayout() {
    return ValueLayout.JAVA_BYTE;
  }

  @Test
  void writesTheSameBytesAsTheReferenceLibraryInWhateverOrderTensorsCome() throws IOException {
    Path golden = golden();
    Path ours = folder.resolve("ours.safetensors");
    long seed = System.nanoTime();
    try (SafetensorsFile file = SafetensorsFile.open(golden)) {
      List<TensorSource> tensors = new ArrayList<>();
      for (TensorEntry entry : file.entries().values()) {
        MemorySegment data = file.data(entry.name());
        tensors.add(new TensorSource(entry.name(), entry.type(), entry.shape(), () -> data));
      }
      Collections.shuffle(tensors, new Random(seed));
      SafetensorsWriter.write(ours, tensors, file.metadata());
    }
    assertArrayEquals(Files.readAllBytes(golden), Files.readAllBytes(ours), "seed " + seed);
    assertEquals(2, filesInFolder(), "no partial file is left");
  }

  private long filesInFolder() throws IOException {
    try (var files = Files.list(folder)) {
      return files.count();
    }
  }

  @Test
  void leavesTheOldFileWhenATensorCannotBeWritten() throws IOException {
    Path file = folder.resolve("model.safetensors");
    SafetensorsWriter.write(
        file, List.of(TensorSource.of("x", List.of(1L), new float[] {1})), Map.of());
    byte[] before = Files.readAllBytes(file);
    TensorSource tooShort =
        new TensorSource(
            "x", ElementType.F32, List.of(2L), () -> MemorySegment.ofArray(new byte[4]));
    assertThrows(
        IllegalArgumentException.class,
        () -> SafetensorsWriter.write(file, List.of(tooShort), Map.of()));
    assertArrayEquals(before, Files.readAllBytes(file));
    assertEquals(1, filesInFolder());
  }

  @Test
  void roundsToBfloat16ToNearestEven() {
    assertEquals((short) 0x3f80, Floats.toBfloat16(1f));
    assertEquals(
        (short) 0x3f80, Floats.toBfloat16(Float.intBitsToFloat(0x3f808000)), "tie to even");
    assertEquals(
        (short) 0x3f82, Floats.toBfloat16(Float.intBitsToFloat(0x3f818000)), "tie to even");
    assertEquals((short) 0x3f81, Floats.toBfloat16(Float.intBitsToFloat(0x3f808001)));
    assertEquals((short) 0x7f80, Floats.toBfloat16(Float.MAX_VALUE));
    assertEquals((short) 0x7fc0, Floats.toBfloat16(Float.NaN));
  }

  @ParameterizedTest(name = "{0}")
  @CsvSource(
      delimiter = ';',
      quoteCharacter = '`',
      textBlock =
          """
          gap; gap; 8; {"a":{"dtype":"F32","shape":[1],"data_offsets":[4,8]}}
          overlap; overlaps; 8; {"a":{"dtype":"F32","shape":[2],"data_offsets":[0,8]},"b":{"dtype":"F32","shape":[1],"data_offsets":[4,8]}}
          trailing bytes; follow the last tensor; 9; {"a":{"dtype":"F32","shape":[2],"data_offsets":[0,8]}}
          cut short; cut short; 7; {"a":{"dtype":"F32","shape":[2],"data_offsets":[0,8]}}
          size mismatch; needs 12 bytes; 8; {"a":{"dtype":"F32","shape":[3],"data_offsets":[0,8]}}
          shape overflow; too large to count; 8; {"a":{"dtype":"F32","shape":[4294967296,4294967296],"data_offsets":[0,8]}}
          byte overflow; too large to count; 8; {"a":{"dtype":"F32","shape":[4611686018427387904],"data_offsets":[0,8]}}
          end before begin; data_offsets; 8; {"a":{"dtype":"F32","shape":[1],"data_offsets":[8,4]}}
          negative offset; -4; 8; {"a":{"dtype":"F32","shape":[1],"data_offsets":[-4,0]}}
          negative size; -1; 8; {"a":{"dtype":"F32","shape":[-1],"data_offsets":[0,8]}}
          unknown dtype; Q7; 8; {"a":{"dtype":"Q7","shape":[1],"data_offsets":[0,8]}}
          unknown key; colour; 4; {"a":{"dtype":"F32","shape":[1],"data_offsets":[0,4],"colour":1}}
          duplicate tensor; uplicate; 4; {"a":{"dtype":"F32","shape":[1],"data_offsets":[0,4]},"a":{"dtype":"F32","shape":[1],"data_offsets":[0,4]}}
          not an object; does not start with; 0; []
          space first; does not start with; 0; ` {}`
          two objects; not; 0; {} {}
          broken JSON; not valid JSON; 0; {"a":
          metadata no string; not a string; 0; {"__metadata__":{"a":1}}
          entry no object; not an object; 0; {"a":1}
          fractional; 0.5; 4; {"a":{"dtype":"F32","shape":[0.5],"data_offsets":[0,4]}}
          """)
  void refuses(String what, String saying, int dataBytes, String header) throws IOException {
    refused(saying, header.getBytes(StandardCharsets.UTF_8), dataBytes);
  }

  @Test
  void refusesAHeaderThatIsNotUtf8() throws IOException {
    refused("UTF-8", new byte[] {'{', '"', (byte) 0xff, '"', ':', '1', '}'}, 0);
  }

  private void refused(String saying, byte[] header, int dataBytes) throws IOException {
    refusedBytes(
        saying,
        ByteBuffer.allocate(8 + header.length + dataBytes)
            .order(ByteOrder.LITTLE_ENDIAN)
            .putLong(header.length)
            .put(header)
            .array());
  }

  @Test
  void refusesAHeaderLengthThatIsGarbage() throws IOException {
    ByteBuffer bytes = ByteBuffer.allocate(64).order(ByteOrder.LITTLE_ENDIAN);
    refusedBytes("more than the 100000000 allowed", bytes.putLong(0, 100_000_001).array());
    refusedBytes("18446744073709551615", bytes.putLong(0, -1).array());
    refusedBytes("the file has only 64", bytes.putLong(0, 57).array());
    refusedBytes("only 3 bytes", new byte[3]);
  }

  private void refusedBytes(String saying, byte[] bytes) throws IOException {
    Path file = folder.resolve("bad.safetensors");
    Files.write(file, bytes);
    ArtifactException e =
        assertThrows(ArtifactException.class, () -> SafetensorsFile.open(file).close());
    assertTrue(String.valueOf(e.getMessage()).contains(saying), e.getMessage());
    assertTrue(String.valueOf(e.getMessage()).contains("bad.safetensors"), e.getMessage());
    assertEquals(4, e.exitCode());
  }

  @Test
  void refusesEveryTruncationOfAGoodFile() throws IOException {
    byte[] good = Files.readAllBytes(golden());
    for (int length = 0; length < good.length; length++) {
      Path file = folder.resolve("cut.safetensors");
      Files.write(file, Arrays.copyOf(good, length));
      assertThrows(
          ArtifactException.class, () -> SafetensorsFile.open(file).close(), "length " + length);
    }
  }

  @Test
  void namesAMissingFile() {
    ResourceException e =
        assertThrows(
            ResourceException.class, () -> SafetensorsFile.open(folder.resolve("none")).close());
    assertTrue(String.valueOf(e.getMessage()).contains("none"));
  }
}
