package org.bloomery.tensor.collective;

import java.time.Duration;
import java.util.List;
import java.util.function.BiConsumer;
import org.bloomery.tensor.Scope;
import org.bytedeco.pytorch.Tensor;
import org.bytedeco.pytorch.Work;
import org.jspecify.annotations.Nullable;

/// A collective that has been started. It holds its tensors until [#await].
public final class Pending {
  /// Nothing to wait for.
  static final Pending NONE = new Pending(null, List.of(), null, "");

  private final @Nullable Communicator group;
  private final List<Tensor> tensors;
  private final @Nullable Work work;
  private final String name;

  Pending(@Nullable Communicator group, List<Tensor> tensors, @Nullable Work work, String name) {
    this.group = group;
    this.tensors = tensors;
    this.work = work;
    this.name = name;
    tensors.forEach(Scope::keep);
    if (work != null) {
      Scope.keep(work);
    }
  }

  /// Whether it is done; until [#await].
  public boolean isDone() {
    return work == null || work.isCompleted();
  }

  /// Waits until it is done; to be called once.
  ///
  /// @throws org.bloomery.artifact.RankException naming the rank that failed
  public void await() {
    finish((g, w) -> g.await(name, w));
  }

  /// The same, but gives up after `timeout`; then the group is of no more use.
  public void await(Duration timeout) {
    finish((g, w) -> g.await(name, w, timeout));
  }

  private void finish(BiConsumer<Communicator, Work> wait) {
    if (group == null || work == null) {
      return;
    }
    try {
      wait.accept(group, work);
    } finally {
      Scope.release(work);
      tensors.forEach(Scope::release);
    }
  }
}
