package org.bloomery.tensor;

import org.bytedeco.javacpp.Pointer;
import org.bytedeco.javacpp.PointerScope;
import org.jspecify.annotations.Nullable;

/// Frees the native objects that its thread makes while it is open; use it in try-with-resources.
///
/// Without a scope a tensor's memory waits for the garbage collector, which does not see how large
/// it is. Scopes nest. A result that must outlive the scope is handed to the enclosing one with
/// [#give], or kept by hand with [#keep] until [#release].
public final class Scope implements AutoCloseable {
  private final PointerScope pointers;

  private Scope() {
    this.pointers = new PointerScope();
  }

  /// Opens a scope on this thread.
  public static Scope open() {
    Libtorch.load();
    return new Scope();
  }

  /// Takes `pointer` out of this scope into the enclosing scope of this thread, or, when there is
  /// none, leaves it to the garbage collector.
  ///
  /// @return `pointer`
  public <P extends Pointer> P give(P pointer) {
    PointerScope outer = enclosing();
    if (outer != null) {
      outer.attach(pointer);
      pointers.detach(pointer);
    } else {
      pointer.retainReference();
      pointers.detach(pointer);
    }
    return pointer;
  }

  /// Holds `pointer` past every scope, until [#release].
  ///
  /// @return `pointer`
  public static <P extends Pointer> P keep(P pointer) {
    pointer.retainReference();
    return pointer;
  }

  /// Undoes one [#keep].
  public static void release(Pointer pointer) {
    pointer.releaseReference();
  }

  @Override
  public void close() {
    pointers.close();
  }

  private @Nullable PointerScope enclosing() {
    var scopes = PointerScope.getScopeIterator();
    if (scopes == null) {
      return null;
    }
    boolean passed = false;
    while (scopes.hasNext()) {
      PointerScope scope = scopes.next();
      if (passed) {
        return scope;
      }
      passed = scope.equals(pointers);
    }
    return null;
  }
}
