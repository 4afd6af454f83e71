package org.bloomery.house;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Objects;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/// Looks at a page in a real browser, as wide as asked, by day or in the dark.
final class Browser {
  /// Loads the page in a frame and writes what it measures into its own body. A text is faint if
  /// its contrast with the page behind it is below 4.5 to 1 (WCAG 2.2, success criterion 1.4.3);
  /// texts on a dark part of a picture are left out.
  private static final String PROBE =
      """
      <!doctype html><meta charset="utf-8"><body><iframe src="PAGE"
      style="border:0;width:WIDTHpx;height:900px"></iframe><script>
      onload = () => {
        const page = document.querySelector('iframe').contentDocument;
        const root = page.documentElement;
        const style = page.defaultView.getComputedStyle.bind(page.defaultView);
        const light = colour => {
          const [r, g, b] = colour.match(/[\\d.]+/g).map(v => v / 255)
            .map(v => v <= .04045 ? v / 12.92 : ((v + .055) / 1.055) ** 2.4);
          return .2126 * r + .7152 * g + .0722 * b;
        };
        const contrast = (one, other) => {
          const [low, high] = [light(one), light(other)].sort((a, b) => a - b);
          return (high + .05) / (low + .05);
        };
        const paper = style(page.body).backgroundColor;
        const shown = [...page.querySelectorAll('svg')].filter(s => s.getClientRects().length);
        const written = [...page.querySelectorAll('p,h1,h2,th,td,figcaption,dt,dd,svg text')]
          .filter(e => e.getClientRects().length && !e.closest('.inverse'));
        const faint = written.filter(e => contrast(
          e instanceof page.defaultView.SVGElement ? style(e).fill : style(e).color, paper) < 4.5);
        const cut = shown.filter(s => !s.closest('.wide,figure[tabindex]')
          && s.getBoundingClientRect().right > root.clientWidth);
        const small = shown.filter(s => s.querySelector('text')
          && s.querySelector('text').getScreenCTM().a * 12 < 9);
        const unlabelled = [...page.querySelectorAll('svg')].filter(
          s => !s.closest('[aria-hidden=true]') && !s.getAttribute('aria-label')
            && !s.querySelector('title'));
        const broken = [...page.querySelectorAll('a[href^="#"]')].filter(
          a => !page.getElementById(a.getAttribute('href').slice(1)));
        document.body.textContent = `wide:${root.scrollWidth} window:${root.clientWidth}`
          + ` pictures:${shown.length} unlabelled:${unlabelled.length} broken:${broken.length}`
          + ` faint:${faint.length} cut:${cut.length} small:${small.length}`
          + ` paper:${Math.round(light(paper) * 100)} language:${root.lang}`;
      };
      </script>
      """;

  /// What was measured.
  ///
  /// @param pictures how many are shown
  /// @param cut pictures that leave the window and cannot be scrolled
  /// @param small pictures with letters of less than 9 pixels
  /// @param paper lightness of the page, from 0 to 100
  record Look(
      int wide,
      int window,
      int pictures,
      int unlabelled,
      int broken,
      int faint,
      int cut,
      int small,
      int paper,
      String output) {

    /// What every page keeps at every width, by day and in the dark.
    void check(boolean dark) {
      assertEquals(window, wide, "no sideways scrolling: " + output);
      assertEquals(0, unlabelled, output);
      assertEquals(0, broken, output);
      assertEquals(0, faint, output);
      assertEquals(0, cut, output);
      assertEquals(0, small, output);
      assertTrue(dark ? paper < 20 : paper > 80, output);
      assertTrue(output.contains("language:en"), output);
    }
  }

  private Browser() {}

  static Look at(Path page, int width, boolean dark) throws IOException, InterruptedException {
    Path probe = page.resolveSibling(page.getFileName() + ".probe.html");
    Files.writeString(
        probe,
        PROBE
            .replace("PAGE", page.getFileName().toString())
            .replace("WIDTH", String.valueOf(width)));
    List<String> words =
        List.of(
            Objects.requireNonNull(System.getProperty("bloomery.browser")),
            "--headless",
            "--no-sandbox",
            "--disable-gpu",
            "--allow-file-access-from-files",
            "--virtual-time-budget=5000",
            "--blink-settings=preferredColorScheme=" + (dark ? 0 : 1),
            "--dump-dom",
            probe.toUri().toString());
    Command.Result result = Command.of(words).run();
    Files.delete(probe);
    assertEquals(0, result.exitCode(), result.output());
    String output = result.output();
    return new Look(
        number("wide", output),
        number("window", output),
        number("pictures", output),
        number("unlabelled", output),
        number("broken", output),
        number("faint", output),
        number("cut", output),
        number("small", output),
        number("paper", output),
        output);
  }

  private static int number(String name, String output) {
    Matcher matcher = Pattern.compile(name + ":(\\d+)").matcher(output);
    assertTrue(matcher.find(), output);
    return Integer.parseInt(matcher.group(1));
  }
}
