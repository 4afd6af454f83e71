package org.bloomery.publish.report;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.bloomery.artifact.ResourceException;
import org.bloomery.publish.RunFixture;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class ReportToolTest {
  /// Kept below target/, for a look at it in a browser.
  private static final Path OUT = Path.of("target", "report-fixture");

  private static String page() throws IOException {
    new RunFixture(OUT).write();
    return Files.readString(ReportTool.write(OUT));
  }

  @Test
  void asksForNothingFromOutside() throws IOException {
    String page = page();
    assertFalse(page.contains("http://") || page.contains("https://"), "an outside address");
    assertFalse(page.contains("<script") || page.contains("<link") || page.contains("url("));
  }

  @Test
  void everyLinkLeadsSomewhere() throws IOException {
    String page = page();
    Matcher links = Pattern.compile("href=\"([^\"]+)\"").matcher(page);
    int count = 0;
    while (links.find()) {
      count++;
      String target = links.group(1);
      boolean there =
          target.startsWith("#")
              ? page.contains("id=\"" + target.substring(1) + "\"")
              : Files.exists(OUT.resolve(target));
      assertTrue(there, target);
    }
    assertTrue(count > 15);
  }

  @Test
  void textIsEscapedAndKeepsItsDirection() throws IOException {
    String page = page();
    assertTrue(page.contains("<blockquote lang=\"ar\" dir=\"auto\">"));
    assertTrue(page.contains("if (a &lt; b &amp;&amp; c &gt; d)"));
    assertFalse(page.contains("<ولم"));
  }

  @Test
  void unwantedLanguagesShareARow() throws IOException {
    String page = page();
    assertTrue(page.contains("<th scope=\"row\">other</th>"));
    assertTrue(page.contains("<td>904</td>") && !page.contains(">sv<"));
  }

  @Test
  void markupIsBalanced() throws IOException {
    String page = page();
    for (String tag : new String[] {"section", "table", "tr", "td", "th", "svg", "figure", "g"}) {
      int opened = page.split("<" + tag + "[ >]", -1).length;
      assertEquals(opened, page.split("</" + tag + ">", -1).length, tag);
    }
  }

  @Test
  void trainingThatGoesOnIsShownAsFarAsItIs(@TempDir Path out) throws IOException {
    Path training = Files.createDirectories(out.resolve("training.partial"));
    Files.writeString(
        training.resolve("log.jsonl"),
        """
        {"step":1,"samples":4,"tokens":100,"loss":6.0}
        {"step":2,"samples":8,"tokens":200,"loss":5.5}
        {"step":3,"samples":12,"tok\
        """);
    for (int step : new int[] {1, 2}) {
      Path scores = Files.createDirectories(out.resolve("evaluation.step-00000" + step));
      Files.writeString(scores.resolve("checkpoint.json"), "{\"step\":" + step + "}");
      Files.writeString(
          scores.resolve("scores.json"),
          "{\"languages\":{\"cy\":{\"bitsPerByte\":" + step + ",\"xzPlain\":3}}}");
    }
    String page = Files.readString(ReportTool.write(out));
    assertTrue(page.contains("goes on: step 2") && page.contains("of step 2"), page);
    assertTrue(page.contains("<polyline") || page.contains("<path"), "no curve");
    assertTrue(page.contains("scores after step 2"));
  }

  @Test
  void unfinishedRunHasAReportToo(@TempDir Path out) throws IOException {
    String page = Files.readString(ReportTool.write(out));
    assertTrue(page.contains("not done"));
    assertFalse(page.contains("<svg"));
  }

  @Test
  void missingDirectoryIsRefused(@TempDir Path out) {
    assertThrows(ResourceException.class, () -> ReportTool.write(out.resolve("none")));
  }
}
