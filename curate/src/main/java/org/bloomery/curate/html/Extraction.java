package org.bloomery.curate.html;

import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;
import org.jsoup.nodes.Document;
import org.jspecify.annotations.Nullable;

/// The ways from a page to its text. Nothing in a page is run and nothing that it names is fetched.
public enum Extraction {
  /// Everything that a reader sees, with the block structure as line feeds.
  WHOLE("whole"),

  /// The part that the page is there for, without navigation, teasers, comments and notices.
  MAIN("main"),

  /// What BigScience's pseudo-crawl kept.
  BIGSCIENCE("bigscience");

  private final String name;

  Extraction(String name) {
    this.name = name;
  }

  /// As a source card names it.
  public static Optional<Extraction> named(String name) {
    return Stream.of(values()).filter(e -> e.name.equals(name)).findFirst();
  }

  /// The names that cards can state.
  public static List<String> names() {
    return Stream.of(values()).map(e -> e.name).toList();
  }

  /// Extracts the text of a page.
  ///
  /// @param page the bytes as served, without transfer and content encodings
  /// @param contentType the HTTP header of that name, if there was one
  public PageText of(byte[] page, @Nullable String contentType) {
    return HtmlPage.read(page, contentType, this::text);
  }

  private String text(Document page) {
    return switch (this) {
      case WHOLE -> WholeText.of(page.body());
      case MAIN -> MainText.of(page.body(), page.title());
      case BIGSCIENCE -> BigScienceText.of(page.body());
    };
  }
}
