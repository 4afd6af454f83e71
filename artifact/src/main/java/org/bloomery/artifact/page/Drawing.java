package org.bloomery.artifact.page;

/// A picture with the numbers that it was drawn from.
public interface Drawing {
  Titles titles();

  /// The picture, as markup of SVG; empty when there is nothing to draw.
  String picture();

  /// The numbers of the picture, as markup of a table.
  String table();

  /// The picture, the words below it, and its numbers, which a reader may unfold.
  default String figure(String caption) {
    String picture = picture();
    if (picture.isEmpty()) {
      return "";
    }
    Html html = new Html().open("figure", "class", "drawn");
    // Reached by keyboard, because a picture scrolls on a narrow screen.
    html.open(
        "div", "class", "wide", "tabindex", "0", "role", "region", "aria-label", titles().title());
    html.raw(picture).close("div").open("figcaption").element("b", titles().title() + ".");
    html.text(" " + caption).close("figcaption").close("figure");
    html.open("details", "class", "numbers").element("summary", "The numbers of this picture");
    return html.raw(table()).close("details").toString();
  }
}
