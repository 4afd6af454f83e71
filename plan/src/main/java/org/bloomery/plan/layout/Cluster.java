package org.bloomery.plan.layout;

import org.bloomery.plan.device.Device;
import org.bloomery.plan.device.Devices;
import org.bloomery.plan.figure.Assumption;
import org.bloomery.plan.figure.Assumptions;

/// The devices of one job and the links between them.
///
/// @param name what a person calls it
/// @param devices accelerators of the job
/// @param devicesPerNode accelerators that share one node's links
/// @param peakFlopsPerSecond dense 16-bit peak of one device, by its maker or measured
/// @param memoryBytes memory of one device
/// @param memoryBytesPerSecond bandwidth of that memory
/// @param nodeBytesPerSecond usable by one device in an all-reduce inside its node
/// @param networkBytesPerSecondPerNode all network ports of a node together, one direction
/// @param latencySeconds of one message between nodes
public record Cluster(
    String name,
    int devices,
    int devicesPerNode,
    double peakFlopsPerSecond,
    double memoryBytes,
    double memoryBytesPerSecond,
    double nodeBytesPerSecond,
    double networkBytesPerSecondPerNode,
    double latencySeconds) {

  public static final Assumption NODE_LINK_USE =
      new Assumption(
              "nodeLinkUse",
              "share of a node's link that an all-reduce reaches",
              0.78,
              0.6,
              0.95,
              "",
              "235 of 300 GB/s on NVLink 3; a range of ours for other links")
          .ofOne();

  public static final Assumption MESSAGE_LATENCY_SECONDS =
      new Assumption(
              "messageLatencySeconds",
              "latency of a message between nodes",
              5e-6,
              1e-6,
              30e-6,
              "seconds",
              "order of magnitude of RDMA networks; a range of ours")
          .atLeast(0);

  public static final Assumption NETWORK_BYTES_PER_SECOND =
      new Assumption(
          "networkBytesPerSecondPerNode",
          "network ports of a node, one direction",
          50e9,
          12.5e9,
          400e9,
          "bytes/s",
          "four ports of 100 Gb/s, as the nodes that trained BLOOM had (BigScience 2022, §3.3.1);"
              + " one port to eight ports of 400 Gb/s");

  public static final Assumption HOST_MEMORY_BYTES_PER_SECOND =
      new Assumption(
          "hostMemoryBytesPerSecond",
          "memory bandwidth where none is known",
          30e9,
          10e9,
          300e9,
          "bytes/s",
          "two channels of DDR4-3200 give 51.2 GB/s by arithmetic, of which programs see about"
              + " three fifths; a range of ours");

  public Cluster {
    if (devices < 1 || devicesPerNode < 1) {
      throw new IllegalArgumentException(name + ": a cluster has at least one device");
    }
  }

  /// The machine that trained BLOOM: nodes of 8 A100 with 80 GB, and four Omni-Path ports of 100
  /// Gb/s a node (BigScience 2022, §3.3.1).
  public static Cluster jeanZay(int devices) {
    return of(
        Devices.find("a100-80").orElseThrow(),
        devices,
        8,
        NETWORK_BYTES_PER_SECOND.value(),
        Assumptions.DEFAULTS);
  }

  /// A cluster of a catalogued device; what the catalogue lacks is assumed.
  ///
  /// @param networkBytesPerSecondPerNode all ports of a node together
  public static Cluster of(
      Device device,
      int devices,
      int devicesPerNode,
      double networkBytesPerSecondPerNode,
      Assumptions assumptions) {
    double link =
        device.linkBytesPerSecond() == null
            ? networkBytesPerSecondPerNode / devicesPerNode
            : device.linkBytesPerSecond() * assumptions.of(NODE_LINK_USE);
    return new Cluster(
        device.label(),
        devices,
        devicesPerNode,
        device.matrixFlopsPerSecond(),
        device.memoryBytes(),
        device.memoryBytesPerSecond() == null
            ? assumptions.of(HOST_MEMORY_BYTES_PER_SECOND)
            : device.memoryBytesPerSecond(),
        device.allReduceBytesPerSecond() == null ? link : device.allReduceBytesPerSecond(),
        networkBytesPerSecondPerNode,
        assumptions.of(MESSAGE_LATENCY_SECONDS));
  }

  /// One process on one device; there are no links to use.
  public static Cluster single(
      String name, double peakFlopsPerSecond, double memoryBytes, double memoryBytesPerSecond) {
    return new Cluster(
        name,
        1,
        1,
        peakFlopsPerSecond,
        memoryBytes,
        memoryBytesPerSecond,
        memoryBytesPerSecond,
        memoryBytesPerSecond,
        0);
  }

  /// The same machine with another number of devices.
  public Cluster withDevices(int count) {
    return new Cluster(
        name,
        count,
        devicesPerNode,
        peakFlopsPerSecond,
        memoryBytes,
        memoryBytesPerSecond,
        nodeBytesPerSecond,
        networkBytesPerSecondPerNode,
        latencySeconds);
  }

  /// A device's share of its node's network ports: BLOOM's 50 GB/s ÷ 8 = 6.25 GB/s.
  public double networkBytesPerSecond() {
    return networkBytesPerSecondPerNode / devicesPerNode;
  }

  /// What one device sends a second within a group of ranks `stride` apart, `size` of them. Ranks
  /// are numbered as Megatron and DeepSpeed do: tensor first, then data, then pipeline.
  double linkBytesPerSecond(int size, int stride) {
    return spansNodes(size, stride) ? networkBytesPerSecond() : nodeBytesPerSecond;
  }

  boolean spansNodes(int size, int stride) {
    return (long) size * stride > devicesPerNode;
  }
}
