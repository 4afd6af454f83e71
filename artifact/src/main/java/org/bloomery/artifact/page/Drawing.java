package org.bloomery.artifact.page;

/// A picture with the numbers that it was drawn from.
public interface Drawing {
  /// The width of a picture for a window of a desk, in pixels of its own.
  double ROOMY = 760;

  /// The width of a picture for a telephone.
  double SLIM = 350;

  Titles titles();

  /// The picture, as markup of SVG; empty when there is nothing to draw, or no room for it.
  ///
  /// @param width [#ROOMY] or [#SLIM]
  String picture(double width);

  /// The numbers of the picture, as markup of a table.
  String table();

  /// The picture, the words below it, and its numbers, which a reader may unfold.
  default String figure(String caption) {
    String pictures = both(titles().title(), picture(ROOMY), picture(SLIM));
    if (pictures.isEmpty()) {
      return "";
    }
    Html html = new Html().open("figure", "class", "drawn").raw(pictures);
    html.open("figcaption").element("b", titles().title() + ".").text(" " + caption);
    html.close("figcaption").close("figure");
    html.open("details", "class", "numbers").element("summary", "The numbers of this picture");
    return html.raw(table()).close("details").toString();
  }

  /// A picture for wide windows and one for narrow windows, of which a browser shows one; without a
  /// slim one, the roomy one scrolls.
  static String both(String title, String roomy, String slim) {
    if (roomy.isEmpty()) {
      return "";
    }
    if (slim.isEmpty()) {
      // Reached by keyboard, because it scrolls.
      String[] scrolls = {
        "class", "wide", "tabindex", "0", "role", "region", "aria-label", title,
      };
      return new Html().open("div", scrolls).raw(roomy).close("div").toString();
    }
    Html html = new Html().open("div", "class", "roomy").raw(roomy).close("div");
    return html.open("div", "class", "slim").raw(slim).close("div").toString();
  }
}
