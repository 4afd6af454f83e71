package org.bloomery.plan.law;

/// How far to train a model of a given size: up to where compute is spent best, or on to
/// convergence. Both follow from Kaplan et al. 2020.
///
/// A loss (1 + f) times that of convergence, L(N)·(1 + f), costs the compute C that reaches it with
/// the best model: the inverse of L(Cmin). The compute-efficient run stops at f = αN/αS ≈ 0.10
/// (equation B.5); f = 0 is convergence, read as "the budget whose best run has this loss", which
/// is a larger model's. [#longerTrainingRatio] is the other reading: the same model, trained on.
///
/// @param parameters N, without the embedding
/// @param excess f
/// @param loss nats a token
/// @param petaflopDays C(N, f) = 3.1e8·[(1 + f)(8.8e13/N)^0.076]^(−1/0.05)
public record Convergence(double parameters, double excess, double loss, double petaflopDays) {
  /// αN/αS with the exponents of L(N) and L(N, S), rounded as the paper rounds it.
  public static final double EFFICIENT_EXCESS = 0.10;

  public static final String SOURCE = "Kaplan et al. 2020, eq. 1.1, 1.3, B.5 and B.13";

  public static Convergence of(double parameters, double excess) {
    double loss = (1 + excess) * Kaplan.lossOfParameters(parameters);
    return new Convergence(parameters, excess, loss, 3.1e8 * Math.pow(loss, -1 / 0.05));
  }

  /// Where compute is spent best.
  public static Convergence optimal(double parameters) {
    return of(parameters, EFFICIENT_EXCESS);
  }

  /// At the loss to which the model converges.
  public static Convergence converged(double parameters) {
    return of(parameters, 0);
  }

  /// How much longer the same model trains to stop at `excess` instead of where compute is spent
  /// best: [(1 + 1/f')/(1 + 1/f)]^(1/αS) (equation B.13).
  ///
  /// @param efficientExcess f; [#EFFICIENT_EXCESS], or 0.077/0.76 with the exponent of L(N, S)
  public static double longerTrainingRatio(double efficientExcess, double excess) {
    return Math.pow((1 + 1 / excess) / (1 + 1 / efficientExcess), 1 / Kaplan.STEP_EXPONENT);
  }

  /// Hours of one device.
  public double deviceHours(double flopsPerSecond) {
    return petaflopDays * Kaplan.PETAFLOP_DAY / flopsPerSecond / 3600;
  }
}
