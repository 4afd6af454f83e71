package org.bloomery.artifact.page;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.StringReader;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import javax.xml.parsers.DocumentBuilderFactory;
import org.junit.jupiter.api.Test;
import org.w3c.dom.Document;
import org.w3c.dom.Element;
import org.w3c.dom.NodeList;
import org.xml.sax.InputSource;

class DrawingsTest {
  /// Kept for a look at it in a browser.
  private static final Path KEPT = Path.of("target", "drawings.html");

  private static Document parse(String fragment) throws Exception {
    return DocumentBuilderFactory.newInstance()
        .newDocumentBuilder()
        .parse(new InputSource(new StringReader("<all>" + fragment + "</all>")));
  }

  private static List<Element> elements(Document document, String tag) {
    NodeList nodes = document.getElementsByTagName(tag);
    List<Element> elements = new ArrayList<>();
    for (int i = 0; i < nodes.getLength(); i++) {
      elements.add((Element) nodes.item(i));
    }
    return elements;
  }

  /// The page of all pictures, written where a person finds it.
  static Path page() throws Exception {
    Page page = new Page("Pictures of a plan", "Each kind once.").number("parameters", "176B");
    int section = 0;
    for (Drawing each : PlanPictures.all()) {
      page.section("s" + section++, each.titles().title(), each.figure("As it might be."));
    }
    Files.createDirectories(KEPT.toAbsolutePath().getParent());
    return Files.writeString(KEPT, page.html("Pictures", "Skip", "Made by a test."));
  }

  @Test
  void everyFigureIsWellFormedAndSaysWhatItShows() throws Exception {
    page();
    for (Drawing each : PlanPictures.all()) {
      Document figure = parse(each.figure("A caption with <angles> & \"quotes\"."));
      Element picture = elements(figure, "svg").getFirst();
      assertEquals("img", picture.getAttribute("role"));
      assertTrue(picture.getAttribute("aria-label").contains(each.titles().description()));
      assertFalse(elements(figure, "td").isEmpty(), each.titles().title());
      for (Element path : elements(figure, "path")) {
        assertFalse(path.getAttribute("d").contains("NaN"), each.titles().title());
      }
    }
  }

  private record Text(String words, Box box) {
    static Text of(Element element) {
      String[] place =
          element.getAttribute("transform").replaceAll("translate\\(|\\).*", "").split(" ", -1);
      double width = Letters.width(element.getTextContent());
      double x = Double.parseDouble(place[0]);
      double left =
          switch (element.getAttribute("text-anchor")) {
            case "start" -> x;
            case "end" -> x - width;
            default -> x - width / 2;
          };
      double top = Double.parseDouble(place[1]) - 10;
      return new Text(element.getTextContent(), new Box(left, top, width, 13));
    }
  }

  @Test
  void noTextCoversAnotherOrLeavesThePicture() throws Exception {
    for (Drawing each : PlanPictures.all()) {
      keepsTextApart(each, Drawing.ROOMY);
      keepsTextApart(each, Drawing.SLIM);
    }
  }

  private static void keepsTextApart(Drawing each, double width) throws Exception {
    Document picture = parse(each.picture(width));
    String[] view = elements(picture, "svg").getFirst().getAttribute("viewBox").split(" ", -1);
    Box whole = new Box(0, 0, Double.parseDouble(view[2]), Double.parseDouble(view[3]));
    List<Text> texts =
        elements(picture, "text").stream()
            .filter(text -> !text.getAttribute("transform").contains("rotate"))
            .map(Text::of)
            .toList();
    for (int i = 0; i < texts.size(); i++) {
      Text one = texts.get(i);
      assertTrue(one.box().inside(whole), each.titles().title() + ": " + one);
      for (Text other : texts.subList(0, i)) {
        assertFalse(one.box().meets(other.box()), one + " covers " + other);
      }
    }
  }

  @Test
  void labelsAreEscaped() {
    assertTrue(
        PlanPictures.laws().picture(Drawing.ROOMY).contains("this plan &lt;176B &amp; 366B&gt;"));
  }

  @Test
  void cellsBelowTheFloorAreMarkedInText() throws Exception {
    Drawing matrix = PlanPictures.matrix();
    List<String> marked =
        elements(parse(matrix.table()), "td").stream()
            .map(Element::getTextContent)
            .filter(cell -> cell.startsWith("↓"))
            .toList();
    assertEquals(14, marked.size(), marked.toString());
    assertTrue(marked.contains("↓ 265") && !marked.contains("↓ 310"), marked.toString());
    assertTrue(matrix.picture(Drawing.ROOMY).contains(">↓ 265<"));
  }

  @Test
  void aFrontKeepsOnlyWhatNoOtherBeats() {
    List<Layer.Point> front =
        XyDrawing.front(
            List.of(
                new Layer.Point(3, 1),
                new Layer.Point(1, 5),
                new Layer.Point(2, 5),
                new Layer.Point(1, 6),
                new Layer.Point(4, 1),
                new Layer.Point(2, 2)));
    assertEquals(
        List.of(new Layer.Point(1, 5), new Layer.Point(2, 2), new Layer.Point(3, 1)), front);
  }

  @Test
  void whatHasNothingToShowIsNothing() {
    Titles titles = new Titles("t", "d");
    Scale scale = Scale.sizes("x");
    Layer nothing =
        new Layer.Points("p", Mark.DOT, List.of(new Layer.Point(-1, 2), new Layer.Point(1, -0.5)));
    assertEquals("", new XyChart(titles, scale, scale, List.of(nothing)).figure("c"));
    assertEquals("", new Timeline(titles, "s", List.of()).figure("c"));
    assertThrows(
        IllegalArgumentException.class,
        () ->
            new StackedBars(
                titles,
                "u",
                List.of("1", "2", "3", "4", "5", "6", "7", "8", "9"),
                List.of(),
                Numbers::plain,
                null));
  }

  @Test
  void aSinglePointMakesAPicture() throws Exception {
    for (Scale scale : List.of(Scale.powers("x"), Scale.sizes("x"), Scale.linear("x"))) {
      Layer one = new Layer.Points("p", Mark.DISC, List.of(new Layer.Point(3e21, 7, "only")));
      String picture =
          new XyChart(new Titles("t", "d"), scale, Scale.ratios("y"), List.of(one))
              .picture(Drawing.ROOMY);
      assertTrue(elements(parse(picture), "text").size() > 4, picture);
    }
  }

  @Test
  void aBoxWithoutAnInsideHasNoLines() {
    for (Hatch hatch : Hatch.ALL) {
      assertEquals("", hatch.lines(new Box(10, 10, -50, 20)), hatch.name());
      assertEquals("", hatch.lines(new Box(10, 10, Double.NaN, 20)), hatch.name());
      assertEquals("", hatch.lines(new Box(10, 10, Double.POSITIVE_INFINITY, 20)), hatch.name());
      assertEquals("", hatch.lines(new Box(10, 10, 50, 0)), hatch.name());
    }
  }
}
