package org.bloomery.train.draw;

import java.util.ArrayList;
import java.util.List;
import org.bloomery.train.parallel.Mesh;
import org.bloomery.train.parallel.RankGroups;
import org.bloomery.train.parallel.StepRecorder;
import org.bloomery.train.parallel.StepRecorder.Span;

/// What one rank tells of its newest step, by its own clock.
///
/// @param marks the time right after some barriers, which all ranks leave together
public record RankTimeline(
    int rank, int stage, int replica, int share, List<Span> spans, List<Long> marks) {
  private static final int MARKS = 5;

  public RankTimeline {
    spans = List.copyOf(spans);
    marks = List.copyOf(marks);
  }

  /// The timeline of this rank; all ranks call it together.
  public static RankTimeline of(RankGroups groups, StepRecorder recorder) {
    List<Span> spans = recorder.newest();
    List<Long> marks = new ArrayList<>();
    for (int i = 0; i < MARKS; i++) {
      groups.world().all().barrier();
      marks.add(System.nanoTime());
    }
    Mesh.Place place = groups.place();
    return new RankTimeline(
        groups.world().rank(), place.stage(), place.data(), place.tensor(), spans, marks);
  }

  /// How far this rank's clock is ahead of that of `other`: the median over the barriers.
  long ahead(RankTimeline other) {
    List<Long> differences = new ArrayList<>();
    for (int i = 0; i < marks.size(); i++) {
      differences.add(marks.get(i) - other.marks.get(i));
    }
    differences.sort(null);
    return differences.get(differences.size() / 2);
  }
}
