package org.bloomery.plan.shape;

import static org.junit.jupiter.api.Assertions.assertEquals;

import java.util.List;
import org.bloomery.plan.device.Device;
import org.bloomery.plan.device.Devices;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class GemmTest {
  private static final Device A100 = Devices.of("a100-80", "test");

  private static List<Gemm> dense(int hidden) {
    Split eightRanks = new Split(8, 10, 1, false, Recompute.FULL, false);
    return BlockGemms.dense(new Shape(80, hidden, 96, 250_880, 2048), eightRanks);
  }

  /// One tile more than the A100 has multiprocessors needs a second wave for that tile alone.
  @Test
  void oneTileTooManyHalvesTheEfficiency() {
    assertEquals(1, new Gemm("", 256, 108 * 128, 64, 1).efficiency(A100));
    Gemm tooMany = new Gemm("", 256, 109 * 128, 64, 1);
    assertEquals(109, tooMany.tiles());
    assertEquals(2, tooMany.waves(108));
    assertEquals(0.505, tooMany.efficiency(A100), 0.0005);
  }

  /// The widths that BigScience compared, over 8 ranks with one sequence of 2048.
  @ParameterizedTest
  @CsvSource({"14400, 0.781, 0.926, 0.833, 0.926", "13824, 0.750, 1.000, 1.000, 1.000"})
  void givesTheEfficiencyOfEachProduct(
      int hidden, double qkv, double proj, double fc1, double fc2) {
    List<Gemm> gemms = dense(hidden);
    assertEquals(qkv, gemms.get(0).efficiency(A100), 0.0005);
    assertEquals(proj, gemms.get(1).efficiency(A100), 0.0005);
    assertEquals(fc1, gemms.get(2).efficiency(A100), 0.0005);
    assertEquals(fc2, gemms.get(3).efficiency(A100), 0.0005);
  }

  /// Of the logged gain of 1.27, from 94.4 to 120.1 TFLOP/s, this is the part that waves explain;
  /// alignment, 14400 ÷ 8 = 1800 columns a rank, is the other.
  @Test
  void roundWidthGainsEightPercent() {
    double gain =
        ShapeScore.efficiency(dense(13_824), A100) / ShapeScore.efficiency(dense(14_400), A100);
    assertEquals(1.08, gain, 0.005);
  }

  @Test
  void productsOfABlockAreTheFormulaOfTheBlock() {
    Shape bloom = new Shape(70, 14_336, 112, 250_880, 2048);
    double h = 14_336;
    double tokens = 2.0 * 2048;
    double forward = tokens * (24 * h * h + 4 * h * 2048) / 4;
    double all = BlockGemms.step(bloom, Split.BLOOM).stream().mapToDouble(Gemm::flops).sum();
    assertEquals(4 * forward, all, 1e-9 * all);
  }

  @Test
  void padsToTheAlignmentWhereThereAreNoWaves() {
    Device tpu = Devices.of("tpu-v4", "test");
    assertEquals(1, new Gemm("", 256, 1024, 64, 1).efficiency(tpu));
    assertEquals(0.5, new Gemm("", 256, 64, 64, 1).efficiency(tpu));
  }
}
