package org.bloomery.artifact.page;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/// Finds room for labels beside their points: no label covers another or a mark that must stay
/// free, and as few others as can be. A label without room is left out.
final class PointLabels {
  private static final double[] DISTANCES = {0, 10, 22, 36, 54, 76, 104, 140, 190};

  /// How many pixels further a label goes rather than cover one soft mark.
  private static final double COVERED = 14;

  /// As near as this to a mark, a label seems to be that mark's.
  private static final double NEIGHBOUR = 9;

  private static final double LONG_LEAD = 5;

  private final Box area;
  private final double dearest;
  private final List<Box> taken = new ArrayList<>();
  private final List<Box> marks = new ArrayList<>();
  private final List<double[]> soft = new ArrayList<>();

  /// Room for labels.
  ///
  /// @param dearest a label that would have to go further away, or cover more, is left out
  PointLabels(Box area, double dearest) {
    this.area = area;
    this.dearest = dearest;
  }

  /// Nothing may cover this.
  void take(Box box) {
    taken.add(box);
  }

  /// No label may cover this mark, and one that is not its own better keeps off.
  void mark(double x, double y, double radius) {
    taken.add(Box.around(x, y, radius));
    marks.add(Box.around(x, y, radius + NEIGHBOUR));
  }

  /// Whether nothing that was taken is there.
  boolean isFree(Box box) {
    return taken.stream().noneMatch(box::meets);
  }

  /// Better not to cover this.
  void avoid(double x, double y) {
    soft.add(new double[] {x, y});
  }

  /// Places a label near a point and takes the room.
  Optional<Box> place(double x, double y, double radius, String text) {
    double width = Letters.width(text) + 4;
    Box best = null;
    double least = dearest;
    for (double distance : DISTANCES) {
      // Further places cannot win any more.
      if (distance >= least) {
        break;
      }
      for (int turn = 0; turn < 16; turn++) {
        Box box = beside(x, y, radius + distance, width, turn);
        double cost = distance + turn * 0.1 + COVERED * (covered(box) + near(box, x, y));
        if (cost < least && free(box)) {
          least = cost;
          best = box;
        }
      }
    }
    Optional.ofNullable(best).ifPresent(taken::add);
    return Optional.ofNullable(best);
  }

  /// The box that touches a circle around the point, in one of sixteen directions, right first,
  /// then left, above and below.
  private static Box beside(double x, double y, double radius, double width, int turn) {
    int[] order = {0, 8, 4, 12, 2, 6, 14, 10, 1, 15, 7, 9, 3, 5, 13, 11};
    double angle = order[turn] * Math.PI / 8;
    double across = Math.cos(angle);
    double up = Math.sin(angle);
    // From the nearest point of the box to its middle.
    double middleX = x + across * radius + Math.signum(round(across)) * width / 2;
    double middleY = y - up * radius - up * Letters.HEIGHT / 2;
    return new Box(middleX - width / 2, middleY - Letters.HEIGHT / 2, width, Letters.HEIGHT);
  }

  private static double round(double value) {
    return Math.abs(value) < 1e-9 ? 0 : value;
  }

  private boolean free(Box box) {
    return box.inside(area) && isFree(box);
  }

  private long covered(Box box) {
    return soft.stream().filter(point -> box.holds(point[0], point[1])).count();
  }

  private long near(Box box, double x, double y) {
    return marks.stream().filter(mark -> mark.meets(box) && !mark.holds(x, y)).count();
  }

  /// Writes a label into its box, with a line to its point if that is not beside it.
  static void write(Svg svg, Box box, double x, double y, double radius, String text) {
    double nearX = Math.clamp(x, box.x(), box.right());
    double nearY = Math.clamp(y, box.y(), box.bottom());
    double away = Math.hypot(nearX - x, nearY - y);
    if (away > radius + LONG_LEAD) {
      double share = radius / away;
      svg.path(
          "lead",
          "M"
              + Svg.number(x + share * (nearX - x))
              + " "
              + Svg.number(y + share * (nearY - y))
              + "L"
              + Svg.number(nearX)
              + " "
              + Svg.number(nearY));
    }
    svg.text("label over", "middle", box.x() + box.width() / 2, box.y() + 11, text);
  }
}
