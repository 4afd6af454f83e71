package org.bloomery.artifact.page;

import java.util.List;

/// Timelines one above the other in an SVG file of its own, which brings its styles and says in
/// words what it shows.
public final class TimelineFile {
  private static final double WIDTH = 1080;
  private static final double MARGIN = 20;
  private static final double HEADING = 26;
  private static final double GAP = 16;

  private TimelineFile() {}

  /// The file.
  ///
  /// @param titles of all timelines together; each has its own as a heading
  public static String of(Titles titles, List<Timeline> timelines) {
    double left = timelines.stream().mapToDouble(each -> each.left(WIDTH)).max().orElse(0);
    double height = MARGIN + HEADING;
    for (Timeline timeline : timelines) {
      height += HEADING + timeline.height(WIDTH, left) + GAP;
    }
    StringBuilder file = new StringBuilder();
    file.append("<svg xmlns=\"http://www.w3.org/2000/svg\" role=\"img\" viewBox=\"0 0 ");
    file.append(Svg.number(WIDTH + 2 * MARGIN)).append(' ').append(Svg.number(height));
    file.append("\" aria-labelledby=\"title description\">\n");
    file.append(new Html().element("title", titles.title(), "id", "title"));
    file.append(new Html().element("desc", titles.description(), "id", "description"));
    file.append("<style>").append(Page.pictureStyles());
    file.append("svg .paper { fill: var(--paper); }\nsvg .heading { font-weight: 650; }\n");
    file.append("svg .title { font-weight: 650; font-size: 17px; }</style>\n");
    file.append("<rect class=\"paper\" width=\"100%\" height=\"100%\"/>\n");
    file.append(
        Svg.part(svg -> {
          svg.text("title", "start", MARGIN, MARGIN + 12, titles.title());
          double top = MARGIN + HEADING;
          for (Timeline timeline : timelines) {
            svg.text("heading", "start", MARGIN, top + 14, timeline.titles().title());
            top += HEADING;
            svg.at(MARGIN, top, Svg.part(part -> timeline.draw(part, WIDTH, left)));
            top += timeline.height(WIDTH, left) + GAP;
          }
        }));
    return file.append("</svg>\n").toString();
  }
}
