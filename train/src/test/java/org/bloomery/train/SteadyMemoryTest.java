package org.bloomery.train;

import static org.junit.jupiter.api.Assertions.assertEquals;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import java.util.TreeMap;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.condition.EnabledOnOs;
import org.junit.jupiter.api.condition.OS;
import org.junit.jupiter.api.io.TempDir;

/// Memory does not grow while training goes on.
class SteadyMemoryTest {
  /// By then every kind of step has been met: held-out losses, checkpoints, compiled code.
  private static final int WARM = 600;

  @TempDir Path folder;

  /// In a process of its own, whose heap has its full size from the start. JavaCPP is forbidden to
  /// free native memory when the garbage collector finds a forgotten pointer, so that forgotten
  /// ones are seen here.
  @Test
  @Tag("long")
  @EnabledOnOs(OS.LINUX)
  void residentMemoryStaysWithinTwoPercentOverTwoThousandSteps()
      throws IOException, InterruptedException {
    Path output = folder.resolve("output");
    Process process =
        new ProcessBuilder(
                Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                "--enable-native-access=ALL-UNNAMED",
                "-Xms64m",
                "-Xmx64m",
                "-XX:+AlwaysPreTouch",
                "-XX:+UseSerialGC",
                "-XX:TieredStopAtLevel=1",
                "-Dorg.bytedeco.javacpp.nopointergc=true",
                "-cp",
                System.getProperty(
                    "surefire.test.class.path", System.getProperty("java.class.path")),
                LongTraining.class.getName(),
                folder.resolve("run").toString())
            .redirectErrorStream(true)
            .redirectOutput(output.toFile())
            .start();
    int code = process.waitFor();
    String said = Files.readString(output, StandardCharsets.UTF_8);
    assertEquals(0, code, said);
    Map<Integer, Long> kilobytes = new TreeMap<>();
    said.lines()
        .filter(line -> line.matches("\\d+ \\d+"))
        .map(line -> line.split(" "))
        .forEach(words -> kilobytes.put(Integer.valueOf(words[0]), Long.valueOf(words[1])));
    assertEquals(LongTraining.STEPS / 50, kilobytes.size(), said);
    System.out.println("resident kilobytes by step: " + kilobytes);
    double warm = kilobytes.getOrDefault(WARM, 0L);
    kilobytes.forEach((step, now) -> {
      if (step > WARM) {
        assertEquals(warm, now, 0.02 * warm, "after step " + step + ": " + kilobytes);
      }
    });
  }
}
