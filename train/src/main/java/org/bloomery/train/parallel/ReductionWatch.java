package org.bloomery.train.parallel;

import org.bloomery.model.Parameter;
import org.bloomery.train.optim.BufferRange;

/// Told what happens to gradients in a step, in this order for each bucket.
interface ReductionWatch {
  /// Looks away.
  ReductionWatch NONE =
      new ReductionWatch() {
        @Override
        public void completed(Parameter parameter) {}

        @Override
        public void starts(BufferRange bucket) {}
      };

  /// Nothing more will be added to the gradient of `parameter` on this rank.
  void completed(Parameter parameter);

  /// The bucket is complete, and still this replica's own: its reduction starts next.
  void starts(BufferRange bucket);
}
