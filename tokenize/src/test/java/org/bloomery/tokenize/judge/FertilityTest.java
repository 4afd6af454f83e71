package org.bloomery.tokenize.judge;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertNull;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.bloomery.tokenize.count.WordCounter;
import org.bloomery.tokenize.cut.BloomPreTokenizer;
import org.bloomery.tokenize.encode.Tokenizer;
import org.bloomery.tokenize.file.TokenizerFiles;
import org.bloomery.tokenize.merge.BpeTrainer;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/// Counted by hand. A vocabulary of the 256 bytes has a token a byte.
class FertilityTest {
  @TempDir Path folder;

  private static Tokenizer trained(String text, int entries) throws IOException {
    return BpeTrainer.train(
        new WordCounter(new BloomPreTokenizer(), false, 1)
            .count(List.of(sink -> sink.accept(text)), bytes -> {}),
        entries,
        BpeTrainer.BLOOM_SPECIALS,
        new BloomPreTokenizer(),
        size -> {});
  }

  private static Fertility ofBytes(String... texts) throws IOException {
    Fertility.Meter meter = new Fertility.Meter(trained("", 260));
    for (String text : texts) {
      meter.add(text);
    }
    return meter.result("heldout");
  }

  @Test
  void countsTokensPerWordWithItsPunctuation() throws IOException {
    Fertility fertility = ofBytes("ab (cde), f!\n");
    assertEquals(3, fertility.words());
    assertEquals(13, fertility.tokens());
    assertEquals(13 / 3.0, fertility.perUnit());
    assertEquals("word", fertility.unit());
    assertEquals(1, fertility.bytesPerToken());
  }

  @Test
  void aWordIsSplitWhereABorderLiesWithinItsLetters() throws IOException {
    assertEquals(2 / 3.0, ofBytes("ab (cde), f!").splitWords()); // ab and cde, but not f
    assertEquals(1.0, ofBytes("— 12 …").splitWords()); // only 12 counts
    // A mark belongs to its letter: two bytes and two more.
    assertEquals(0.5, ofBytes("e e\u0301").splitWords());
  }

  @Test
  void aWordInOneTokenIsNotSplitByThePunctuationAroundIt() throws IOException {
    Tokenizer tokenizer = trained("the the the the", 265);
    assertEquals(2, tokenizer.encode("the the").length);
    Fertility.Meter meter = new Fertility.Meter(tokenizer);
    meter.add("the the, (the) then");
    Fertility fertility = meter.result("heldout");
    assertEquals(0.25, fertility.splitWords()); // the|n
    assertEquals(4, fertility.words());
  }

  @Test
  void countsCharactersWhereTheScriptHasNoSpaces() throws IOException {
    Fertility thai = ofBytes("สวัสดี");
    assertEquals("character", thai.unit());
    assertEquals(6, thai.characters());
    assertEquals(3, thai.perUnit());
    assertNull(thai.splitWords());
    for (String text :
        List.of("我们去北京。", "ひらがな カタカナ", "ສະບາຍດີ", "ជំរាបសួរ", "မင်္ဂလာပါ", "བོད་སྐད")) {
      assertEquals("character", ofBytes(text).unit(), text);
    }
  }

  @Test
  void theScriptOfMostLettersDecides() throws IOException {
    assertEquals("word", ofBytes("GPU 和 CPU").unit());
    assertEquals("character", ofBytes("用 GPU 训练语言模型").unit());
    for (String text :
        List.of(
            "हिन्दी भाषा", "السلام عليكم", "ברוך הבא", "안녕하세요 여러분", "tiếng Việt", "12 34", "")) {
      assertEquals("word", ofBytes(text).unit(), text);
    }
  }

  @Test
  void charactersAreCodePointsAndBytesAreUtf8() throws IOException {
    Fertility fertility = ofBytes("é🏳️", "हि");
    assertEquals(5, fertility.characters());
    assertEquals(2 + 4 + 3 + 6, fertility.bytes());
    assertEquals(2, fertility.documents());
  }

  @Test
  void aNormaliserMayChangeWhatIsCut() throws IOException {
    String json =
        new String(TokenizerFiles.tokenizerJson(trained("", 260)), StandardCharsets.UTF_8)
            .replace("\"normalizer\": null", "\"normalizer\": {\"type\": \"NFC\"}");
    Files.writeString(folder.resolve("tokenizer.json"), json);
    Fertility.Meter meter = new Fertility.Meter(TokenizerFiles.read(folder));
    meter.add("e\u0301a b"); // becomes éa b: five bytes
    Fertility fertility = meter.result("heldout");
    assertEquals(5, fertility.tokens());
    assertEquals(6, fertility.bytes());
    assertEquals(5, fertility.characters());
    assertEquals(0.5, fertility.splitWords());
  }

  @Test
  void anEmptyTextHasNoFertility() throws IOException {
    Fertility fertility = ofBytes("");
    assertEquals(0, fertility.perUnit());
    assertEquals(0, fertility.bytesPerToken());
  }

  @Test
  void knowsScriptsByTheirCharacters() {
    assertTrue(
        UnspacedScripts.hold('中') && UnspacedScripts.hold('ﾗ') && UnspacedScripts.hold(0x20000));
    assertFalse(
        UnspacedScripts.hold('a') || UnspacedScripts.hold('한') || UnspacedScripts.hold('अ'));
  }
}
