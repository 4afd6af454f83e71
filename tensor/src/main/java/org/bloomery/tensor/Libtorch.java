package org.bloomery.tensor;

import java.io.IOException;
import java.util.Objects;
import org.bloomery.artifact.ResourceException;
import org.bytedeco.javacpp.Loader;
import org.bytedeco.openblas.global.openblas_nolapack;
import org.bytedeco.pytorch.global.torch;

/// Loads libtorch's natives and sets what counts for the whole process.
///
/// JavaCPP unpacks the natives into a cache below the user's home at the first start (about ten
/// seconds), and finds them there later (under a second).
public final class Libtorch {
  private static boolean loaded;

  private Libtorch() {}

  /// Loads the natives; calls after the first do nothing.
  ///
  /// @throws ResourceException if this platform has no natives on the class path
  public static synchronized void load() {
    if (loaded) {
      return;
    }
    // JavaCPP counts resident memory and refuses to allocate past the Java heap's limit. Tensors
    // are
    // meant to be larger than the heap, so the count is switched off (0 = no limit).
    System.setProperty("org.bytedeco.javacpp.maxbytes", "0");
    System.setProperty("org.bytedeco.javacpp.maxphysicalbytes", "0");
    try {
      Loader.load(torch.class);
    } catch (UnsatisfiedLinkError | NoClassDefFoundError | ExceptionInInitializerError e) {
      throw new ResourceException(
          "libtorch has no natives for this platform ("
              + Loader.Detector.getPlatform()
              + ") on the class path; training and serving run on linux-x86_64, macosx-arm64 and"
              + " windows-x86_64: build again with -Djavacpp.platform=<one of these>",
          e);
    }
    loaded = true;
  }

  /// Threads that one operator may use, here and in the BLAS library behind it.
  ///
  /// @throws IllegalArgumentException if `threads` is below 1
  public static void setThreads(int threads) {
    if (threads < 1) {
      throw new IllegalArgumentException("threads = " + threads + " is below 1");
    }
    load();
    torch.set_num_threads(threads);
    openblas_nolapack.blas_set_num_threads(threads);
  }

  /// Threads that one operator may use.
  public static int threads() {
    load();
    return torch.get_num_threads();
  }

  /// The version of libtorch and of its Java binding, for manifests.
  public static String version() {
    load();
    try {
      return Objects.requireNonNull(Loader.getVersion("org.bytedeco", "pytorch"));
    } catch (IOException e) {
      throw new ResourceException("the pytorch jar on the class path does not tell its version", e);
    }
  }

  /// The vector instructions that libtorch found on this processor, such as `AVX2` or `AVX512`.
  public static String cpuCapability() {
    load();
    return torch.get_cpu_capability().getString();
  }

  /// Whether a CUDA device can be used.
  public static boolean cudaIsAvailable() {
    load();
    return torch.cuda_is_available();
  }
}
