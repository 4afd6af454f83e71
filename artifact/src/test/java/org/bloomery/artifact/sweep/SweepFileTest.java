package org.bloomery.artifact.sweep;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import org.bloomery.artifact.InputException;
import org.bloomery.artifact.ResourceException;
import org.bloomery.artifact.run.Precision;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class SweepFileTest {
  private static final Map<String, Object> CONDITIONS =
      Map.of("machine", "2 × Ours, fast", "steps", 5, "warmUpSteps", 2);
  private static final SweepConfiguration SMALL =
      new SweepConfiguration(2, 64, 4, 640, 32, 2, 4, Precision.FP32, false, 2);
  private static final SweepConfiguration WIDE =
      new SweepConfiguration(2, 128, 4, 640, 32, 2, 4, Precision.BF16, true, 2);
  private static final SweepRow MEASURED =
      SweepRow.of(
          SMALL, new SweepRow.Measured(1000, 0.5, 0.25, 2e9, 8e9, 3L << 30, "2.10.0", "abc"));
  private static final SweepRow FAILED =
      SweepRow.failed(WIDE, "out of memory,\n\"really\": 12 GiB, of 4");

  @TempDir Path folder;
  private final List<String> said = new ArrayList<>();

  private Path file() {
    return folder.resolve("sweep/sweep.csv");
  }

  private SweepFile open(Map<String, Object> conditions) throws IOException {
    return SweepFile.open(file(), conditions, said::add);
  }

  private void writeBoth() throws IOException {
    try (SweepFile table = open(CONDITIONS)) {
      table.append(MEASURED);
      table.append(FAILED);
    }
  }

  @Test
  void whatIsWrittenIsReadBack() throws IOException {
    writeBoth();
    SweepFile.Table table = SweepFile.read(file());
    assertEquals(MEASURED, table.rows().getFirst());
    assertEquals(WIDE, table.rows().get(1).configuration());
    assertEquals("out of memory, 'really': 12 GiB, of 4", table.rows().get(1).failure());
    assertEquals("2 × Ours, fast", table.machine());
    assertEquals(
        "2,64,4,640,32,2,4,fp32,false,2,1000,128,0.500000,0.250000,256.000,2.00000e+09,"
            + "8.00000e+09,0.2500,3221225472,2.10.0,abc,",
        Files.readAllLines(file()).get(2));
  }

  @Test
  void memoryThatTheSystemDidNotTellStaysUntold() throws IOException {
    SweepRow untold =
        SweepRow.of(SMALL, new SweepRow.Measured(1000, 0.5, 0.25, 2e9, 8e9, null, "2", "abc"));
    try (SweepFile table = open(CONDITIONS)) {
      table.append(untold);
    }
    assertEquals(List.of(untold), SweepFile.read(file()).rows());
  }

  /// Whatever the moment of a kill, whole lines stay and the rest goes.
  @Test
  void aLineThatWasCutShortIsMeasuredAgain() throws IOException {
    writeBoth();
    byte[] whole = Files.readAllBytes(file());
    String text = Files.readString(file());
    int first = text.indexOf(MEASURED.line()) + MEASURED.line().length() + 1;
    for (int length = first + 1; length < whole.length; length++) {
      Files.write(file(), Arrays.copyOf(whole, length));
      try (SweepFile table = open(CONDITIONS)) {
        assertEquals(List.of(MEASURED), table.rows());
        table.append(FAILED);
      }
      assertEquals(text, Files.readString(file()));
    }
    assertTrue(said.getFirst().contains("cut short"), said.getFirst());
  }

  @Test
  void otherConditionsSetTheTableAsideUntilTheyComeBack() throws IOException {
    writeBoth();
    Map<String, Object> longer = Map.of("machine", "2 × Ours, fast", "steps", 9, "warmUpSteps", 2);
    try (SweepFile table = open(longer)) {
      assertEquals(List.of(), table.rows());
    }
    assertTrue(said.getFirst().startsWith("starts over, because steps was 5 and is 9; what was"));
    try (SweepFile table = open(CONDITIONS)) {
      assertEquals(2, table.rows().size());
    }
    assertEquals("goes on where these settings were left", said.getLast());
    open(CONDITIONS).close();
    assertEquals(3, said.size());
  }

  @Test
  void brokenTablesAreRefusedByLine() throws IOException {
    writeBoth();
    Files.writeString(file(), "2,64,4\n", StandardOpenOption.APPEND);
    refused("sweep.csv:5: it has 3 cells and not 22; delete the line to have its configuration");
    Files.writeString(file(), Files.readString(file()).replace("2,64,4\n", ""));
    String good = Files.readString(file());
    Files.writeString(file(), good.replace(",0.500000,", ",-1,"));
    refused("sweep.csv:3: secondsMedian = \"-1\" is not above zero");
    Files.writeString(file(), good.replace(",fp32,", ",fp12,"));
    refused("sweep.csv:3: precision = fp12 is not known");
    Files.writeString(file(), good.replace("{", "("));
    refused("sweep.csv:1: the line that says how the table was measured is damaged");
    Files.writeString(file(), good.replace("hidden", "width"));
    refused("is not the table of a sweep");
    Files.write(file(), new byte[] {'#', (byte) 0xff, '\n'});
    refused("is not UTF-8 text");
    Files.delete(file());
    assertThrows(ResourceException.class, () -> SweepFile.read(file()));
  }

  private void refused(String sentence) {
    InputException refused = assertThrows(InputException.class, () -> SweepFile.read(file()));
    assertTrue(refused.getMessage().contains(sentence), refused.getMessage());
  }

  @Test
  void theMachineHasANameThatStaysTheSame() {
    assertFalse(Machine.name().isBlank());
    assertEquals(Machine.name(), Machine.name());
  }
}
