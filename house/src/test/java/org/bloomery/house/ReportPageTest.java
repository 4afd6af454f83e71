package org.bloomery.house;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Objects;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

/// The report of a run in a real browser.
@Tag("browser")
class ReportPageTest {
  /// Loads the report in a frame and writes what it measures into its own body.
  private static final String PROBE =
      """
      <!doctype html><meta charset="utf-8"><body><iframe src="tiny/report.html"
      style="border:0;width:WIDTHpx;height:900px"></iframe><script>
      onload = () => {
        const page = document.querySelector('iframe').contentDocument;
        const root = page.documentElement;
        const unlabelled = [...page.querySelectorAll('svg')].filter(
          s => !s.closest('[aria-hidden=true]') && !s.getAttribute('aria-label')
            && !s.querySelector('title')).length;
        const broken = [...page.querySelectorAll('a[href^="#"]')].filter(
          a => !page.getElementById(a.getAttribute('href').slice(1))).length;
        document.body.textContent = `wide:${root.scrollWidth} window:${root.clientWidth}`
          + ` pictures:${page.querySelectorAll('svg').length} unlabelled:${unlabelled}`
          + ` broken:${broken} language:${root.lang}`;
      };
      </script>
      """;

  private static String look(int width) throws IOException, InterruptedException {
    Path probe = TinyRun.finished().resolveSibling("probe.html");
    Files.writeString(probe, PROBE.replace("WIDTH", String.valueOf(width)));
    String browser = Objects.requireNonNull(System.getProperty("bloomery.browser"));
    Command.Result result =
        Command.of(
                List.of(
                    browser,
                    "--headless",
                    "--no-sandbox",
                    "--disable-gpu",
                    "--allow-file-access-from-files",
                    "--virtual-time-budget=5000",
                    "--dump-dom",
                    probe.toUri().toString()))
            .run();
    assertEquals(0, result.exitCode(), result.output());
    return result.output();
  }

  private static int number(String name, String output) {
    Matcher matcher = Pattern.compile(name + ":(\\d+)").matcher(output);
    assertTrue(matcher.find(), output);
    return Integer.parseInt(matcher.group(1));
  }

  @Test
  void fitsWideAndNarrowWindowsAndSaysWhatItsPicturesShow() throws Exception {
    for (int width : new int[] {1200, 400}) {
      String output = look(width);
      assertEquals(number("window", output), number("wide", output), "no sideways scrolling");
      assertTrue(number("pictures", output) >= 2, output);
      assertEquals(0, number("unlabelled", output), output);
      assertEquals(0, number("broken", output), output);
      assertTrue(output.contains("language:en"), output);
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
