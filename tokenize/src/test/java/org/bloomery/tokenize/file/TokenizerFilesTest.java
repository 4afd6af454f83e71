package org.bloomery.tokenize.file;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import org.bloomery.artifact.ArtifactException;
import org.bloomery.tokenize.Golden;
import org.bloomery.tokenize.encode.Tokenizer;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class TokenizerFilesTest {
  @TempDir Path folder;

  private static String json() throws IOException {
    return new String(TokenizerFiles.tokenizerJson(Golden.train(300)), StandardCharsets.UTF_8);
  }

  @Test
  void readsWhatItWrites() throws IOException {
    Tokenizer tokenizer = Golden.train(600);
    TokenizerFiles.write(folder, tokenizer);
    Tokenizer again = TokenizerFiles.read(folder);
    assertArrayEquals(TokenizerFiles.tokenizerJson(tokenizer), TokenizerFiles.tokenizerJson(again));
    assertArrayEquals(tokenizer.encode(Golden.text()), again.encode(Golden.text()));
  }

  @Test
  void writesKeysInTheOrderOfThePeer() throws IOException {
    assertTrue(
        json()
            .startsWith(
                """
                {
                  "version": "1.0",
                  "truncation": null,
                  "padding": null,
                  "added_tokens": [
                    {
                      "id": 0,
                      "content": "<unk>",
                      "single_word": false,
                """));
    assertTrue(json().contains("\"pattern\": {\n          \"Regex\": \" ?[^(\\\\s|["));
    assertTrue(json().matches("(?s).*\"merges\": \\[\n      \"\\S+ \\S+\",\n.*"));
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = ';',
      quoteCharacter = '`',
      value = {
        "\"normalizer\": null; \"normalizer\": {\"type\":\"NFKC\"}; normalizer.type = \"NFKC\"",
        "\"type\": \"BPE\"; \"type\": \"Unigram\"; model.type = \"Unigram\"",
        "\"byte_fallback\": false; \"byte_fallback\": true; model.byte_fallback = true",
        "\"dropout\": null; \"dropout\": 0.1; model.dropout = 0.1",
        "\"id\": 1,; \"id\": 2,; added_tokens has \"</s>\" with id 2",
        "\"id\": 1,; \"id\": 0,; added_tokens has \"<s>\" with id 0",
        "\"content\": \"<s>\"; \"content\": \"<t>\"; the added token \"<t>\" has the id 1",
        "\"content\": \"<s>\"; \"content\": \"<unk>\"; added_tokens has \"<unk>\"",
        "\"post_processor\": {; \"post_processor\": {\"type\":\"Quux\"},\"x\":{; post_processor.type = \"Quux\"",
        "\"type\": \"Split\"; \"type\": \"Metaspace\"; type = \"Metaspace\"",
        "\"invert\": false; \"invert\": true; invert = true",
        "[^(; [:alpha:][^(; the POSIX bracket",
        "\"behavior\": \"Isolated\"; \"behavior\": \"Removed\"; \"Removed\"",
        "\"add_prefix_space\": false; \"add_prefix_space\": true; add_prefix_space",
        "\"!\": 4; \"!\": 5; model.vocab gives",
        "\"Ā\": ; \"¡¡¡\": ; lacks \"Ā\"",
        "\"Ā\": ; \"日\": ; not byte-level text",
        "\"merges\": [; \"merges\": [\"Ġ日\",; not two pieces",
        "\"merges\": [; \"merges\": [\"zz zz\",; needs \"zz\"",
      })
  void refusesByNameWhatWouldGiveOtherIds(String what, String instead, String named)
      throws IOException {
    Path file = folder.resolve("tokenizer.json");
    String broken = json().replaceFirst(java.util.regex.Pattern.quote(what), instead);
    Files.writeString(file, broken);
    ArtifactException refusal =
        assertThrows(ArtifactException.class, () -> TokenizerFiles.read(file));
    assertTrue(String.valueOf(refusal.getMessage()).contains(named), refusal.getMessage());
    assertTrue(String.valueOf(refusal.getMessage()).contains(file.toString()));
    assertEquals(4, refusal.exitCode());
  }

  @Test
  void refusesAFileThatBreaksOffOrIsMissing() throws IOException {
    Path file = folder.resolve("tokenizer.json");
    assertThrows(ArtifactException.class, () -> TokenizerFiles.read(file));
    Files.writeString(file, json().substring(0, 2000));
    assertThrows(ArtifactException.class, () -> TokenizerFiles.read(file));
  }
}
