package org.bloomery.house;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.fasterxml.jackson.databind.JsonNode;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.bloomery.artifact.Json;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/// `bloomery tokenizer train` from the words of the command to the files: options reach the
/// trainer, and wrong values end with a sentence and exit code 2.
class TokenizerCommandTest {
  @TempDir Path folder;

  @BeforeEach
  void writeText() throws IOException {
    Files.writeString(
        folder.resolve("en.txt"), "the smith's furnace is hot, the iron 1234 is not\n".repeat(40));
  }

  private Command.Result train(String... more) throws Exception {
    List<String> words =
        new ArrayList<>(
            List.of(
                "tokenizer",
                "train",
                "--out",
                folder.resolve("tok").toString(),
                "--vocab",
                "300",
                folder.resolve("en.txt").toString()));
    words.addAll(List.of(more));
    return Command.bloomery(words.toArray(String[]::new)).run();
  }

  private JsonNode tokenizer() {
    return Json.read(folder.resolve("tok/tokenizer.json"), JsonNode.class);
  }

  @Test
  void optionsReachTheTrainer() throws Exception {
    Command.Result result =
        train(
            "--pre-tokenizer",
            "gpt2",
            "--special",
            "<mask>",
            "--reserved",
            "2",
            "--memory",
            "100MB",
            "--threads",
            "2",
            "--sampling",
            "alpha=0.5",
            "--sample-bytes",
            "1kB");
    assertEquals(0, result.exitCode(), result.output());
    JsonNode tokenizer = tokenizer();
    assertEquals(
        "[\"<unk>\",\"<s>\",\"</s>\",\"<pad>\",\"<mask>\",\"<reserved_0>\",\"<reserved_1>\"]",
        Json.line(tokenizer.path("added_tokens").findValuesAsText("content")));
    assertEquals("ByteLevel", tokenizer.path("pre_tokenizer").path("type").asText());
    assertTrue(tokenizer.path("pre_tokenizer").path("use_regex").asBoolean());
    assertTrue(result.output().contains("alpha"), result.output());
    assertFalse(Files.exists(folder.resolve("tok/counting")), "scratch is left behind");
  }

  @Test
  void aRegularExpressionCutsTheText() throws Exception {
    Command.Result result = train("--pre-tokenizer", "\\p{N}{2}|[^\\p{N}]+");
    assertEquals(0, result.exitCode(), result.output());
    assertEquals("\\p{N}{2}|[^\\p{N}]+", tokenizer().findPath("Regex").asText());
  }

  private void refuses(String sentence, String... more) throws Exception {
    Command.Result result = train(more);
    assertEquals(2, result.exitCode(), result.output());
    assertTrue(result.output().contains(sentence), result.output());
    assertFalse(result.output().contains("\tat "), "no stack trace: " + result.output());
  }

  /// What else is refused by the command or by the room is tested beside them.
  @Test
  void wrongValuesAreRefused() throws Exception {
    refuses("--memory 8XB: not a number of bytes", "--memory", "8XB"); // by the command
    refuses("--pre-tokenizer (: Unclosed group", "--pre-tokenizer", "("); // by the room
  }
}
