package org.bloomery.plan.shape;

import org.bloomery.artifact.run.DecoderWork;

/// Floating-point operations of training, a multiply and an add counted as two. The formula itself
/// is [DecoderWork], which training reports by.
///
/// The exact count follows Narayanan et al. 2021 ("Efficient Large-Scale Language Model Training on
/// GPU Clusters", appendix): per token 24lh²+4lhs for the blocks and 2hV for the head, forward;
/// backward costs twice as much. Attention is counted over the full square, since the masked half
/// is usually computed too. It is what the BLOOM logs report as TFLOPs (there with the forward pass
/// done again in every block).
public final class TrainingFlops {
  private TrainingFlops() {}

  /// Forward and backward of one token: 72lh²(1 + s/6h + V/12lh). The work that the model asks for.
  public static double perToken(Shape shape) {
    return perToken(shape, Recompute.NONE);
  }

  /// The same with every block's forward pass done again in backward: 96lh²(1 + s/6h + V/16lh).
  public static double perTokenWithRecompute(Shape shape) {
    return perToken(shape, Recompute.FULL);
  }

  /// Operations of one token that the device does.
  ///
  /// For selective recompute it is the count that Korthikanti et al. 2022 (appendix) report as
  /// hardware FLOPs, 72lh²(1 + s/3h + V/12lh): attention's products counted twice over. The forward
  /// products alone, done once more, would add a third of that.
  public static double perToken(Shape shape, Recompute recompute) {
    DecoderWork work =
        new DecoderWork(shape.layers(), shape.hidden(), shape.context(), shape.vocabulary());
    double h = shape.hidden();
    return switch (recompute) {
      case NONE -> work.perToken();
      case SELECTIVE -> work.perToken() + 12 * shape.layers() * h * shape.context();
      case FULL -> work.perTokenWithRecompute();
    };
  }

  /// One optimiser step of `sequences` sequences of the shape's context.
  public static double perIteration(Shape shape, long sequences, Recompute recompute) {
    return perToken(shape, recompute) * sequences * shape.context();
  }

  /// Operations a second and device that a logged step reached.
  ///
  /// @param sequences global batch size
  /// @param secondsPerIteration from the log
  /// @param devices all of the job
  public static double achievedPerDevice(
      Shape shape, long sequences, double secondsPerIteration, int devices, Recompute recompute) {
    return perIteration(shape, sequences, recompute) / (secondsPerIteration * devices);
  }

  /// Forward and backward of one token as Chowdhery et al. 2022 (PaLM, appendix B) count it for
  /// their model FLOPs utilisation: 6N + 12lhs.
  public static double palmPerToken(Shape shape) {
    return 6.0 * shape.parameters() + 12.0 * shape.layers() * shape.hidden() * shape.context();
  }

  /// The usual short form, C = 6ND (Kaplan et al. 2020, §2.1).
  public static double shortForm(double parameters, double tokens) {
    return 6 * parameters * tokens;
  }

  /// The short form with every forward pass done again, 8ND: what the hardware does. It leaves out
  /// attention's products, 2% of BLOOM.
  public static double shortFormWithRecompute(double parameters, double tokens) {
    return 8 * parameters * tokens;
  }
}
