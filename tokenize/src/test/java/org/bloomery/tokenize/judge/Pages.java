package org.bloomery.tokenize.judge;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.ArrayDeque;
import java.util.Collection;
import java.util.Deque;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/// What every page must keep.
final class Pages {
  private static final Pattern TAG = Pattern.compile("<(/?)([a-z0-9]+)([^>]*)>");

  private Pages() {}

  static void check(String page, Collection<String> languages) {
    Deque<String> open = new ArrayDeque<>();
    Matcher tags = TAG.matcher(page);
    while (tags.find()) {
      String tag = tags.group(2);
      if (tag.equals("meta") || tags.group(3).endsWith("/")) {
        continue;
      }
      if (tags.group(1).isEmpty()) {
        open.push(tag);
      } else {
        assertEquals(open.pop(), tag, "around " + tags.start());
      }
    }
    assertTrue(open.isEmpty(), () -> "left open: " + open);
    assertFalse(page.contains("http") || page.contains("<script") || page.contains("url("));
    assertFalse(page.contains("NaN"));
    for (String language : languages) {
      assertTrue(page.contains("<figcaption>" + language + "</figcaption>"), language);
      assertTrue(page.contains(">" + language + "</th>"), language);
    }
    Matcher links = Pattern.compile("href=\"#([^\"]+)\"").matcher(page);
    while (links.find()) {
      assertTrue(page.contains("id=\"" + links.group(1) + "\""), links.group(1));
    }
  }
}
