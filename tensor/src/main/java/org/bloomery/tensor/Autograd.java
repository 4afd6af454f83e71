package org.bloomery.tensor;

import java.util.function.Supplier;
import org.bytedeco.pytorch.GradMode;

/// Switches libtorch's recording of operations, which is a state of the thread.
public final class Autograd {
  private Autograd() {}

  /// Runs `work` while operations on tensors that require gradients are recorded.
  public static <T> T recording(Supplier<T> work) {
    return with(true, work);
  }

  /// Runs `work` while nothing is recorded.
  public static <T> T silent(Supplier<T> work) {
    return with(false, work);
  }

  private static <T> T with(boolean mode, Supplier<T> work) {
    Libtorch.load();
    boolean before = GradMode.is_enabled();
    GradMode.set_enabled(mode);
    try {
      return work.get();
    } finally {
      GradMode.set_enabled(before);
    }
  }
}
