package org.bloomery.artifact.run.study;

import org.bloomery.artifact.Require;
import org.jspecify.annotations.Nullable;

/// The machines that the plan may use.
///
/// @param device name in the plan room's catalogue of accelerators, or `this-machine`
/// @param devices how many
/// @param devicesPerNode how many of them share a node, and its fast links
/// @param nodeLinkGigabytesPerSecond between two devices of a node, each way; absent: the
///   catalogue's
/// @param networkGigabytesPerSecond of a node to the others, each way; absent: an assumption
/// @param memoryGigabytes of one device, in units of 2^30 bytes; absent: the catalogue's
public record ClusterSettings(
    String device,
    int devices,
    int devicesPerNode,
    @Nullable Double nodeLinkGigabytesPerSecond,
    @Nullable Double networkGigabytesPerSecond,
    @Nullable Double memoryGigabytes) {
  /// The device that is measured instead of looked up.
  public static final String THIS_MACHINE = "this-machine";

  public ClusterSettings {
    Require.positive("devices", devices);
    Require.positive("devicesPerNode", devicesPerNode);
    Require.that(
        devices < devicesPerNode || devices % Math.max(1, devicesPerNode) == 0,
        "devices = "
            + devices
            + " is not a multiple of devicesPerNode = "
            + devicesPerNode
            + "; whole nodes are planned");
    Require.that(
        !device.equals(THIS_MACHINE) || devices == 1,
        "devices = "
            + devices
            + ", but device = \"this-machine\" is one; describe a cluster by its accelerators");
    Require.positive("nodeLinkGigabytesPerSecond", nodeLinkGigabytesPerSecond);
    Require.positive("networkGigabytesPerSecond", networkGigabytesPerSecond);
    Require.positive("memoryGigabytes", memoryGigabytes);
  }

  public boolean isThisMachine() {
    return device.equals(THIS_MACHINE);
  }
}
