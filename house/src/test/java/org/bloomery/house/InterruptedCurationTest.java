package org.bloomery.house;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.condition.EnabledOnOs;
import org.junit.jupiter.api.condition.OS;
import org.junit.jupiter.api.io.TempDir;

/// What a person sees who stops curation by Ctrl-C, or a scheduler by SIGTERM, and that the same
/// command goes on to the same bytes.
@EnabledOnOs(OS.LINUX) // sends signals by their names
class InterruptedCurationTest {
  private static final String LINE = "(plan|catalogue|curate|bloomery[a-z ]*): .*";
  private static final String NOTICE =
      "bloomery curate: interrupted; the same command goes on from what is finished";

  @TempDir private Path folder;

  @BeforeEach
  void writeRun() throws IOException {
    List<String> notes = Files.readAllLines(Checkout.ROOT.resolve("runs/tiny/en.txt"));
    Random random = new Random(23);
    for (int file = 0; file < 4; file++) {
      List<String> lines = new ArrayList<>();
      for (int i = 0; i < 400; i++) {
        lines.add(note(notes, random) + " " + note(notes, random) + " " + note(notes, random));
      }
      Files.write(folder.resolve(file + ".txt"), lines);
    }
    write("run.toml", "runs/tiny.toml", "sources/tiny.toml", "card.toml");
    write("card.toml", "runs/sources/tiny.toml", "../tiny/*.txt", "*.txt");
  }

  private static String note(List<String> notes, Random random) {
    return notes.get(random.nextInt(notes.size()));
  }

  private void write(String name, String like, String from, String to) throws IOException {
    Files.writeString(
        folder.resolve(name),
        Files.readString(Checkout.ROOT.resolve(like))
            .replace(from, to)
            .replace("languages = [\"en\", \"fr\", \"es\", \"de\"]", "languages = [\"en\"]"));
  }

  /// A shell that does its work in the background may have its children ignore SIGINT; `env` makes
  /// it what it is on a terminal.
  private Command curate(String out) {
    return Command.of(
        List.of(
            "env",
            "--default-signal=INT",
            Checkout.ROOT.resolve("bloomery").toString(),
            "run",
            folder.resolve("run.toml").toString(),
            "--out",
            folder.resolve(out).toString(),
            "--until",
            "curate",
            "--set",
            "curate.duplicates={minhash={bands=14,rows=8,shingle=5,similarity=0.8}}"));
  }

  /// Sends a signal as soon as the stage has written a file or folder of its work.
  private Command.Result interrupted(String signal, boolean all, String sign) throws Exception {
    Command.Running running = curate("out").start();
    running.awaitFile(folder.resolve("out/corpus.partial/work").resolve(sign));
    List<String> words = new ArrayList<>(List.of("kill", "-" + signal));
    words.add(Long.toString(running.process().pid()));
    if (all) { // as a terminal does
      running.process().descendants().forEach(child -> words.add(Long.toString(child.pid())));
    }
    assertEquals(0, Command.of(words).run().exitCode());
    return new Command.Result(running.process().waitFor(), running.output());
  }

  private static void expect(int exitCode, Command.Result result) {
    assertEquals(exitCode, result.exitCode(), result.output());
    List<String> lines = result.output().lines().toList();
    assertEquals(NOTICE, lines.getLast(), result.output());
    assertEquals(1, lines.stream().filter(line -> line.contains("interrupted")).count());
    assertTrue(lines.stream().allMatch(line -> line.matches(LINE)), result.output());
  }

  @Test
  void itEndsWithASentence() throws Exception {
    expect(143, interrupted("TERM", false, "units"));
  }

  @Test
  @Tag("long")
  void fromWhereverItEndedItGoesOnWithTheSameBytes() throws Exception {
    Command.Result whole = curate("whole").run();
    assertEquals(0, whole.exitCode(), whole.output());
    expect(130, interrupted("INT", true, "units/00001/kept.zst"));
    expect(143, interrupted("TERM", true, "steps/near-duplicate"));
    Command.Result end = curate("out").run();
    assertEquals(0, end.exitCode(), end.output());
    assertEquals(Trees.digests(folder.resolve("whole")), Trees.digests(folder.resolve("out")));
  }
}
