package org.bloomery.house;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Locale;
import java.util.Map;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.bloomery.artifact.AtomicFiles;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

/// The pages of `tokenizer sweep` and `tokenizer report` in a real browser.
@Tag("browser")
class JudgePageTest {
  private static final Path OUT = Checkout.ROOT.resolve("house/target/judge");

  /// The same sentence in several scripts, with a number to fill in.
  private static final Map<String, String> SENTENCES =
      Map.of(
          "en", "On day %1$d the old smith sells %2$d bars of iron at the market by the river.",
          "fr", "Le jour %1$d le vieux forgeron vend %2$d barres de fer au marché du fleuve.",
          "sw", "Siku ya %1$d mhunzi mzee anauza vipande %2$d vya chuma sokoni karibu na mto.",
          "ar", "في اليوم %1$d يبيع الحداد العجوز %2$d قضيبا من الحديد في سوق النهر.",
          "hi", "दिन %1$d को बूढ़ा लोहार नदी के पास बाज़ार में लोहे की %2$d छड़ें बेचता है।",
          "zh-Hans", "第%1$d天，老铁匠在河边的集市上卖出%2$d根铁条。");

  @BeforeAll
  static void judge() throws IOException, InterruptedException {
    AtomicFiles.deleteTree(OUT);
    Path texts = Files.createDirectories(OUT.resolve("texts"));
    for (Map.Entry<String, String> each : SENTENCES.entrySet()) {
      String lines =
          IntStream.range(1, 60)
              .mapToObj(day -> String.format(Locale.ROOT, each.getValue(), day, 7 * day % 31))
              .collect(Collectors.joining("\n"));
      Files.writeString(texts.resolve(each.getKey() + ".txt"), lines + "\n");
    }
    String corpus = texts.toString();
    String sweep = OUT.resolve("sweep").toString();
    bloomery(
        "tokenizer",
        "sweep",
        "--vocab",
        "300,400",
        "--corpus",
        corpus,
        "--parallel",
        corpus,
        "--out",
        sweep);
    bloomery(
        "tokenizer",
        "report",
        sweep + "/300",
        sweep + "/400",
        "--corpus",
        corpus,
        "--parallel",
        corpus,
        "--reference-vocab",
        "300",
        "--out",
        OUT.resolve("report").toString());
  }

  private static void bloomery(String... words) throws IOException, InterruptedException {
    Command.Result result = Command.bloomery(words).run();
    assertEquals(0, result.exitCode(), result.output());
  }

  private static void fits(Path page, int least) throws IOException, InterruptedException {
    for (int width : new int[] {1200, 400}) {
      for (boolean dark : new boolean[] {false, true}) {
        Browser.Look look = Browser.at(page, width, dark);
        look.check(dark);
        assertTrue(look.pictures() >= least, look.output());
      }
    }
  }

  @Test
  void reportFitsWideAndNarrowWindowsByDayAndInTheDark() throws Exception {
    fits(OUT.resolve("report/report.html"), 3);
  }

  @Test
  void sweepFitsWideAndNarrowWindowsByDayAndInTheDark() throws Exception {
    fits(OUT.resolve("sweep/sweep.html"), 3);
  }
}
