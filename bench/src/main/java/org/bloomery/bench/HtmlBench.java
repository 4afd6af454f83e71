package org.bloomery.bench;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import org.bloomery.artifact.Json;
import org.bloomery.curate.html.Extraction;
import org.bloomery.curate.html.PageText;

/// Extracts the text of pages, several passes in one fresh process and one thread, and prints pages
/// and megabytes of HTML a second of each pass. The pages are bytes in memory: finding the
/// character set counts.
///
/// Arguments: `whole|main|bigscience`, a folder with `.html` files at any depth, the passes.
public final class HtmlBench {
  private HtmlBench() {}

  public static void main(String[] arguments) throws IOException {
    Extraction extraction = Extraction.named(arguments[0]).orElseThrow();
    List<byte[]> pages = new ArrayList<>();
    try (Stream<Path> files = Files.walk(Path.of(arguments[1]))) {
      for (Path file : files.filter(f -> f.toString().endsWith(".html")).sorted().toList()) {
        pages.add(Files.readAllBytes(file));
      }
    }
    long bytes = pages.stream().mapToLong(page -> page.length).sum();
    List<Double> pagesPerSecond = new ArrayList<>();
    long characters = 0;
    for (int pass = 0; pass < Integer.parseInt(arguments[2]); pass++) {
      long start = System.nanoTime();
      characters = 0;
      for (byte[] page : pages) {
        if (extraction.of(page, null) instanceof PageText.Found(String text)) {
          characters += text.length();
        }
      }
      pagesPerSecond.add(pages.size() / ((System.nanoTime() - start) / 1e9));
    }
    Map<String, Object> result = new LinkedHashMap<>();
    result.put("pages", pages.size());
    result.put("megabytes", bytes / 1e6);
    result.put("characters", characters);
    result.put("pagesPerSecond", pagesPerSecond);
    System.out.println(Json.line(result));
  }
}
