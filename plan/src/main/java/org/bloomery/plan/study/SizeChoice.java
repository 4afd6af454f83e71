package org.bloomery.plan.study;

import java.util.Comparator;
import java.util.Locale;
import java.util.Optional;
import org.bloomery.artifact.RunFileException;
import org.bloomery.artifact.page.Numbers;
import org.bloomery.artifact.run.PlanSettings;
import org.bloomery.plan.budget.TrainingMatrix;
import org.bloomery.plan.law.Allocation;
import org.bloomery.plan.law.Chinchilla;
import org.bloomery.plan.law.ServingChoice;
import org.jspecify.annotations.Nullable;

/// The size that shapes are looked for around.
///
/// @param parameters N
/// @param reason why, in a sentence
public record SizeChoice(double parameters, String reason) {

  /// As the run file says: stated, else by the floor, else by a law, else that of its model.
  ///
  /// @param modelParameters of the run file's own model
  /// @param fit a law of one's own
  static SizeChoice of(
      PlanSettings plan,
      TrainingMatrix matrix,
      double flops,
      double modelParameters,
      @Nullable OwnFit fit) {
    if (plan.shape() != null && plan.shape().parameters() != null) {
      return new SizeChoice(plan.shape().parameters(), "stated in the run file, [plan.shape]");
    }
    if (plan.matrix() != null && plan.matrix().floorTokens() != null) {
      Double safety = plan.matrix().safety();
      return byFloor(matrix, safety == null ? 1 : safety);
    }
    if (plan.laws() != null && plan.laws().choose() != null) {
      return byLaw(plan.laws().choose(), plan.laws().servedTokens(), flops, fit);
    }
    return new SizeChoice(modelParameters, "that of the run file's [model]");
  }

  private static SizeChoice byFloor(TrainingMatrix matrix, double safety) {
    Optional<TrainingMatrix.Row> chosen =
        matrix.rows().stream()
            .filter(row -> row.survivesTo() >= safety)
            .max(Comparator.comparingDouble(TrainingMatrix.Row::parameters));
    if (chosen.isEmpty()) {
      throw new RunFileException(
          "plan.matrix: no size of parameters sees floorTokens = "
              + Numbers.size(matrix.floorTokens())
              + " at a margin of "
              + safety
              + "; add smaller sizes, or lower floorTokens or safety");
    }
    TrainingMatrix.Row row = chosen.get();
    return new SizeChoice(
        row.parameters(),
        String.format(
            Locale.ROOT,
            "the largest size of the matrix that still sees %s tokens when the budget buys %.2f"
                + " times less than planned (it would bear %.2f)",
            Numbers.size(matrix.floorTokens()),
            safety,
            row.survivesTo()));
  }

  private static SizeChoice byLaw(
      String law, @Nullable Double servedTokens, double flops, @Nullable OwnFit fit) {
    Allocation optimum = LawsPart.choice(law, flops, fit);
    if (servedTokens == null) {
      return new SizeChoice(
          optimum.parameters(), "where " + optimum.law() + " spends the budget best");
    }
    Chinchilla losses = LawsPart.losses(law, fit);
    Allocation best = losses.optimum(flops);
    ServingChoice serving = ServingChoice.atLoss(losses, best.loss(), servedTokens);
    double loss = losses.loss(serving.parameters(), flops / 6 / serving.parameters());
    return new SizeChoice(
        serving.parameters(),
        String.format(
            Locale.ROOT,
            "%s would train best, but with %s served tokens this size costs least over its life; in"
                + " this budget that is %.4f nats worse (%s)",
            Numbers.size(best.parameters()),
            Numbers.size(servedTokens),
            loss - best.loss(),
            ServingChoice.SOURCE));
  }
}
