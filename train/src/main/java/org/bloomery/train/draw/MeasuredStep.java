package org.bloomery.train.draw;

import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.function.IntPredicate;
import org.bloomery.artifact.page.Timeline;
import org.bloomery.artifact.page.Timeline.Stage;
import org.bloomery.artifact.pipeline.PipelineWork;
import org.bloomery.train.parallel.StepRecorder.Span;
import org.bloomery.train.parallel.StepRecorder.Work;

/// A step as all ranks measured it, by one clock.
///
/// @param ranks by stage, replica and share
public record MeasuredStep(List<Rank> ranks) {
  private static final double SECOND = 1e9;

  /// What one rank did.
  ///
  /// @param row its spans in seconds from the begin of the step
  public record Rank(int rank, int stage, int replica, int share, Stage row) {}

  public MeasuredStep {
    ranks = List.copyOf(ranks);
  }

  /// Brings the times of all ranks to one clock. Processes of one machine read the same clock; for
  /// others it is set by the barriers that all left together.
  ///
  /// @param sameClock whether a rank reads the clock of the first one
  public static MeasuredStep of(List<RankTimeline> timelines, IntPredicate sameClock) {
    long start =
        timelines.stream()
            .flatMap(
                t -> t.spans().stream().map(span -> span.start() - ahead(t, timelines, sameClock)))
            .min(Comparator.naturalOrder())
            .orElse(0L);
    List<Rank> ranks = new ArrayList<>();
    for (RankTimeline timeline : timelines) {
      long zero = start + ahead(timeline, timelines, sameClock);
      boolean chunks = timeline.spans().stream().anyMatch(span -> span.chunk() > 0);
      List<Timeline.Span> spans =
          timeline.spans().stream()
              .map(span ->
                  new Timeline.Span(
                      (span.start() - zero) / SECOND,
                      (span.end() - zero) / SECOND,
                      work(span.work()),
                      label(span, chunks)))
              .toList();
      String label = "rank " + timeline.rank() + ", stage " + timeline.stage();
      ranks.add(
          new Rank(
              timeline.rank(),
              timeline.stage(),
              timeline.replica(),
              timeline.share(),
              new Stage(label, spans)));
    }
    ranks.sort(
        Comparator.comparingInt(Rank::stage)
            .thenComparingInt(Rank::replica)
            .thenComparingInt(Rank::share));
    return new MeasuredStep(ranks);
  }

  private static long ahead(RankTimeline timeline, List<RankTimeline> all, IntPredicate sameClock) {
    return sameClock.test(timeline.rank()) ? 0 : timeline.ahead(all.getFirst());
  }

  private static Timeline.Work work(Work work) {
    return switch (work) {
      case FORWARD -> Timeline.Work.FORWARD;
      case BACKWARD -> Timeline.Work.BACKWARD;
      case OPTIMISER -> Timeline.Work.OPTIMISER;
      case COLLECTIVE -> Timeline.Work.COMMUNICATION;
    };
  }

  /// `3` for the third micro-batch of the replica, `3b` for its pass through the second chunk.
  private static String label(Span span, boolean chunks) {
    if (span.microBatch() < 0) {
      return "";
    }
    return (span.microBatch() + 1) + (chunks ? "" + (char) ('a' + span.chunk()) : "");
  }

  /// Seconds from the first to the last thing that any rank did.
  public double seconds() {
    return Timeline.end(ranks.stream().map(Rank::row).toList());
  }

  /// Share of the time of all ranks that is their own computing.
  public double computingShare() {
    return ranks.stream().mapToDouble(rank -> rank.row().computing()).sum()
        / (seconds() * ranks.size());
  }

  /// What the stages have to do, as the mean over their ranks, without any communication.
  ///
  /// @param stages of the pipeline
  /// @param microBatches of a replica
  PipelineWork work(int stages, int microBatches) {
    List<Double> forward = new ArrayList<>();
    List<Double> backward = new ArrayList<>();
    for (int stage = 0; stage < stages; stage++) {
      forward.add(perMicroBatch(stage, Timeline.Work.FORWARD, microBatches));
      backward.add(perMicroBatch(stage, Timeline.Work.BACKWARD, microBatches));
    }
    return new PipelineWork(forward, backward, 0, microBatches);
  }

  private double perMicroBatch(int stage, Timeline.Work work, int microBatches) {
    List<Rank> of = ranks.stream().filter(rank -> rank.stage() == stage).toList();
    double sum = of.stream().mapToDouble(rank -> rank.row().computing(work)).sum();
    return sum / of.size() / microBatches;
  }
}
