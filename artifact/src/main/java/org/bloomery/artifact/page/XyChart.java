package org.bloomery.artifact.page;

import java.util.ArrayList;
import java.util.List;

/// A picture of layers over two scales: laws with their bands and measurements, a scatter, or a
/// trade-off with its front and limits. Layers differ in shape and dashes, and labels of points do
/// not cover one another.
///
/// @param layers drawn in this order
public record XyChart(Titles titles, Scale x, Scale y, List<Layer> layers) implements Drawing {
  /// Rows of the table for a layer without labels; it shows the way, not each step.
  private static final int MOST_ROWS = 6;

  public XyChart {
    layers = List.copyOf(layers);
  }

  @Override
  public String picture(double width) {
    return places().isEmpty() ? "" : new XyDrawing(this, width).svg();
  }

  /// All places that the picture must have room for.
  List<Layer.Point> places() {
    List<Layer.Point> places = new ArrayList<>();
    for (Layer layer : layers) {
      switch (layer) {
        case Layer.Curve curve -> places.addAll(shown(curve.points()));
        case Layer.Front front -> places.addAll(shown(front.points()));
        case Layer.Points points -> places.addAll(shown(points.points()));
        case Layer.Marker marker ->
            places.addAll(shown(List.of(new Layer.Point(marker.x(), marker.y()))));
        case Layer.Band band -> {
          for (Layer.Interval each : shownIntervals(band)) {
            places.add(new Layer.Point(each.x(), each.low()));
            places.add(new Layer.Point(each.x(), each.high()));
          }
        }
        case Layer.Limit _ -> {} // A limit widens a picture, but does not make one.
      }
    }
    return places;
  }

  List<Layer.Point> shown(List<Layer.Point> points) {
    return points.stream().filter(point -> x.shows(point.x()) && y.shows(point.y())).toList();
  }

  List<Layer.Interval> shownIntervals(Layer.Band band) {
    return band.intervals().stream()
        .filter(each -> x.shows(each.x()) && y.shows(each.low()) && y.shows(each.high()))
        .toList();
  }

  @Override
  public String table() {
    List<List<String>> rows = new ArrayList<>();
    for (Layer layer : layers) {
      switch (layer) {
        case Layer.Curve curve -> rows(rows, curve.label(), curve.points());
        case Layer.Front front -> rows(rows, front.label(), XyDrawing.front(shown(front.points())));
        case Layer.Points points -> rows(rows, points.label(), points.points());
        case Layer.Marker marker ->
            rows(rows, marker.label(), List.of(new Layer.Point(marker.x(), marker.y())));
        case Layer.Band band -> {
          List<Layer.Interval> some = some(shownIntervals(band));
          for (Layer.Interval each : some) {
            String limits = y.value().apply(each.low()) + " to " + y.value().apply(each.high());
            rows.add(List.of(band.label(), x.value().apply(each.x()), limits));
          }
        }
        case Layer.Limit limit -> {
          String value = (limit.upright() ? x : y).value().apply(limit.value());
          rows.add(
              List.of(limit.label(), limit.upright() ? value : "", limit.upright() ? "" : value));
        }
      }
    }
    return new Html().table(titles.title(), List.of("", x.label(), y.label()), rows).toString();
  }

  private void rows(List<List<String>> rows, String name, List<Layer.Point> points) {
    List<Layer.Point> named = shown(points).stream().filter(p -> !p.label().isEmpty()).toList();
    for (Layer.Point point : named.isEmpty() ? some(shown(points)) : named) {
      String label = point.label().isEmpty() ? name : name + ": " + point.label();
      rows.add(List.of(label, x.value().apply(point.x()), y.value().apply(point.y())));
    }
  }

  /// A few of many, evenly, with the first and the last.
  private static <T> List<T> some(List<T> all) {
    if (all.size() <= MOST_ROWS) {
      return all;
    }
    List<T> some = new ArrayList<>();
    for (int i = 0; i < MOST_ROWS; i++) {
      some.add(all.get(i * (all.size() - 1) / (MOST_ROWS - 1)));
    }
    return some;
  }
}
