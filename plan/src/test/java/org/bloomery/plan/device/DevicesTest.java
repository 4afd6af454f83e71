package org.bloomery.plan.device;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNotNull;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.fasterxml.jackson.databind.JsonNode;
import java.io.IOException;
import java.io.InputStream;
import java.lang.reflect.RecordComponent;
import java.util.Arrays;
import java.util.HashSet;
import java.util.Set;
import java.util.stream.Collectors;
import org.bloomery.artifact.Json;
import org.bloomery.artifact.RunFileException;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class DevicesTest {
  private static final String PLACE = "plan.device";

  @Test
  void everyFigureOfTheCatalogueHasAKnownNameAndEveryDeviceASource() throws IOException {
    Set<String> names =
        Arrays.stream(Device.class.getRecordComponents())
            .map(RecordComponent::getName)
            .collect(Collectors.toSet());
    Set<String> keys = new HashSet<>();
    try (InputStream in = Devices.class.getResourceAsStream("devices.json")) {
      for (JsonNode entry : Json.MAPPER.readTree(in)) {
        entry.fieldNames().forEachRemaining(n -> assertTrue(names.contains(n), n));
        assertTrue(entry.path("source").asText().length() > 20, entry.toString());
        assertTrue(keys.add(entry.path("key").asText()), "twice: " + entry.path("key"));
      }
    }
    assertEquals(keys.size(), Devices.KNOWN.size());
  }

  /// A figure "with sparsity" would show as more than 700 operations a byte of memory traffic.
  @Test
  void speedsAreThoseOfDenseMatrices() {
    for (Device device : Devices.KNOWN) {
      Double bytes = device.memoryBytesPerSecond();
      assertNotNull(bytes, device.key());
      double intensity = device.matrixFlopsPerSecond() / bytes;
      assertTrue(intensity > 80 && intensity < 310, device.key() + ": " + intensity);
    }
  }

  @Test
  void findsTheDeviceOfBloom() {
    Device a100 = Devices.of("A100-80", PLACE);
    assertEquals(80L << 30, a100.memoryBytes());
    assertEquals(312e12, a100.matrixFlopsPerSecond());
    assertEquals(108, a100.multiprocessors());
    assertEquals(64, a100.alignmentElements());
    assertEquals(400, a100.boardWatts());
  }

  @ParameterizedTest
  @CsvSource({
    "A100 80GB, a100-80",
    "a100, a100-40",
    "H10O, h100",
    "mi250x, mi250x-gcd",
    "TPUv4, tpu-v4",
    "v100-64, v100-16"
  })
  void refusesAnUnknownDeviceAndNamesTheNearest(String asked, String nearest) {
    RunFileException refused = assertThrows(RunFileException.class, () -> Devices.of(asked, PLACE));
    String sentence = refused.getMessage();
    assertTrue(sentence.startsWith("plan.device = \"" + asked + "\""), sentence);
    assertTrue(sentence.contains("did you mean \"" + nearest + "\"?"), sentence);
    assertTrue(sentence.contains("b200") && sentence.contains("this-machine"), sentence);
  }

  @Test
  void measuresThisMachine() {
    Device here = Devices.of("this-machine", PLACE);
    assertTrue(here.matrixFlopsPerSecond() > 1e8, here.toString());
    assertTrue(here.memoryBytes() > 1L << 28, here.toString());
    assertTrue(here.source().startsWith("measured"), here.source());
  }
}
