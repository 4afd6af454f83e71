package org.bloomery.tensor.collective;

import java.lang.foreign.Arena;
import java.lang.foreign.FunctionDescriptor;
import java.lang.foreign.Linker;
import java.lang.foreign.MemorySegment;
import java.lang.foreign.SymbolLookup;
import java.lang.foreign.ValueLayout;
import java.lang.invoke.MethodHandle;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.function.Supplier;

/// Keeps what native code writes to standard output away from it for a while. Gloo greets every
/// group with a line there and has no switch for it; errors go to standard error, and stay.
///
/// Standard output belongs to the whole process: what its other threads write meanwhile is lost,
/// too.
final class QuietOutput {
  private static final int STANDARD_OUTPUT = 1;
  private static final int WRITE_ONLY = 1;
  private static final Path NOWHERE = Path.of("/dev/null");

  private QuietOutput() {}

  /// Does the work without its words. Where the system is no POSIX system, they are heard.
  static synchronized <T> T of(Supplier<T> work) {
    if (!Files.exists(NOWHERE)) {
      return work.get();
    }
    System.out.flush();
    int kept = Posix.duplicate(STANDARD_OUTPUT);
    int nowhere = Posix.open(NOWHERE);
    Posix.duplicateTo(nowhere, STANDARD_OUTPUT);
    Posix.close(nowhere);
    try {
      return work.get();
    } finally {
      Posix.duplicateTo(kept, STANDARD_OUTPUT);
      Posix.close(kept);
    }
  }

  /// Four functions of the C library (POSIX.1-2017: dup, dup2, open, close).
  @SuppressWarnings("restricted") // calls native code, which the launcher permits
  private static final class Posix {
    private static final MethodHandle DUP = function("dup", 1);
    private static final MethodHandle DUP2 = function("dup2", 2);
    private static final MethodHandle CLOSE = function("close", 1);
    private static final MethodHandle OPEN =
        Linker.nativeLinker()
            .downcallHandle(
                address("open"),
                FunctionDescriptor.of(
                    ValueLayout.JAVA_INT, ValueLayout.ADDRESS, ValueLayout.JAVA_INT),
                Linker.Option.firstVariadicArg(2));

    private static MemorySegment address(String name) {
      SymbolLookup library = Linker.nativeLinker().defaultLookup();
      return library.find(name).orElseThrow(() -> new IllegalStateException(name + " is missing"));
    }

    private static MethodHandle function(String name, int arguments) {
      ValueLayout[] layouts = new ValueLayout[arguments];
      Arrays.fill(layouts, ValueLayout.JAVA_INT);
      return Linker.nativeLinker()
          .downcallHandle(address(name), FunctionDescriptor.of(ValueLayout.JAVA_INT, layouts));
    }

    static int duplicate(int file) {
      return checked("dup", () -> (int) DUP.invokeExact(file));
    }

    static void duplicateTo(int file, int target) {
      checked("dup2", () -> (int) DUP2.invokeExact(file, target));
    }

    static void close(int file) {
      checked("close", () -> (int) CLOSE.invokeExact(file));
    }

    static int open(Path path) {
      try (Arena arena = Arena.ofConfined()) {
        MemorySegment name = arena.allocateFrom(path.toString());
        return checked("open", () -> (int) OPEN.invokeExact(name, WRITE_ONLY));
      }
    }

    @FunctionalInterface
    private interface Call {
      int run() throws Throwable;
    }

    private static int checked(String name, Call call) {
      int result;
      try {
        result = call.run();
      } catch (Throwable e) {
        throw new IllegalStateException(name + " cannot be called", e);
      }
      if (result < 0) {
        throw new IllegalStateException(name + " failed");
      }
      return result;
    }
  }
}
