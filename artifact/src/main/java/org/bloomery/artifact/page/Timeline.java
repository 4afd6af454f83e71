package org.bloomery.artifact.page;

import java.util.ArrayList;
import java.util.Comparator;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.Stream;

/// What each stage of a pipeline does at what time: forward light, backward dark, the optimiser
/// crossed, and idle time an empty dotted rail; boxes with room have the label of their pass.
/// Communication, which may lie within a pass, is hatched in a lane of its own below.
///
/// @param unit of the times, as "seconds"
/// @param horizon where the axis ends, so that two pictures can have one scale
public record Timeline(Titles titles, String unit, List<Stage> stages, double horizon)
    implements Drawing {
  private static final double ROW = 28;
  private static final double THICKNESS = 20;
  private static final double LANE = 9;
  private static final double LANE_GAP = 3;
  private static final double LEAST_OUTLINED = 5;

  /// A picture that ends with the last work.
  public Timeline(Titles titles, String unit, List<Stage> stages) {
    this(titles, unit, stages, end(stages));
  }

  /// What a stage can be at.
  public enum Work {
    FORWARD("forward"),
    BACKWARD("backward"),
    OPTIMISER("optimiser"),
    COMMUNICATION("communication, and waiting in it");

    private final String label;

    Work(String label) {
      this.label = label;
    }
  }

  /// From a time to a time.
  ///
  /// @param label as the number of a micro-batch; empty for none
  public record Span(double start, double end, Work work, String label) {
    private double length() {
      return end - start;
    }

    private double within(Span other) {
      return Math.max(0, Math.min(end, other.end) - Math.max(start, other.start));
    }
  }

  /// A row. Its passes do not overlap each other, nor does its communication.
  public record Stage(String label, List<Span> spans) {
    public Stage {
      spans = List.copyOf(spans);
    }

    double time(Work work) {
      return of(work).mapToDouble(Span::length).sum();
    }

    private Stream<Span> of(Work work) {
      return spans.stream().filter(span -> span.work() == work);
    }

    /// Time of passes and optimiser, without the communication within them.
    public double computing() {
      return computing(Work.FORWARD) + computing(Work.BACKWARD) + computing(Work.OPTIMISER);
    }

    /// The same of one kind of work.
    public double computing(Work work) {
      return of(work)
          .mapToDouble(
              span -> span.length() - of(Work.COMMUNICATION).mapToDouble(span::within).sum())
          .sum();
    }
  }

  /// When the last stage has done its last work.
  public static double end(List<Stage> stages) {
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
    return 1 - stage.computing() / end(stages);
  }

  private boolean communicates() {
    return shown().contains(Work.COMMUNICATION);
  }

  private double row() {
    return communicates() ? ROW + LANE + LANE_GAP : ROW;
  }

  @Override
  public String picture(double width) {
    if (horizon <= 0) {
      return "";
    }
    Svg svg = new Svg(width, height(width, left(width)), titles.spoken());
    draw(svg, width, left(width));
    return svg.close();
  }

  /// What [#draw] needs.
  ///
  /// @param left where the axis begins
  double height(double width, double left) {
    return legend(width).bottom(legendLeft(width, left), width)
        + 2
        + row() * stages.size()
        + BottomAxis.height(unit, width);
  }

  /// Where the axis begins at least, for the labels of the rows.
  double left(double width) {
    double left = 14;
    for (Stage stage : stages) {
      left = Math.max(left, Letters.width(stage.label()) + 14);
    }
    return Math.min(left, width / 3);
  }

  private static double legendLeft(double width, double left) {
    return width == SLIM ? 8 : left;
  }

  private Legend legend(double width) {
    Legend legend = new Legend();
    for (Work work : shown()) {
      legend.add(Svg.part(svg -> swatch(svg, work, width)), work.label);
    }
    return legend.add(
        "<path class=\"idle\" d=\"M-8 0H8\"/>",
        communicates()
            ? "idle; at the right, the share of time without computing"
            : "idle, and its share at the right");
  }

  /// Draws legend, rows and axis from the top left on.
  void draw(Svg svg, double width, double left) {
    Legend legend = legend(width);
    double legendLeft = legendLeft(width, left);
    double top = legend.bottom(legendLeft, width) + 2;
    double bottom = top + row() * stages.size();
    Axis x = Axis.linear(0, horizon, left, width - 62);
    legend.draw(svg, legendLeft, width);
    new BottomAxis(x, x.ticks(), unit, Numbers::brief, width).draw(svg, top, bottom);
    for (int s = 0; s < stages.size(); s++) {
      stage(svg, x, stages.get(s), top + row() * s + (ROW - THICKNESS) / 2, width);
    }
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
      boolean lane = span.work() == Work.COMMUNICATION;
      Box box =
          new Box(
              from,
              lane ? top + THICKNESS + LANE_GAP : top,
              x.place(span.end()) - from,
              lane ? LANE : THICKNESS);
      boxes.computeIfAbsent(span.work(), _ -> new StringBuilder()).append(box.outline());
      hatches.append(hatch(span.work()).lines(box));
      if (!span.label().isEmpty() && Letters.width(span.label()) + 3 < box.width()) {
        String type = span.work() == Work.BACKWARD ? "label inverse" : "label";
        double at = from + box.width() / 2;
        numbers.append(Svg.part(svg2 -> svg2.text(type, "middle", at, middle + 4, span.label())));
      }
    }
    boxes.forEach((work, path) -> box(svg, work, path.toString(), width));
    if (!hatches.isEmpty()) {
      svg.path("hatch", hatches.toString());
    }
    svg.at(0, 0, numbers.toString());
  }

  private static Hatch hatch(Work work) {
    return switch (work) {
      case FORWARD -> Hatch.PLAIN;
      case BACKWARD -> Hatch.DARK;
      case OPTIMISER -> Hatch.CROSSED;
      case COMMUNICATION -> Hatch.RISING;
    };
  }

  /// Lines where a stage has nothing to compute.
  private String gaps(Axis x, Stage stage, double y) {
    List<Span> sorted = new ArrayList<>(stage.spans());
    sorted.removeIf(span -> span.work() == Work.COMMUNICATION);
    sorted.sort(Comparator.comparingDouble(Span::start));
    sorted.add(new Span(end(stages), end(stages), Work.FORWARD, ""));
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
    String lines = hatch(work).lines(box);
    if (!lines.isEmpty()) {
      svg.path("hatch", lines);
    }
  }

  private void box(Svg svg, Work work, String path, double width) {
    String type = work == Work.BACKWARD ? " dark" : "";
    boolean fine = work != Work.COMMUNICATION && crowded(width);
    svg.named((fine ? "work fine" : "work") + type, work.label, path);
  }

  /// The outlines of narrow boxes would leave nothing of them.
  private boolean crowded(double width) {
    double narrow = horizon * LEAST_OUTLINED / width;
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
