package org.bloomery.artifact;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.ByteArrayOutputStream;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.util.List;
import org.junit.jupiter.api.Test;

class ConsoleTest {
  private final ByteArrayOutputStream bytes = new ByteArrayOutputStream();

  private Console console(boolean terminal) {
    return new Console(new PrintStream(bytes, true, StandardCharsets.UTF_8), terminal, "train");
  }

  private String printed() {
    return bytes.toString(StandardCharsets.UTF_8);
  }

  @Test
  void tablesAlignTheirColumnsByCharacters() {
    console(false)
        .table(
            List.of("language", "bytes"),
            List.of(List.of("français", "10"), List.of("हिन्दी", "1,234")));
    assertEquals(
        """
        train: language  bytes
        train: français     10
        train: हिन्दी    1,234
        """,
        printed());
  }

  @Test
  void aLogGetsPlainLinesWithoutControlCharacters() {
    Progress progress = console(false).progress("tokens", 100, "tokens");
    progress.advance(50);
    progress.close();
    console(false).line("two\nlines");
    assertFalse(printed().contains("\u001b"));
    assertTrue(printed().endsWith("train: two\ntrain: lines\n"), printed());
  }

  @Test
  void aTerminalGetsABarThatALineReplaces() throws InterruptedException {
    Console console = console(true);
    Progress progress = console.progress("tokens", 100, "tokens");
    Thread.sleep(150);
    progress.note("loss 2.5");
    progress.advance(50);
    assertTrue(printed().contains("[############------------] tokens  50% 50 of 100"), printed());
    assertTrue(printed().contains("loss 2.5"), printed());
    console.line("done");
    assertTrue(printed().endsWith("\r\u001b[2Ktrain: done\n"), printed());
  }

  @Test
  void durationsAreReadable() {
    assertEquals("0:07", Progress.duration(7.2));
    assertEquals("12:05", Progress.duration(725));
    assertEquals("2 h 03 min", Progress.duration(7380));
  }
}
