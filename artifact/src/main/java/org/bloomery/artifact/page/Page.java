package org.bloomery.artifact.page;

import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;

/// A whole page: one HTML file that asks for nothing from outside. It has a heading with its most
/// telling numbers, links to its sections, the sections, and a footer.
public final class Page {
  private record Section(String id, String title, String body) {}

  private final String title;
  private final String lead;
  private final Html numbers = new Html();
  private final StringBuilder banner = new StringBuilder();
  private final StringBuilder styles = new StringBuilder();
  private final List<Section> sections = new ArrayList<>();

  /// An empty page.
  ///
  /// @param lead a sentence below the title
  public Page(String title, String lead) {
    this.title = title;
    this.lead = lead;
  }

  /// A telling number beside others below the title.
  public Page number(String label, String value) {
    numbers.open("div").element("dt", label).element("dd", value).close("div");
    return this;
  }

  /// Markup of our own making between the numbers and the links to the sections.
  public Page banner(String markup) {
    banner.append(markup);
    return this;
  }

  /// Styles that only this page needs.
  public Page styles(String css) {
    styles.append(css);
    return this;
  }

  /// A section; one without a body is left out.
  public Page section(String id, String heading, String body) {
    if (!body.isEmpty()) {
      sections.add(new Section(id, heading, body));
    }
    return this;
  }

  /// The page.
  ///
  /// @param name what the window shows as its title
  /// @param skip the link that skips the heading
  public String html(String name, String skip, String footer) {
    Html html = new Html();
    html.raw("<!DOCTYPE html>\n").open("html", "lang", "en").open("head");
    html.raw("<meta charset=\"utf-8\">\n");
    html.raw("<meta name=\"viewport\" content=\"width=device-width, initial-scale=1\">\n");
    html.element("title", name).open("style").raw(css()).raw(styles.toString()).close("style");
    html.close("head").open("body").element("a", skip, "class", "skip", "href", "#main");
    html.open("header").element("h1", title).element("p", lead, "class", "quiet");
    html.open("dl", "class", "numbers").raw(numbers.toString()).close("dl");
    html.raw(banner.toString()).open("nav", "aria-label", "Sections").open("ul");
    for (Section section : sections) {
      html.open("li").element("a", section.title(), "href", "#" + section.id()).close("li");
    }
    html.close("ul").close("nav").close("header").open("main", "id", "main");
    for (Section section : sections) {
      html.open("section", "aria-labelledby", section.id());
      html.element("h2", section.title(), "id", section.id()).raw(section.body()).close("section");
    }
    html.close("main").element("footer", footer);
    return html.close("body").close("html").toString();
  }

  private static String css() {
    return css("picture.css") + css("page.css");
  }

  /// The styles that pictures need wherever they are shown.
  static String pictureStyles() {
    return css("picture.css");
  }

  private static String css(String name) {
    try (InputStream in = Page.class.getResourceAsStream("/page/" + name)) {
      if (in == null) {
        throw new IllegalStateException(name + " is not among the resources of this room");
      }
      return new String(in.readAllBytes(), StandardCharsets.UTF_8);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }
}
