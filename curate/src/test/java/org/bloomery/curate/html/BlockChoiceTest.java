package org.bloomery.curate.html;

import static org.junit.jupiter.api.Assertions.assertEquals;

import java.util.Collections;
import java.util.List;
import org.jsoup.Jsoup;
import org.junit.jupiter.api.Test;

class BlockChoiceTest {
  private static final List<String> RIVERS =
      List.of(
          "In spring the river came over its banks, and the people of the lower village stayed on the hill.",
          "在春天，河水漫过了堤岸，下游村庄的人们把能带走的东西都搬到了山上，他们在那里一直住到水退下去为止。",
          "वसंत में नदी अपने किनारों से ऊपर आ गई, और निचले गाँव के लोग पहाड़ी पर रहे जब तक पानी उतर नहीं गया।",
          "في الربيع فاض النهر على ضفتيه، فحمل أهل القرية السفلى ما استطاعوا إلى التل، وبقوا هناك.",
          "Весной река вышла из берегов, и жители нижней деревни оставались на холме, пока вода не спала.",
          "Mùa xuân nước sông tràn bờ, dân làng dưới mang đồ đạc lên đồi và ở đó cho đến khi nước rút.");

  /// The texts that are chosen when every block but those that begin with `-` is likely.
  private static List<String> chosen(String markup) {
    List<TextBlock> blocks = PageBlocks.of(Jsoup.parse(markup).body());
    double[] scores =
        blocks.stream().mapToDouble(block -> block.text().startsWith("-") ? -0.1 : 0.1).toArray();
    return BlockChoice.of(blocks, scores).stream().map(TextBlock::text).toList();
  }

  private static String paragraphs(String text) {
    return ("<p>" + text + "</p>").repeat(5);
  }

  @Test
  void aHiddenCopyOfShownTextIsLeftOut() {
    for (String text : RIVERS) {
      String copy = "<div style='display: none'>" + paragraphs(text) + text + "</div>";
      assertEquals(Collections.nCopies(5, text), chosen(paragraphs(text) + copy));
    }
  }

  @Test
  void hiddenTextThatGoesOnStays() {
    String page = "<p>" + RIVERS.get(0) + "</p><div hidden><p>" + RIVERS.get(4) + "</p></div>";
    assertEquals(List.of(RIVERS.get(0), RIVERS.get(4)), chosen(page));
  }

  @Test
  void unlikelyBlocksAreLeftOut() {
    String text = RIVERS.get(0);
    assertEquals(List.of(text), chosen("<p>- home</p><p>" + text + "</p><p>- next</p>"));
  }
}
