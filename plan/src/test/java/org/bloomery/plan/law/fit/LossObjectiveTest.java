package org.bloomery.plan.law.fit;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.List;
import org.bloomery.plan.law.Chinchilla;
import org.junit.jupiter.api.Test;

class LossObjectiveTest {
  private static final List<TrainingPoint> POINTS =
      SyntheticRuns.isoFlop(Chinchilla.REFIT, 0.01, 3);

  @Test
  void gradientIsThatOfFiniteDifferences() {
    LossObjective objective = new LossObjective(POINTS);
    for (double[] x :
        List.of(
            objective.vector(6.2, 7.6, 0.6, 0.35, 0.37),
            objective.vector(5, 10, -0.5, 0.5, 0.5),
            objective.vector(0, 25, 1, 0, 2))) {
      assertGradient(objective, x);
    }
  }

  @Test
  void powerLawsGradientToo() {
    double[] flops = POINTS.stream().mapToDouble(TrainingPoint::flops).toArray();
    double[] losses = POINTS.stream().mapToDouble(TrainingPoint::loss).toArray();
    PowerObjective objective = new PowerObjective(flops, losses);
    assertGradient(objective, new double[] {0.9, 0.05});
    assertGradient(objective, new double[] {0.2, 0.15, 0.4});
  }

  private static void assertGradient(Objective objective, double[] x) {
    double[] gradient = new double[x.length];
    objective.at(x, gradient);
    double[] differences = new double[x.length];
    double step = 1e-7;
    for (int k = 0; k < x.length; k++) {
      double[] above = x.clone();
      double[] below = x.clone();
      above[k] += step;
      below[k] -= step;
      double[] unused = new double[x.length];
      differences[k] = (objective.at(above, unused) - objective.at(below, unused)) / (2 * step);
    }
    assertArrayEquals(differences, gradient, 1e-5);
  }

  @Test
  void thereAre4500Starts() {
    assertEquals(4500, StartGrid.starts(new LossObjective(POINTS)).size());
  }

  @Test
  void constantsSurviveTheWayThroughTheVector() {
    LossObjective objective = new LossObjective(POINTS);
    LossFit.Constants constants = new LossFit.Constants(1.8, 482, 2085, 0.35, 0.37);
    LossFit.Constants back = objective.constants(objective.vector(constants));
    assertEquals(constants.modelScale(), back.modelScale(), 1e-9 * 482);
    assertEquals(constants.dataScale(), back.dataScale(), 1e-9 * 2085);
    assertEquals(constants.irreducible(), back.irreducible(), 1e-12);
  }

  @Test
  void lbfgsFindsTheBottomOfRosenbrocksValley() {
    Objective rosenbrock =
        (x, gradient) -> {
          double across = x[1] - x[0] * x[0];
          gradient[0] = -400 * x[0] * across - 2 * (1 - x[0]);
          gradient[1] = 200 * across;
          return 100 * across * across + (1 - x[0]) * (1 - x[0]);
        };
    Lbfgs.Minimum minimum = Lbfgs.minimise(rosenbrock, new double[] {-1.2, 1}, 200);
    assertArrayEquals(new double[] {1, 1}, minimum.x(), 1e-6);
    assertTrue(minimum.value() < 1e-12);
  }

  @Test
  void parabolaGoesThroughItsPoints() {
    double[] x = {18, 19, 20, 21};
    double[] y = new double[4];
    for (int i = 0; i < 4; i++) {
      y[i] = 2.5 + 0.03 * (x[i] - 19.3) * (x[i] - 19.3);
    }
    Parabola parabola = Parabola.through(x, y);
    assertEquals(19.3, parabola.valley(), 1e-9);
    assertEquals(2.5, parabola.height(), 1e-9);
    assertEquals(0.03, parabola.curvature(), 1e-9);
  }
}
