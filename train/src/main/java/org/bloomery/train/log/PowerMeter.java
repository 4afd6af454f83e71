package org.bloomery.train.log;

import java.io.IOException;
import java.lang.management.ManagementFactory;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Stream;
import org.bloomery.artifact.ResourceException;

/// Energy that the machine used since the start, in joules: read from the processor's own counters
/// where the system lets us (RAPL, `/sys/class/powercap`), else estimated from CPU time.
///
/// RAPL counts whole packages, everyone's work included. Its counters wrap around, so [#joules]
/// must be asked at least every few minutes.
public final class PowerMeter {
  /// Server processors of recent years draw 5 to 7 W a core at full load (rated power over cores,
  /// for example 360 W for 64); memory and conversion losses make it about ten.
  static final double WATTS_PER_BUSY_CORE = 10;

  private final List<Counter> counters;
  private final long startCpuNanos;
  private double joules;

  private PowerMeter(List<Counter> counters) {
    this.counters = counters;
    this.startCpuNanos = cpuNanos();
  }

  /// A meter of this machine.
  public static PowerMeter start() {
    return start(Path.of("/sys/class/powercap"));
  }

  static PowerMeter start(Path powercap) {
    return new PowerMeter(packages(powercap));
  }

  /// Joules since the start.
  public double joules() {
    if (counters.isEmpty()) {
      return (cpuNanos() - startCpuNanos) / 1e9 * WATTS_PER_BUSY_CORE;
    }
    for (Counter counter : counters) {
      joules += counter.sinceLast();
    }
    return joules;
  }

  /// How [#joules] comes about, for the model card.
  public String method() {
    return counters.isEmpty()
        ? "estimated: CPU time of the training process × %.0f W a busy core"
            .formatted(WATTS_PER_BUSY_CORE)
        : "measured: RAPL counters of %d processor packages, other work on them included"
            .formatted(counters.size());
  }

  private static long cpuNanos() {
    return ManagementFactory.getOperatingSystemMXBean()
            instanceof com.sun.management.OperatingSystemMXBean system
        ? system.getProcessCpuTime()
        : 0;
  }

  /// Top-level zones only (`intel-rapl:0`): the zones below them are parts of the same energy.
  private static List<Counter> packages(Path powercap) {
    List<Counter> counters = new ArrayList<>();
    if (!Files.isDirectory(powercap)) {
      return counters;
    }
    try (Stream<Path> zones = Files.list(powercap)) {
      for (Path zone : zones.sorted().toList()) {
        boolean top = zone.getFileName().toString().matches("intel-rapl:\\d+");
        if (top && Files.isReadable(zone.resolve("energy_uj"))) {
          counters.add(new Counter(zone));
        }
      }
    } catch (IOException e) {
      throw new ResourceException(powercap + " cannot be listed: " + e.getMessage(), e);
    }
    return counters;
  }

  /// One package's counter of microjoules.
  private static final class Counter {
    private final Path file;
    private final long range;
    private long last;

    Counter(Path zone) {
      this.file = zone.resolve("energy_uj");
      this.range = number(zone.resolve("max_energy_range_uj"));
      this.last = number(file);
    }

    double sinceLast() {
      long now = number(file);
      long passed = now >= last ? now - last : now + range - last;
      last = now;
      return passed / 1e6;
    }

    private static long number(Path file) {
      try {
        return Long.parseLong(Files.readString(file, StandardCharsets.US_ASCII).strip());
      } catch (IOException | NumberFormatException e) {
        throw new ResourceException(file + " gives no number: " + e.getMessage(), e);
      }
    }
  }
}
