package org.bloomery.model;

import org.bytedeco.pytorch.Tensor;

/// What happens at the exchanges of a program: the collectives of a parallel layout, or nothing.
public interface Exchanges {
  /// One rank: every tensor passes as it is.
  Exchanges NONE =
      new Exchanges() {
        @Override
        public Tensor forward(Step.Place place, Tensor value) {
          return value;
        }

        @Override
        public Tensor backward(Step.Place place, Tensor gradient) {
          return gradient;
        }
      };

  /// The value that leaves the exchange.
  Tensor forward(Step.Place place, Tensor value);

  /// The adjoint: the gradient of the value that entered.
  Tensor backward(Step.Place place, Tensor gradient);
}
