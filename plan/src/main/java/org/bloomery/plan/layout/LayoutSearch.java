package org.bloomery.plan.layout;

import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import org.bloomery.plan.shape.Shape;
import org.jspecify.annotations.Nullable;

/// All layouts of a space, tried.
///
/// @param tried how many combinations use the devices exactly
/// @param refused how many broke each rule, the first that each broke
/// @param tooLarge how many do not fit memory
/// @param nearest of those the one that needs the least, where nothing fits: what to tell the
///   reader
/// @param ranked those that fit, fastest first; among equally fast ones the smaller
/// @param front of these, those that no other beats in both seconds and memory, fastest first
public record LayoutSearch(
    int tried,
    Map<String, Integer> refused,
    int tooLarge,
    List<LayoutChoice> nearest,
    List<LayoutChoice> ranked,
    List<LayoutChoice> front) {
  public LayoutSearch {
    refused = Map.copyOf(refused);
    nearest = List.copyOf(nearest);
    ranked = List.copyOf(ranked);
    front = List.copyOf(front);
  }

  /// Which edge of the memory band must fit the device.
  public enum Fit {
    /// The careful choice: nine in ten such layouts fit.
    UPPER_EDGE,
    /// Half of those near the limit will not fit.
    MIDDLE
  }

  public static LayoutSearch of(
      Shape shape,
      Cluster cluster,
      LayoutSpace space,
      MemoryModel memoryModel,
      StepCosts costs,
      Fit fit) {
    Map<String, Integer> refused = new TreeMap<>();
    List<LayoutChoice> fitting = new ArrayList<>();
    int tooLarge = 0;
    @Nullable Layout smallest = null;
    double least = Double.POSITIVE_INFINITY;
    List<Layout> layouts = space.layouts(cluster.devices());
    for (Layout layout : layouts) {
      Optional<LayoutProblem> refusal = LayoutRules.firstRefusal(shape, layout, cluster);
      if (refusal.isPresent()) {
        refused.merge(refusal.get().rule(), 1, Integer::sum);
        continue;
      }
      LayoutMemory memory = memoryModel.of(shape, layout);
      double needed = fit == Fit.MIDDLE ? memory.middleBytes() : memory.highBytes();
      if (needed <= cluster.memoryBytes()) {
        fitting.add(choice(shape, layout, cluster, memory, costs));
      } else {
        tooLarge++;
        if (needed < least) {
          least = needed;
          smallest = layout;
        }
      }
    }
    fitting.sort(BY_SECONDS);
    List<LayoutChoice> nearest =
        smallest == null
            ? List.of()
            : List.of(choice(shape, smallest, cluster, memoryModel.of(shape, smallest), costs));
    return new LayoutSearch(layouts.size(), refused, tooLarge, nearest, fitting, front(fitting));
  }

  private static LayoutChoice choice(
      Shape shape, Layout layout, Cluster cluster, LayoutMemory memory, StepCosts costs) {
    return new LayoutChoice(
        layout,
        memory,
        StepTime.of(shape, layout, cluster, costs),
        LayoutRules.problems(shape, layout, cluster));
  }

  private static final Comparator<LayoutChoice> BY_SECONDS =
      Comparator.comparingDouble((LayoutChoice choice) -> choice.time().seconds())
          .thenComparingDouble(choice -> choice.memory().middleBytes());

  private static List<LayoutChoice> front(List<LayoutChoice> fastestFirst) {
    List<LayoutChoice> front = new ArrayList<>();
    double least = Double.POSITIVE_INFINITY;
    for (LayoutChoice choice : fastestFirst) {
      if (choice.memory().middleBytes() < least) {
        least = choice.memory().middleBytes();
        front.add(choice);
      }
    }
    return front;
  }

  /// Where a layout stands among those that fit, from 1; 0 where it does not fit.
  public int rank(Layout layout) {
    for (int i = 0; i < ranked.size(); i++) {
      if (ranked.get(i).layout().equals(layout)) {
        return i + 1;
      }
    }
    return 0;
  }
}
