package org.bloomery.curate.html;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.lang.management.ManagementFactory;
import java.lang.management.ThreadMXBean;
import java.nio.charset.Charset;
import java.nio.charset.StandardCharsets;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;

class ExtractionTest {
  private static byte[] utf8(String text) {
    return text.getBytes(StandardCharsets.UTF_8);
  }

  private static String text(Extraction extraction, String page) {
    return extraction.of(utf8(page), null) instanceof PageText.Found(String text) ? text : "";
  }

  private static String decoded(String markup, String charset, @Nullable String contentType) {
    byte[] bytes = markup.getBytes(Charset.forName(charset));
    return Extraction.WHOLE.of(bytes, contentType) instanceof PageText.Found(String text)
        ? text
        : "";
  }

  private static String article(String paragraph) {
    return "<html><head><title>River</title></head><body>"
        + "<nav class=menu><ul><li><a href=/a>Home</a><li><a href=/b>News</a><li><a href=/c>Sport"
        + "</a></ul></nav><div class=content><h1>The river</h1>"
        + ("<p>" + paragraph + "</p>").repeat(1)
        + "<p>"
        + paragraph
        + " "
        + paragraph
        + "</p><p>"
        + paragraph
        + "</p></div>"
        + "<div class=sidebar><a href=/x>Read also this</a> <a href=/y>and that</a></div>"
        + "<footer>© The paper. <a href=/terms>Terms of use</a></footer></body></html>";
  }

  @Test
  void mainTextLeavesNavigationAndFooterOutInEveryScript() {
    for (String paragraph :
        new String[] {
          "In spring the river came over its banks, and the people of the lower village carried"
              + " what they could up the hill, where they stayed until the water went down again.",
          "在春天，河水漫过了堤岸，下游村庄的人们把能带走的东西都搬到了山上，他们在那里一直住到水退下去为止。孩子们每天都去看水。",
          "वसंत में नदी अपने किनारों से ऊपर आ गई, और निचले गाँव के लोग जो कुछ ले जा सकते थे उसे पहाड़ी पर ले गए,"
              + " जहाँ वे पानी उतरने तक रहे। बच्चे हर दिन पानी देखने जाते थे।",
          "في الربيع فاض النهر على ضفتيه، فحمل أهل القرية السفلى ما استطاعوا إلى التل، وبقوا هناك حتى"
              + " انحسر الماء. وكان الأطفال يذهبون كل يوم لرؤية الماء."
        }) {
      String page = article(paragraph);
      String main = text(Extraction.MAIN, page);
      assertTrue(main.contains(paragraph + "\n" + paragraph + " " + paragraph), main);
      for (String noise : new String[] {"Sport", "Read also", "Terms of use"}) {
        assertFalse(main.contains(noise), noise);
        assertTrue(text(Extraction.WHOLE, page).contains(noise), noise);
      }
    }
  }

  @Test
  void bigScienceRulesDropSmallContainersAndKeepWhatFollowsThem() {
    String longer =
        "A sentence that is long enough to stay because it has more than 64 characters.";
    String page =
        "<body><header>Site "
            + longer
            + "</header><div><p>short one</p>tail "
            + longer
            + "<p>"
            + longer
            + "<br>next&nbsp; line</p><!-- no --><script>x()</script></div>"
            + "<ul><li>a<li>b</ul><h2>Kept though short</h2><table><tr><td>"
            + longer
            + "<td>cell</table><form>"
            + longer
            + "</form><footer>"
            + longer
            + "</footer>";
    assertEquals(
        "tail " + longer + "\n" + longer + "\nnext line\nKept though short\n" + longer + " cell",
        text(Extraction.BIGSCIENCE, page));
    assertEquals("", text(Extraction.BIGSCIENCE, "<body>too short to be a page"));
    assertEquals(
        "  two\n  lines",
        text(
                Extraction.BIGSCIENCE,
                "<body>" + "<span></span>" + longer + "<pre>  two\n  lines</pre>")
            .substring(longer.length() + 1));
  }

