package org.bloomery.plan.device;

import com.sun.management.OperatingSystemMXBean;
import java.lang.management.ManagementFactory;
import java.util.Locale;

/// The machine that the plan runs on, as a device: its processors together.
///
/// The speed is measured in plain Java, so it is a lower bound for training with native libraries.
final class ThisMachine {
  /// One cache line of 64 bytes in fp32.
  private static final int ALIGNMENT = 16;

  private ThisMachine() {}

  static Device measure() {
    return of(
        MatmulSpeed.measure(),
        "measured: fp32 matrices in plain Java on all processors; memory by the operating system");
  }

  /// @param speed operations a second of fp32 matrix products
  static Device of(double speed, String source) {
    long memory = memoryBytes();
    int processors = Runtime.getRuntime().availableProcessors();
    String label =
        String.format(Locale.ROOT, "this machine: %d processors, %d GiB", processors, memory >> 30);
    return new Device(
        Devices.THIS_MACHINE,
        label,
        null,
        memory,
        null,
        speed,
        speed,
        null,
        ALIGNMENT,
        null,
        null,
        null,
        null,
        source);
  }

  /// Of the container, where there is one.
  private static long memoryBytes() {
    return ManagementFactory.getPlatformMXBean(OperatingSystemMXBean.class).getTotalMemorySize();
  }
}
