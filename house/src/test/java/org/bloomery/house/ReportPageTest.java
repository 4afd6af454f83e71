package org.bloomery.house;

import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.regex.Pattern;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

/// The report of a run in a real browser.
@Tag("browser")
class ReportPageTest {
  @Test
  void fitsWideAndNarrowWindowsAndSaysWhatItsPicturesShow() throws Exception {
    Path page = TinyRun.finished().resolve("report.html");
    for (int width : new int[] {1200, 400}) {
      for (boolean dark : new boolean[] {false, true}) {
        Browser.Look look = Browser.at(page, width, dark);
        look.check(dark);
        assertTrue(look.pictures() >= 2, look.output());
      }
    }
  }

  @Test
  void asksNothingOfTheNetwork() throws Exception {
    String page = Files.readString(TinyRun.finished().resolve("report.html"));
    assertFalse(
        Pattern.compile("(src|<link[^>]*href)\\s*=\\s*[\"']?(https?:)?//|url\\(\\s*[\"']?https?:")
            .matcher(page)
            .find());
  }
}
