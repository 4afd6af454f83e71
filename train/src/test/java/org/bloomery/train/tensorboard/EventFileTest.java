package org.bloomery.train.tensorboard;

import static org.junit.jupiter.api.Assertions.assertEquals;

import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.HexFormat;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class EventFileTest {
  private static final Clock CLOCK =
      Clock.fixed(Instant.parse("2026-01-02T03:04:05.500Z"), ZoneOffset.UTC);

  @Test
  void masksTheChecksumOfTheSpecification() {
    // RFC 3720 B.4: the CRC32C of 32 zero bytes is 0x8a9136aa.
    int rotated = Integer.rotateRight(0x8a9136aa, 15);
    assertEquals(rotated + 0xa282ead8, EventFile.masked(new byte[32], 0, 32));
  }

  /// Golden recorded by peers/event_file.py with TensorBoard's own writer.
  @Test
  void writesTheBytesThatTensorBoardWrites(@TempDir Path folder) throws IOException {
    try (EventFile events = EventFile.create(folder, CLOCK)) {
      Map<String, Double> values = new LinkedHashMap<>();
      values.put("lm-loss-training/lm loss", 2.5);
      values.put("learning-rate/learning-rate", 1e-3);
      events.scalars(300, values);
    }
    byte[] written;
    try (Stream<Path> files = Files.list(folder)) {
      written = Files.readAllBytes(files.findFirst().orElseThrow());
    }
    try (InputStream in = EventFileTest.class.getResourceAsStream("/event-file.json")) {
      String golden = new ObjectMapper().readTree(Objects.requireNonNull(in)).get("file").asText();
      assertEquals(golden, HexFormat.of().formatHex(written));
    }
  }

  private static Set<String> names(Path folder) throws IOException {
    try (Stream<Path> files = Files.list(folder)) {
      return files.map(file -> file.getFileName().toString()).collect(Collectors.toSet());
    }
  }

  /// TensorBoard reads files in the order of their names.
  @Test
  void aResumedRunAddsALaterFileEvenWhereTheClockWasSetBack(@TempDir Path folder)
      throws IOException {
    List<String> inOrder = new ArrayList<>();
    for (int i = 0; i < 4; i++) {
      Clock clock = Clock.offset(CLOCK, Duration.ofHours(-3L * (i / 2)));
      try (EventFile events = EventFile.create(folder, clock)) {
        Map<String, Double> values = new LinkedHashMap<>();
        values.put("learning-rate/learning-rate", 1e-3);
        values.put("batch-size/batch-size", 16.0);
        events.scalars(i, values);
      }
      Set<String> added = names(folder);
      added.removeAll(inOrder);
      assertEquals(1, added.size());
      inOrder.addAll(added);
    }
    assertEquals(inOrder.stream().sorted().toList(), inOrder);
  }
}
