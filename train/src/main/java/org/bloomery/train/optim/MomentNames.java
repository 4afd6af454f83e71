package org.bloomery.train.optim;

/// The names of Adam's moments in checkpoints: those of PyTorch's state, before the parameter's.
public final class MomentNames {
  private static final String FIRST_MOMENT = "exp_avg.";
  private static final String SECOND_MOMENT = "exp_avg_sq.";

  /// Both groups of parameters, with and without weight decay, always step together.
  public static final String GROUP = "adamw";

  private MomentNames() {}

  /// The name of a parameter's first moment.
  public static String first(String parameter) {
    return FIRST_MOMENT + parameter;
  }

  /// The name of a parameter's second moment.
  public static String second(String parameter) {
    return SECOND_MOMENT + parameter;
  }
}
