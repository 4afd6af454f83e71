package org.bloomery.plan.carbon;

/// Power of a machine without an accelerator, where no meter says it: the fallback rules of
/// codecarbon 3 (docs/explanation/methodology.md, external/ram.py, external/hardware.py).
///
/// @param processorWatts of the processor at the given load
/// @param memoryWatts of the memory modules
public record MachinePower(double processorWatts, double memoryWatts) {
  public static final String SOURCE =
      "codecarbon 3 without a meter: processor max(load, 10%) of its thermal design power, 4 W a"
          + " thread where that is unknown; memory 5 W a module";

  /// Where the thermal design power is unknown.
  public static final double WATTS_PER_THREAD = 4;

  /// Where neither power nor load is known: half of a processor of 85 W.
  public static final double UNKNOWN_PROCESSOR_WATTS = 85 * 0.5;

  private static final double WATTS_PER_MODULE = 5;
  private static final double WATTS_PER_MODULE_ARM = 1.5;

  public double watts() {
    return processorWatts + memoryWatts;
  }

  public double kilowatts() {
    return watts() / 1000;
  }

  /// A machine of which only threads and memory are known.
  ///
  /// @param load share of its threads that compute
  public static MachinePower estimate(int threads, double load, double memoryGigabytes) {
    return new MachinePower(
        processorWatts(threads * WATTS_PER_THREAD, load), memoryWatts(memoryGigabytes, false));
  }

  /// A processor at a share of its load.
  ///
  /// @param designWatts thermal design power
  public static double processorWatts(double designWatts, double load) {
    return Math.max(designWatts * load, designWatts * 0.1);
  }

  /// Memory by its number of modules, each further one drawing a little less.
  public static double memoryWatts(double gigabytes, boolean arm) {
    int modules = modules(gigabytes);
    double each = arm ? WATTS_PER_MODULE_ARM : WATTS_PER_MODULE;
    double counted =
        Math.min(modules, 4)
            + 0.9 * Math.clamp(modules - 4, 0, 4)
            + 0.8 * Math.clamp(modules - 8, 0, 8)
            + 0.7 * Math.max(0, modules - 16);
    return Math.max(2 * each, each * counted);
  }

  /// Modules that a machine of this size usually has.
  static int modules(double gigabytes) {
    if (gigabytes <= 2) {
      return 1;
    }
    if (gigabytes <= 16) {
      return 2;
    }
    if (gigabytes <= 64) {
      return 4;
    }
    if (gigabytes <= 128) {
      return 8;
    }
    int size = 4;
    while (size < 128 && size * 2 <= gigabytes / 8) {
      size *= 2;
    }
    return (int) Math.min(32, Math.ceil(gigabytes / size));
  }
}
