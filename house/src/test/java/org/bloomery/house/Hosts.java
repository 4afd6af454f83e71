package org.bloomery.house;

import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/// Two hosts within this machine: network namespaces with one cable between them, which can be cut.
/// Their addresses are those of RFC 5737, which nobody routes.
final class Hosts implements AutoCloseable {
  /// Address of the first host.
  static final String FIRST = "192.0.2.1";

  private static final String SECOND = "192.0.2.2";
  private static final String CABLE = "cable";

  private final String prefix = "bloomery-" + ProcessHandle.current().pid() + "-";

  private Hosts() {}

  /// Why this machine permits no such hosts.
  static Optional<String> refusal() throws InterruptedException {
    try (Hosts hosts = new Hosts()) {
      hosts.make("1gbit");
      return Optional.empty();
    } catch (IOException e) {
      return Optional.of(
          "network namespaces need root and Debian's package iproute2: " + e.getMessage());
    }
  }

  /// Two hosts with a cable of so much bandwidth, in the words of `tc`.
  static Hosts of(String bandwidth) throws IOException, InterruptedException {
    Hosts hosts = new Hosts();
    hosts.make(bandwidth);
    return hosts;
  }

  private void make(String bandwidth) throws IOException, InterruptedException {
    for (int host = 0; host < 2; host++) {
      ip("netns", "add", name(host));
    }
    ip(
        "-n", name(0), "link", "add", CABLE, "type", "veth", "peer", "name", CABLE, "netns",
        name(1));
    for (int host = 0; host < 2; host++) {
      String address = (host == 0 ? FIRST : SECOND) + "/24";
      ip("-n", name(host), "link", "set", "lo", "up");
      ip("-n", name(host), "addr", "add", address, "dev", CABLE);
      ip("-n", name(host), "link", "set", CABLE, "up");
      List<String> limit = new ArrayList<>(List.of("ip", "netns", "exec", name(host)));
      limit.addAll(List.of("tc", "qdisc", "add", "dev", CABLE, "root", "tbf", "rate", bandwidth));
      limit.addAll(List.of("burst", "64kb", "latency", "50ms"));
      require(limit);
    }
  }

  private String name(int host) {
    return prefix + host;
  }

  /// A command on a host, which says that its name is `host-0` or `host-1`.
  Command on(int host, List<String> words) {
    List<String> all = new ArrayList<>(List.of("ip", "netns", "exec", name(host)));
    all.addAll(List.of("unshare", "--uts", "sh", "-c"));
    all.addAll(List.of("hostname host-" + host + " && exec \"$@\"", "sh"));
    all.addAll(words);
    return Command.of(all);
  }

  /// Cuts the cable.
  void cut() throws IOException, InterruptedException {
    ip("-n", name(0), "link", "set", CABLE, "down");
  }

  /// Mends it.
  void mend() throws IOException, InterruptedException {
    ip("-n", name(0), "link", "set", CABLE, "up");
  }

  private static void ip(String... words) throws IOException, InterruptedException {
    List<String> all = new ArrayList<>(List.of("ip"));
    all.addAll(List.of(words));
    require(all);
  }

  private static void require(List<String> words) throws IOException, InterruptedException {
    Command.Result result = Command.of(words).run();
    if (result.exitCode() != 0) {
      throw new IOException(String.join(" ", words) + " said: " + result.output().strip());
    }
  }

  @Override
  public void close() {
    for (int host = 0; host < 2; host++) {
      try {
        ip("netns", "del", name(host)); // and with the last one the cable
      } catch (IOException e) {
        // it was not made
      } catch (InterruptedException e) {
        Thread.currentThread().interrupt();
      }
    }
  }
}
