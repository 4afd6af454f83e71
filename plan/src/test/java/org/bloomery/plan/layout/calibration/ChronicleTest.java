package org.bloomery.plan.layout.calibration;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.List;
import org.bloomery.artifact.InputException;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class ChronicleTest {
  /// Shape, layout, seconds and printed TFLOP/s of a row belong together: a slip of the pen in any
  /// of them would show. Rows of before 21 February came from another counter and have none.
  @Test
  void printedTeraflopsFollowFromShapeAndSeconds() {
    int checked = 0;
    for (MeasuredRow row : Chronicle.ROWS) {
      if (row.seconds() != null && row.teraflops() != null) {
        double formula = StageSpeed.teraflops(row, row.seconds());
        assertEquals(1, formula / row.teraflops(), 0.0004, "line " + row.line());
        checked++;
      }
    }
    assertTrue(checked >= 95, checked + " rows");
  }

  /// Within 0.005%, as printed digits allow.
  @ParameterizedTest
  @CsvSource({
    "82, 13312, 64,  104.45, 151.71",
    "82, 13312, 128, 108.78, 145.68",
    "70, 14336, 112, 104.50, 150.05",
    "106, 12288, 64, 116.54, 149.74",
    "94, 13312, 128, 124.10, 146.12",
    "72, 14336, 64, 110.48, 145.92"
  })
  void holdsTheFinalists(int layers, int hidden, int heads, double seconds, double teraflops) {
    MeasuredRow row =
        Chronicle.ROWS.stream()
            .filter(r ->
                r.shape().layers() == layers
                    && r.shape().hidden() == hidden
                    && r.shape().heads() == heads
                    && Double.valueOf(seconds).equals(r.seconds()))
            .findFirst()
            .orElseThrow();
    assertEquals(teraflops, StageSpeed.teraflops(row, seconds), 0.0056);
  }

  /// What a busy stage reaches on A100, by tensor ranks and micro-batch.
  @ParameterizedTest
  @CsvSource({
    "8, 1, 110, 127",
    "8, 2, 119, 137",
    "8, 4, 141, 154",
    "4, 2, 156, 167",
    "4, 4, 159, 180",
    "2, 2, 155, 168"
  })
  void givesTheSpeedOfBusyStages(int tensor, int microBatch, double low, double high) {
    List<MeasuredRow> rows =
        Chronicle.ROWS.stream()
            .filter(row -> row.shape().hidden() >= 13312 && row.layout().globalBatch() > 2000)
            .toList();
    StageSpeed speed =
        StageSpeed.table(rows, 192).stream()
            .filter(s -> s.tensor() == tensor && s.microBatch() == microBatch)
            .findFirst()
            .orElseThrow();
    // The ranges leave out single rows at either end.
    assertEquals(low, speed.lowTeraflops(), 2);
    assertEquals(high, speed.highTeraflops(), 3);
  }

  @Test
  void namesLineAndColumnOfAMistake() {
    String header =
        "layers,hidden,heads,vocabulary,sequence,tensor,pipeline,data,microBatch,globalBatch,seconds\n";
    assertEquals(
        "my.csv:2: heads = \"many\" is not a whole number; fill the column in",
        refusal(header + "12,768,many,50304,1024,1,1,1,4,16,1.5\n"));
    assertEquals(
        "my.csv:2: seconds = -1.5 must be above zero; leave it empty if unknown",
        refusal(header + "12,768,12,50304,1024,1,1,1,4,16,-1.5\n"));
    assertEquals(
        "my.csv:3: the line has 2 cells, but the header names 11",
        refusal("# comment\n" + header + "12,768\n"));
    assertEquals(
        "my.csv: no measured rows; give a header line and one line for each run", refusal(header));
  }

  private static String refusal(String csv) {
    return String.valueOf(
        assertThrows(InputException.class, () -> MeasuredRows.parse("my.csv", csv)).getMessage());
  }
}
