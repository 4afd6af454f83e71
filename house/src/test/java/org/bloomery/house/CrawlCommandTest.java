package org.bloomery.house;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.Map;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/// `bloomery crawl` as a person starts it, against a server that is busy now and then.
class CrawlCommandTest {
  private static final int PAGES = 40;

  @TempDir Path folder;
  private CrawlSite site;

  @BeforeEach
  void start() throws IOException {
    site = new CrawlSite(folder.resolve("site"), PAGES);
  }

  @AfterEach
  void stop() {
    site.close();
  }

  private Command crawl(String index, String out) throws IOException {
    Path file = folder.resolve(out + ".toml");
    Files.writeString(
        file,
        """
        indexes = ["%s"]
        archives = "%s"
        extract = "whole"
        minimumCharacters = 16

        [[seeds]]
        id = "river"
        domain = "river.example"
        """
            .formatted(index, site.address()));
    return Command.bloomery("crawl", file.toString(), "--out", folder.resolve(out).toString());
  }

  /// What a crawl made, without the settings, which name its index.
  private Map<String, String> made(String out) throws IOException {
    Map<String, String> digests = Trees.digests(folder.resolve(out));
    digests.remove("settings.json");
    return digests;
  }

  @Test
  void eitherIndexGivesTheSameBytesAlsoAfterKills() throws Exception {
    Command.Result whole = crawl(site.address() + "/cluster.idx", "blocks").run();
    assertEquals(0, whole.exitCode(), whole.output());
    assertTrue(whole.output().contains("river"), whole.output());
    Map<String, String> expected = made("blocks");
    assertTrue(expected.containsKey("texts/river.jsonl.zst"), expected::toString);
    assertTrue(
        Files.readString(folder.resolve("blocks/crawl.json")).contains("\"texts\" : " + PAGES));
    // the second answer is a part of the index, the others are records
    for (int request : new int[] {2, 10, 18}) {
      site.hold(request);
      Command.Running running = crawl(site.address() + "/part.gz.parquet", "columns").start();
      site.awaitHeld();
      running.kill();
      assertFalse(Files.exists(folder.resolve("columns/crawl.json")), "killed too late");
    }
    assertTrue(Files.size(folder.resolve("columns/fetched.jsonl")) > 0);
    site.hold(-1);
    Command.Result again = crawl(site.address() + "/part.gz.parquet", "columns").run();
    assertEquals(0, again.exitCode(), again.output());
    assertEquals(expected, made("columns"));
  }

  @Test
  void whatIsWrongWithAnIndexIsSaidInASentence() throws Exception {
    byte[] columns = Files.readAllBytes(folder.resolve("site/part.gz.parquet"));
    Files.write(folder.resolve("site/cut.parquet"), Arrays.copyOf(columns, columns.length - 40));
    Files.write(folder.resolve("site/cluster.idx"), "no index\n".getBytes(StandardCharsets.UTF_8));
    for (String index : new String[] {"cut.parquet", "cluster.idx", "missing.cdxj.gz"}) {
      Command.Result result = crawl("site/" + index, index).run();
      assertEquals(3, result.exitCode(), result.output());
      assertTrue(
          result.output().contains("index site/" + index + " cannot be read to its end"),
          result.output());
      assertFalse(result.output().contains("\tat "), "no stack trace: " + result.output());
    }
  }
}
