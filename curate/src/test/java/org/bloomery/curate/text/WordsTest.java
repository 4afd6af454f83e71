package org.bloomery.curate.text;

import static org.junit.jupiter.api.Assertions.assertEquals;

import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import org.bloomery.artifact.run.filter.Definitions;
import org.junit.jupiter.api.Test;

class WordsTest {
  private static List<String> words(String text, String language, Definitions definitions) {
    TextView view = new TextView(text, language);
    Spans spans = view.words(definitions);
    List<String> words = new ArrayList<>();
    for (int i = 0; i < spans.size(); i++) {
      words.add(new String(view.lowered(), spans.from(i), spans.to(i) - spans.from(i)));
    }
    return words;
  }

  @Test
  void stripsSpecialCharactersAndKeepsVowelSigns() {
    assertEquals(List.of("कि", "ा"), words("«कि»  ा\n- 12", "hi", Definitions.CORRECTED));
    assertEquals(List.of("कि"), words("«कि»  ा\n- 12", "hi", Definitions.PUBLISHED));
    assertEquals(List.of("don't", "stop"), words("\"Don't\" (stop)!", "en", Definitions.PUBLISHED));
    assertEquals(List.of("می‌خواهم"), words("می‌خواهم", "fa", Definitions.CORRECTED));
  }

  @Test
  void cutsChineseByDictionary() {
    assertEquals(List.of("我们", "明天", "开会"), words("我们明天开会。", "zh", Definitions.CORRECTED));
  }

  @Test
  void countsBytesAsUtf8() {
    for (String text : List.of("", "abc", "é", "中", "😀", "a😀b", "\uD83D", "क्ष")) {
      int bytes = text.getBytes(java.nio.charset.StandardCharsets.UTF_8).length;
      assertEquals(bytes, new TextView(text, "en").utf8Bytes(), text);
    }
  }

  @Test
  void joinsKeysAsStringsAreJoined() {
    Spans words =
        new TextView("xin chào bạn".toLowerCase(Locale.ROOT), "vi").words(Definitions.CORRECTED);
    assertEquals(Keys.of("xin chào"), words.pair(0, true));
    assertEquals(Keys.of("chàobạn"), words.pair(1, false));
  }
}
