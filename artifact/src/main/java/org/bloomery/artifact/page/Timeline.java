package org.bloomery.artifact.page;

import java.util.ArrayList;
import java.util.Comparator;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;

/// What each stage of a pipeline does at what time: forward light, backward dark, communication
/// hatched, and idle time an empty dotted rail; boxes with room have the number of their
/// micro-batch.
///
/// @param unit of the times, as "seconds"
public record Timeline(Titles titles, String unit, List<Stage> stages) implements Drawing {
  private static final double ROW = 28;
  private static final double THICKNESS = 20;
  private static final double LEAST_OUTLINED = 5;

  /// What a stage can be at.
  public enum Work {
    FORWARD("forward"),
    BACKWARD("backward"),
    COMMUNICATION("communication");

    private final String label;

    Work(String label) {
      this.label = label;
    }
  }

  /// From a time to a time.
  ///
  /// @param microBatch counted from one; zero for none
  public record Span(double start, double end, Work work, int microBatch) {}

  /// A row.
  public record Stage(String label, List<Span> spans) {
    double time(Work work) {
      return spans.stream()
          .filter(span -> span.work() == work)
          .mapToDouble(span -> span.end() - span.start())
          .sum();
    }
  }

  /// When the last stage has done its last work.
  public double end() {
    return stages.stream()
        .flatMap(stage -> stage.spans().stream())
        .mapToDouble(Span::end)
        .max()
        .orElse(0);
  }

  private Set<Work> shown() {
    Set<Work> shown = new TreeSet<>();
    stages.forEach(stage -> stage.spans().forEach(span -> shown.add(span.work())));
    return shown;
  }

  private double idle(Stage stage) {
    double busy = 0;
    for (Work work : Work.values()) {
      busy += stage.time(work);
    }
    return 1 - busy / end();
  }

  @Override
  public String picture(double width) {
    if (end() <= 0) {
      return "";
    }
    double left = 14;
    for (Stage stage : stages) {
      left = Math.max(left, Letters.width(stage.label()) + 14);
    }
    left = Math.min(left, width / 3);
    double legendLeft = width == SLIM ? 8 : left;
    Legend legend = new Legend();
    for (Work work : shown()) {
      legend.add(Svg.part(svg -> swatch(svg, work, width)), work.label);
    }
    legend.add("<path class=\"idle\" d=\"M-8 0H8\"/>", "idle, and its share at the right");
    double top = legend.bottom(legendLeft, width) + 2;
    double bottom = top + ROW * stages.size();
    Axis x = Axis.linear(0, end(), left, width - 62);
    Svg svg = new Svg(width, bottom + BottomAxis.height(unit, width), titles.spoken());
    legend.draw(svg, legendLeft, width);
    new BottomAxis(x, x.ticks(), unit, Numbers::brief, width).draw(svg, top, bottom);
    for (int s = 0; s < stages.size(); s++) {
      stage(svg, x, stages.get(s), top + ROW * s + (ROW - THICKNESS) / 2, width);
    }
    return svg.close();
  }

  /// One path for all boxes of a kind: a long pipeline has thousands.
  private void stage(Svg svg, Axis x, Stage stage, double top, double width) {
    double middle = top + THICKNESS / 2;
    svg.text("label", "end", x.from() - 10, middle + 4, Letters.cut(stage.label(), x.from() - 10));
    svg.text("label", "end", width - 4, middle + 4, Numbers.percent(idle(stage)));
    svg.path("idle", gaps(x, stage, middle));
    Map<Work, StringBuilder> boxes = new EnumMap<>(Work.class);
    StringBuilder hatches = new StringBuilder();
    StringBuilder numbers = new StringBuilder();
    for (Span span : stage.spans()) {
      double from = x.place(span.start());
      Box box = new Box(from, top, x.place(span.end()) - from, THICKNESS);
      boxes.computeIfAbsent(span.work(), _ -> new StringBuilder()).append(box.outline());
      if (span.work() == Work.COMMUNICATION) {
        hatches.append(Hatch.RISING.lines(box));
      }
      String number = span.microBatch() > 0 ? Integer.toString(span.microBatch()) : "";
      if (!number.isEmpty() && Letters.width(number) + 3 < box.width()) {
        String type = span.work() == Work.BACKWARD ? "label inverse" : "label";
        double at = from + box.width() / 2;
        numbers.append(Svg.part(svg2 -> svg2.text(type, "middle", at, middle + 4, number)));
      }
    }
    boxes.forEach((work, path) -> box(svg, work, path.toString(), width));
    if (!hatches.isEmpty()) {
      svg.path("hatch", hatches.toString());
    }
    svg.at(0, 0, numbers.toString());
  }

  /// Lines where a stage has nothing to do.
  private static String gaps(Axis x, Stage stage, double y) {
    List<Span> sorted = new ArrayList<>(stage.spans());
    sorted.sort(Comparator.comparingDouble(Span::start));
    sorted.add(new Span(x.high(), x.high(), Work.FORWARD, 0));
    StringBuilder path = new StringBuilder();
    double free = 0;
    for (Span span : sorted) {
      if (x.place(span.start()) > x.place(free) + 1) {
        path.append('M').append(Svg.number(x.place(free))).append(' ').append(Svg.number(y));
        path.append('H').append(Svg.number(x.place(span.start())));
      }
      free = Math.max(free, span.end());
    }
    return path.toString();
  }

  private void swatch(Svg svg, Work work, double width) {
    Box box = new Box(-8, -6, 16, 12);
    box(svg, work, box.outline(), width);
    if (work == Work.COMMUNICATION) {
      svg.path("hatch", Hatch.RISING.lines(box));
    }
  }

  private void box(Svg svg, Work work, String path, double width) {
    String type = work == Work.BACKWARD ? " dark" : "";
    svg.named((crowded(width) ? "work fine" : "work") + type, work.label, path);
  }

  /// The outlines of narrow boxes would leave nothing of them.
  private boolean crowded(double width) {
    double narrow = end() * LEAST_OUTLINED / width;
    return stages.stream()
        .flatMap(stage -> stage.spans().stream())
        .anyMatch(span -> span.work() == Work.FORWARD && span.end() - span.start() < narrow);
  }

  @Override
  public String table() {
    List<String> header = new ArrayList<>(List.of(unit));
    shown().forEach(work -> header.add(work.label));
    header.add("idle");
    List<List<String>> rows = new ArrayList<>();
    for (Stage stage : stages) {
      List<String> row = new ArrayList<>(List.of(stage.label()));
      shown().forEach(work -> row.add(Numbers.plain(stage.time(work))));
      row.add(Numbers.percent(idle(stage)));
      rows.add(row);
    }
    return new Html().table(titles.title(), header, rows).toString();
  }
}
