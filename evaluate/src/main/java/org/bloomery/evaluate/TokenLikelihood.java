package org.bloomery.evaluate;

import java.util.List;

/// How likely the scored tokens of passages are, summed a passage, in nats.
@FunctionalInterface
interface TokenLikelihood {
  double[] sums(List<Passage> passages);
}
