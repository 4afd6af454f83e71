package org.bloomery.plan.law.fit;

import java.util.ArrayDeque;
import java.util.Deque;
import java.util.Iterator;

/// Limited-memory BFGS (Nocedal 1980; Nocedal & Wright 2006, algorithm 7.5) with a line search for
/// the strong Wolfe conditions.
final class Lbfgs {
  private static final int MEMORY = 10;
  private static final double SMALLEST_GRADIENT = 1e-12;
  private static final double SMALLEST_GAIN = 1e-14;

  /// Where a search ended.
  @SuppressWarnings("ArrayRecordComponent") // a vector, never compared and never shared
  record Minimum(double[] x, double value) {}

  /// A step with the change of gradient that it brought, and 1/(y·s).
  @SuppressWarnings("ArrayRecordComponent") // as above
  private record Pair(double[] step, double[] change, double inverse) {}

  private final Objective objective;
  private final Deque<Pair> pairs = new ArrayDeque<>(); // newest first

  private Lbfgs(Objective objective) {
    this.objective = objective;
  }

  /// Goes downhill from `start` for at most `iterations` steps.
  static Minimum minimise(Objective objective, double[] start, int iterations) {
    return new Lbfgs(objective).run(start, iterations);
  }

  private Minimum run(double[] start, int iterations) {
    double[] gradient = new double[start.length];
    WolfeSearch.Point here = new WolfeSearch.Point(start, objective.at(start, gradient), gradient);
    for (int i = 0; i < iterations && norm(here.gradient()) > SMALLEST_GRADIENT; i++) {
      double[] direction = direction(here.gradient());
      double first = pairs.isEmpty() ? Math.min(1, 1 / norm(here.gradient())) : 1;
      WolfeSearch.Point next = new WolfeSearch(objective, here, direction).from(first);
      if (here.value() - next.value() <= SMALLEST_GAIN * Math.abs(here.value())) {
        if (pairs.isEmpty()) {
          break;
        }
        pairs.clear(); // once more, straight downhill
      } else {
        remember(here, next);
      }
      here = next;
    }
    return new Minimum(here.x(), here.value());
  }

  private void remember(WolfeSearch.Point from, WolfeSearch.Point to) {
    double[] step = minus(to.x(), from.x());
    double[] change = minus(to.gradient(), from.gradient());
    double product = dot(step, change);
    if (product > 1e-300) {
      pairs.addFirst(new Pair(step, change, 1 / product));
      if (pairs.size() > MEMORY) {
        pairs.removeLast();
      }
    }
  }

  /// The two-loop recursion.
  private double[] direction(double[] gradient) {
    double[] q = gradient.clone();
    double[] shares = new double[pairs.size()];
    int i = 0;
    for (Pair pair : pairs) {
      shares[i] = pair.inverse() * dot(pair.step(), q);
      add(q, -shares[i++], pair.change());
    }
    if (!pairs.isEmpty()) {
      Pair newest = pairs.getFirst();
      double scale = 1 / (newest.inverse() * dot(newest.change(), newest.change()));
      for (int k = 0; k < q.length; k++) {
        q[k] *= scale;
      }
    }
    Iterator<Pair> oldestFirst = pairs.descendingIterator();
    while (oldestFirst.hasNext()) {
      Pair pair = oldestFirst.next();
      add(q, shares[--i] - pair.inverse() * dot(pair.change(), q), pair.step());
    }
    for (int k = 0; k < q.length; k++) {
      q[k] = -q[k];
    }
    return q;
  }

  private static void add(double[] to, double factor, double[] what) {
    for (int k = 0; k < to.length; k++) {
      to[k] += factor * what[k];
    }
  }

  private static double[] minus(double[] a, double[] b) {
    double[] difference = new double[a.length];
    for (int k = 0; k < a.length; k++) {
      difference[k] = a[k] - b[k];
    }
    return difference;
  }

  static double dot(double[] a, double[] b) {
    double sum = 0;
    for (int k = 0; k < a.length; k++) {
      sum += a[k] * b[k];
    }
    return sum;
  }

  private static double norm(double[] vector) {
    return Math.sqrt(dot(vector, vector));
  }
}
