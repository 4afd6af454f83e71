package org.bloomery.tensor.collective;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeUnit;
import org.bloomery.artifact.RankException;
import org.bloomery.tensor.Scope;
import org.bloomery.tensor.Tensors;
import org.bytedeco.pytorch.Tensor;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/// Ranks that are processes.
class RankProcessesTest {
  private static final Duration TIMEOUT = Duration.ofMinutes(1);

  @TempDir Path folder;

  /// One rank: arguments are its number, the number of ranks, the port, and how many all-reduces it
  /// makes before it kills itself (0: it lives).
  public static void main(String[] arguments) {
    int rank = Integer.parseInt(arguments[0]);
    int lastCall = Integer.parseInt(arguments[3]);
    World world =
        World.join(
            rank,
            Integer.parseInt(arguments[1]),
            "127.0.0.1",
            Integer.parseInt(arguments[2]),
            0,
            TIMEOUT);
    try (Scope _ = Scope.open()) {
      Tensor sum = Tensors.of(new double[] {rank + 1}, 1);
      for (int call = 1; call <= 20; call++) {
        world.all().allReduce(sum, Reduction.SUM);
        if (call == lastCall) {
          Runtime.getRuntime().halt(137); // as after kill -9: nothing is closed or told
        }
      }
      System.out.println(Tensors.doubles(sum)[0]);
      System.exit(0);
    } catch (RankException e) {
      System.out.println(e.getMessage());
      Runtime.getRuntime().halt(e.exitCode());
    }
  }

  private Process start(int rank, int size, int port, int lastCall) throws IOException {
    List<String> command =
        new ArrayList<>(
            List.of(
                Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                "--enable-native-access=ALL-UNNAMED",
                "-Xmx256m",
                "-cp",
                System.getProperty("java.class.path"),
                RankProcessesTest.class.getName()));
    for (int argument : new int[] {rank, size, port, lastCall}) {
      command.add(Integer.toString(argument));
    }
    return new ProcessBuilder(command)
        .redirectErrorStream(true)
        .redirectOutput(folder.resolve("rank-" + rank).toFile())
        .start();
  }

  private String lastLine(int rank) throws IOException {
    return Files.readAllLines(folder.resolve("rank-" + rank), StandardCharsets.UTF_8).getLast();
  }

  @Test
  void twoProcessesReduce() throws Exception {
    try (Rendezvous server = Rendezvous.serve("127.0.0.1", 0, TIMEOUT)) {
      List<Process> ranks = List.of(start(0, 2, server.port(), 0), start(1, 2, server.port(), 0));
      for (Process rank : ranks) {
        assertTrue(rank.waitFor(120, TimeUnit.SECONDS));
      }
      assertEquals(0, ranks.get(0).exitValue(), lastLine(0));
      assertEquals("" + 3.0 * (1 << 19), lastLine(0));
      assertEquals(lastLine(0), lastLine(1));
      String said = Files.readString(folder.resolve("rank-0"), StandardCharsets.UTF_8);
      assertFalse(said.contains("[Gloo]"), said);
    }
  }

  @Test
  void aKilledRankIsNamedWithItsHostAtAllTheOthers() throws Exception {
    try (Rendezvous server = Rendezvous.serve("127.0.0.1", 0, TIMEOUT)) {
      List<Process> ranks =
          List.of(
              start(0, 3, server.port(), 0),
              start(1, 3, server.port(), 5),
              start(2, 3, server.port(), 0));
      for (Process rank : ranks) {
        assertTrue(rank.waitFor(120, TimeUnit.SECONDS));
      }
      for (int rank : new int[] {0, 2}) {
        assertEquals(6, ranks.get(rank).exitValue(), lastLine(rank));
        assertTrue(
            lastLine(rank).startsWith("rank 1 on host ")
                && lastLine(rank).contains("process " + ranks.get(1).pid() + " no longer answers"),
            lastLine(rank));
      }
    }
  }
}
