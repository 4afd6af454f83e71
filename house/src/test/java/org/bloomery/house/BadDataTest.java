package org.bloomery.house;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.github.luben.zstd.Zstd;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/// What curation says, through the command, about texts that are not as they should be.
class BadDataTest {
  private static final List<String> LINES = lines();

  @TempDir Path folder;

  private static List<String> lines() {
    try {
      return Files.readAllLines(Checkout.ROOT.resolve("runs/tiny/en.txt"));
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  private Command.Result curate(String file, byte[] content) throws Exception {
    Files.write(folder.resolve(file), content);
    String tiny = Files.readString(Checkout.ROOT.resolve("runs/tiny.toml"));
    Files.writeString(
        folder.resolve("run.toml"),
        tiny.replace("sources/tiny.toml", "card.toml")
            .replace("languages = [\"en\", \"fr\", \"es\", \"de\"]", "languages = [\"en\"]"));
    String card = Files.readString(Checkout.ROOT.resolve("runs/sources/tiny.toml"));
    Files.writeString(
        folder.resolve("card.toml"),
        card.replace("file:../tiny/*.txt", "file:" + file)
            .replace("languages = [\"en\", \"fr\", \"es\", \"de\"]", "languages = [\"en\"]"));
    String out = folder.resolve("out").toString();
    String run = folder.resolve("run.toml").toString();
    return Command.bloomery("run", run, "--out", out, "--until", "curate").run();
  }

  private static byte[] text(List<String> lines) {
    return (String.join("\n", lines) + "\n").getBytes(StandardCharsets.UTF_8);
  }

  private void expectRefused(String sentence, Command.Result result) {
    assertEquals(3, result.exitCode(), result.output());
    assertTrue(result.output().contains(sentence), result.output());
    assertFalse(result.output().contains("\tat "), "no stack trace: " + result.output());
    assertFalse(Files.exists(folder.resolve("out/corpus")), "nothing may look finished");
  }

  @Test
  void aFileCutShortEndsTheRunWithItsName() throws Exception {
    byte[] whole = Zstd.compress(text(LINES));
    Command.Result result = curate("cut.txt.zst", Arrays.copyOf(whole, whole.length - 100));
    expectRefused("cut.txt.zst", result);
  }

  @Test
  void invalidUtf8IsCountedAndSetAside() throws Exception {
    ByteArrayOutputStream content = new ByteArrayOutputStream();
    content.write(text(LINES));
    content.write(new byte[] {'a', (byte) 0xff, 'b', '\n'});
    Command.Result result = curate("broken.txt", content.toByteArray());
    assertEquals(0, result.exitCode(), result.output());
    String table = Files.readString(folder.resolve("out/corpus/table.json"));
    assertTrue(table.contains("\"invalid-utf-8\" : 1"), table);
  }

  @Test
  void aLanguageWithThreeDocumentsIsNamedWithWhatToDo() throws Exception {
    expectRefused(
        "but curate.minimumDocuments = 10", curate("three.txt", text(LINES.subList(0, 3))));
  }

  @Test
  void aCorpusWithNothingInItIsRefused() throws Exception {
    expectRefused("the corpus is empty", curate("short.txt", text(List.of("Too short.", "Too."))));
  }
}
