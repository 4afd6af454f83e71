package org.bloomery.tensor;

import java.lang.foreign.FunctionDescriptor;
import java.lang.foreign.Linker;
import java.lang.foreign.MemorySegment;
import java.lang.foreign.ValueLayout;
import java.lang.invoke.MethodHandle;
import java.util.Locale;
import org.bytedeco.pytorch.Tensor;

/// Memory of tensors, page by page. A tensor that is only partly in use need not hold all of its
/// memory: what is given back comes again, as zeros, when it is written to.
public final class Pages {
  /// `MADV_DONTNEED` of Linux; other systems give memory back at a time of their own, and do not
  /// promise zeros.
  private static final int DO_NOT_NEED = 4;

  private Pages() {}

  /// Whether this system can do it.
  public static boolean canGiveBack() {
    return System.getProperty("os.name").toLowerCase(Locale.ROOT).equals("linux");
  }

  /// Sets a contiguous tensor to zero, and gives the pages that lie in it as a whole back to the
  /// system.
  ///
  /// @throws IllegalStateException if the system refuses
  public static void giveBack(Tensor tensor) {
    MemorySegment bytes = Tensors.bytes(tensor);
    long page = Calls.pageSize();
    long first = Math.ceilDiv(bytes.address(), page) * page - bytes.address();
    long end = Math.floorDiv(bytes.address() + bytes.byteSize(), page) * page - bytes.address();
    if (first >= end) {
      bytes.fill((byte) 0);
      return;
    }
    bytes.asSlice(0, first).fill((byte) 0);
    bytes.asSlice(end).fill((byte) 0);
    Calls.advise(bytes.asSlice(first, end - first), DO_NOT_NEED);
  }

  /// The C library, loaded where it is needed.
  @SuppressWarnings("restricted") // Only the C library can give memory back.
  private static final class Calls {
    private static final Linker LINKER = Linker.nativeLinker();

    private static final MethodHandle PAGE_SIZE =
        LINKER.downcallHandle(
            LINKER.defaultLookup().findOrThrow("getpagesize"),
            FunctionDescriptor.of(ValueLayout.JAVA_INT));

    private static final MethodHandle ADVISE =
        LINKER.downcallHandle(
            LINKER.defaultLookup().findOrThrow("madvise"),
            FunctionDescriptor.of(
                ValueLayout.JAVA_INT,
                ValueLayout.ADDRESS,
                ValueLayout.JAVA_LONG,
                ValueLayout.JAVA_INT));

    static long pageSize() {
      try {
        return (int) PAGE_SIZE.invokeExact();
      } catch (Throwable e) {
        throw new IllegalStateException("getpagesize cannot be called", e);
      }
    }

    static void advise(MemorySegment pages, int advice) {
      int result;
      try {
        result = (int) ADVISE.invokeExact(pages, pages.byteSize(), advice);
      } catch (Throwable e) {
        throw new IllegalStateException("madvise cannot be called", e);
      }
      if (result != 0) {
        throw new IllegalStateException(
            "the system does not take back " + pages.byteSize() + " bytes");
      }
    }
  }
}
