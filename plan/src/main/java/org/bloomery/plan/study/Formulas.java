package org.bloomery.plan.study;

import java.util.List;
import java.util.Locale;
import org.bloomery.artifact.page.Numbers;
import org.bloomery.plan.language.Roots;
import org.bloomery.plan.layout.MemoryEstimate;
import org.bloomery.plan.shape.ShapeScore;

/// How each figure of a study is reckoned.
public final class Formulas {
  /// A figure's formula.
  public record Formula(String figure, String formula, String source) {}

  public static final List<Formula> ALL =
      List.of(
          new Formula(
              "operations planned",
              "hours × devices × 3600 × sustained × (1 − reserve)",
              "8.64e19 FLOP are a PF-day"),
          new Formula("tokens", "operations ÷ 6N", "Kaplan et al. 2020, §2.1"),
          new Formula("training matrix", "operations ÷ (6 N × margin)", "Kaplan et al. 2020, §2.1"),
          new Formula(
              "size by Kaplan", "N = 1.3e9 · C^0.73, C in PF-days", "Kaplan et al. 2020, table 6"),
          new Formula(
              "size by Hoffmann",
              "N = G (C/6)^(β/(α+β)), G = (αA/βB)^(1/(α+β))",
              "Hoffmann et al. 2022, eq. 4; constants refitted by Besiroglu et al. 2024"),
          new Formula("expected loss", "E + A/N^α + B/D^β", "Hoffmann et al. 2022, eq. 2"),
          new Formula(
              "optimal or converged",
              "C = 3.1e8 · [(1 + f)(8.8e13/N)^0.076]^(−1/0.05), f = 0.1 or 0",
              "Kaplan et al. 2020, eq. 1.1, 1.3 and appendix B.1"),
          new Formula(
              "repeated text",
              "U + U·R*(1 − e^(−R/R*)), R* = 15.39",
              "Muennighoff et al. 2023, eq. 5"),
          new Formula("parameters", "V·h + 4h + L(12h² + 13h)", "BigScience 2022 (BLOOM), §3.2"),
          new Formula(
              "operations of the model a token",
              "72Lh²(1 + s/6h + V/12Lh)",
              "Narayanan et al. 2021, appendix"),
          new Formula(
              "operations on the device a token, all blocks again",
              "96Lh²(1 + s/6h + V/16Lh)",
              "Narayanan et al. 2021, appendix"),
          new Formula("depth and width", "ln h = 5.039 + 0.0555·L", "Levine et al. 2020, §5"),
          new Formula(
              "tiles and waves",
              "M·N ÷ (waves × multiprocessors × 256 × 128)",
              "NVIDIA, Matrix Multiplication Background User's Guide, §3"),
          new Formula(
              "memory of weights and optimiser",
              "16 bytes a parameter, divided as ZeRO divides",
              "Rajbhandari et al. 2020"),
          new Formula(
              "activations of a block",
              "sbh(34 + 5as/h); with recompute 2sbh",
              "Korthikanti et al. 2022, table 2"),
          new Formula(
              "memory of one process, at most",
              String.format(
                  Locale.ROOT,
                  "tensors + %.2f × activations + %.2f GiB; logits of at most %d rows at once",
                  MemoryEstimate.ACTIVATION_SLACK - 1,
                  MemoryEstimate.RUNTIME_BYTES / (1L << 30),
                  MemoryEstimate.LOGIT_ROWS),
              MemoryEstimate.MARGIN_SOURCE),
          new Formula(
              "traffic of attention scores, unless fused",
              String.format(
                  Locale.ROOT,
                  "a·s²·b/t scores a block, each moving %.0f bytes forward and %.0f backward",
                  ShapeScore.FORWARD_BYTES,
                  ShapeScore.BACKWARD_BYTES),
              "counted: in 16 bits, reads and writes of softmax, dropout with its mask of a byte, and"
                  + " both products"),
          new Formula(
              "loss of a shape as compute",
              String.format(
                  Locale.ROOT,
                  "1 + lossOfShape · x² / %.2f, x = ln(width/depth) from the best",
                  ShapeScore.LOSS_OF_COMPUTE),
              "Kaplan et al. 2020, §3.1 and table 5"),
          new Formula(
              "unique tokens of roots",
              Numbers.size(Roots.UNIQUE_TOKENS) + ", shared as the mixture",
              Roots.UNIQUE_TOKENS_SOURCE),
          new Formula(
              "with repetition",
              "the N of least loss on min(D, U) tokens, D = C/6N",
              "Muennighoff et al. 2023, eq. 5, 6 and appendix A"),
          new Formula(
              "bubble ÷ ideal",
              "(p − 1)/m, ÷ chunks when interleaved",
              "Narayanan et al. 2021, §2.2"),
          new Formula(
              "all-reduces of tensor parallelism",
              "8bsh(t − 1)/t numbers a block and micro-batch, 12 with recompute",
              "Narayanan et al. 2021, §3.2"),
          new Formula(
              "exchange between replicas",
              "2(d − 1)/d numbers a parameter, twice",
              "Rajbhandari et al. 2020, §7"),
          new Formula(
              "ramp",
              "the batch is looked up before each step from the samples consumed",
              "Megatron-LM, --rampup-batch-size"),
          new Formula("critical batch", "2e8/L^(1/0.21) tokens", "Kaplan et al. 2020, eq. 1.4"),
          new Formula(
              "time between checkpoints",
              "√(2δM)·(1 + √(δ/2M)/3 + (δ/2M)/9) − δ",
              "Daly 2006, eq. 37"),
          new Formula("days with failures", "M e^(R/M) (e^((τ+δ)/M) − 1) T/τ", "Daly 2006, eq. 20"),
          new Formula(
              "emissions",
              "device-hours × kW × share drawn × g/kWh, × PUE; idle and hardware beside",
              "Luccioni et al. 2022"));

  private Formulas() {}
}