  @Test
  void findsTheCharacterSetInTheOrderOfTheStandard() {
    assertEquals(
        "Ελλάδα", decoded("<body>Ελλάδα", "windows-1253", "text/html; charset=windows-1253"));
    assertEquals("日本語", decoded("<meta charset=shift_jis><body>日本語", "Shift_JIS", "text/html"));
    assertEquals(
        "\u201Cq\u201D", decoded("<meta charset=iso-8859-1><body>“q”", "windows-1252", null));
    assertEquals("हिन्दी", decoded("\uFEFF<body>हिन्दी", "UTF-16LE", "text/html; charset=utf-8"));
    assertEquals("हिन्दी", decoded("\uFEFF<meta charset=latin1><body>हिन्दी", "UTF-8", null));
    assertEquals("中文", decoded("<?xml version='1.0' encoding='gb2312'?><body>中文", "GBK", null));
    assertEquals("naïve", decoded("<meta charset=no-such-set><body>naïve", "UTF-8", null));
  }

  @Test
  void aWronglyStatedCharacterSetIsFoundOut() {
    String russian =
        "<meta charset=utf-8><body>Весной река вышла из берегов, и жители нижней деревни унесли на холм"
            + " всё, что могли, и оставались там, пока вода не спала.";
    assertTrue(
        decoded(russian, "windows-1251", "text/html; charset=UTF-8").startsWith("Весной река"));
  }

  @Test
  void aByteThatIsWrongHereAndThereCostsOnlyItself() {
    byte[] page = utf8("<meta charset=utf-8><body>В начале было слово");
    page[page.length - 1] = 'x';
    assertEquals(new PageText.Found("В начале было слов\uFFFDx"), Extraction.WHOLE.of(page, null));
  }

  @Test
  void refusesPagesThatAreTooLongOrTooSlow() {
    byte[] longPage = new byte[HtmlPage.MAXIMUM_BYTES + 1];
    assertEquals(
        "page-too-long", ((PageText.Unreadable) Extraction.MAIN.of(longPage, null)).reason());
    PageText slow = HtmlPage.read(utf8("<p>x".repeat(100_000)), null, _ -> "", -1);
    assertEquals("page-too-slow", ((PageText.Unreadable) slow).reason());
  }

  @Test
  void pagesMadeToBeSlowEndInTime() {
    String[] pages = {
      "<div>".repeat(400_000) + "deep",
      "<b><i><a href=x><font>".repeat(100_000) + "formatted",
      "<table><tr><td>".repeat(100_000) + "nested",
      "<p>a".repeat(1_000_000),
      "<" + "a b=".repeat(500_000),
      "&amp".repeat(1_000_000),
      "<!--".repeat(1_000_000),
      "<div class='" + "article ".repeat(500_000) + "'>x",
      "<svg><style><![CDATA[".repeat(50_000),
      "<title>" + "a".repeat(2_000_000) + "</title>" + "<p>aaaaaaab".repeat(200_000),
      "<p>" + "x".repeat(8_000_000),
      "<div>".repeat(500)
          + "<p>"
          + "prose, ".repeat(100)
          + "</div>".repeat(500)
          + "<div>".repeat(500)
          + "<p>a".repeat(400_000),
      "<script type=application/ld+json>{\"articleBody\": \""
          + "a <".repeat(1_000_000)
          + "\"}</script>"
          + "<p>a a a b".repeat(100_000)
    };
    ThreadMXBean threads = ManagementFactory.getThreadMXBean();
    for (String page : pages) {
      for (Extraction extraction : Extraction.values()) {
        long start = threads.getCurrentThreadCpuTime();
        extraction.of(utf8(page), null);
        double seconds = (threads.getCurrentThreadCpuTime() - start) / 1e9;
        assertTrue(seconds < 40, () -> extraction + " " + seconds + " s " + page.substring(0, 20));
      }
    }
  }

  @Test
  void anEmptyPageHasAnEmptyText() {
    for (Extraction extraction : Extraction.values()) {
      for (String page : new String[] {"", "   ", "<html>", "<frameset><frame src=x></frameset>"}) {
        assertEquals(new PageText.Found(""), extraction.of(utf8(page), null));
      }
    }
  }
}
