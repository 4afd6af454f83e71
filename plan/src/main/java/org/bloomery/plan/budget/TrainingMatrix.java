package org.bloomery.plan.budget;

import java.util.ArrayList;
import java.util.List;
import org.bloomery.artifact.RunFileException;
import org.bloomery.plan.shape.TrainingFlops;

/// Tokens for each model size and each margin of error in the planned compute: 3600·h·T/(6N·μ). A
/// size whose cell falls below the floor shows its small languages too little text.
///
/// @param margins compute needed ÷ compute planned, μ
/// @param floorTokens fewest tokens that a run may see; 0 for none. BLOOM's planners asked whether
///   300 or, as a multilingual model sees many languages, 400 billion
///   (bigscience-workshop/bigscience, train/tr11-176B-ml/chronicles-prequel.md)
/// @param rows one for each model size
/// @param source the formula and where it comes from
public record TrainingMatrix(
    List<Double> margins, double floorTokens, List<Row> rows, String source) {

  /// One model size.
  ///
  /// @param parameters the model's size
  /// @param cells one for each margin
  /// @param survivesTo the largest margin at which the floor is met; below 1 it is never met
  public record Row(double parameters, List<Cell> cells, double survivesTo) {
    /// Is the floor met with all the compute that is planned?
    public boolean survives() {
      return survivesTo >= 1;
    }
  }

  /// One size at one margin.
  ///
  /// @param margin μ
  /// @param tokens what the compute then buys
  /// @param tokensPerParameter the data of Hoffmann's rule of thumb is 20
  /// @param meetsFloor whether small languages get their share
  public record Cell(double margin, double tokens, double tokensPerParameter, boolean meetsFloor) {}

  /// The sizes and margins that BLOOM's planners compared.
  public static final List<Double> BLOOM_SIZES = List.of(150e9, 175e9, 200e9, 250e9, 392e9);

  public static final List<Double> MARGINS = List.of(1.0, 1.1, 1.19, 1.25, 1.5);

  /// Divides the operations by what each size and margin takes.
  ///
  /// @param flops planned operations, such as [ComputeBudget#flops]
  public static TrainingMatrix of(
      double flops, List<Double> sizes, List<Double> margins, double floorTokens) {
    for (double margin : margins) {
      if (!(margin > 0)) {
        throw new RunFileException(
            "a margin of "
                + margin
                + " means that no compute is needed; margins are factors, such as 1.25 for a"
                + " quarter more than planned");
      }
    }
    List<Row> rows = new ArrayList<>();
    for (double size : sizes) {
      if (!(size > 0)) {
        throw new RunFileException("a model of " + size + " parameters is none; give a size");
      }
      double tokens = flops / TrainingFlops.shortForm(size, 1);
      List<Cell> cells =
          margins.stream().map(margin -> cell(size, tokens / margin, margin, floorTokens)).toList();
      double survivesTo = floorTokens == 0 ? Double.POSITIVE_INFINITY : tokens / floorTokens;
      rows.add(new Row(size, cells, survivesTo));
    }
    return new TrainingMatrix(
        List.copyOf(margins),
        floorTokens,
        List.copyOf(rows),
        "tokens = operations ÷ (6 N μ): 6ND of Kaplan et al. 2020, §2.1");
  }

  /// The fewest tokens at which a language with `share` of the text sees `tokens` of its own.
  public static double floorFor(double share, double tokens) {
    return tokens / share;
  }

  private static Cell cell(double size, double tokens, double margin, double floorTokens) {
    return new Cell(margin, tokens, tokens / size, tokens >= floorTokens);
  }
}
