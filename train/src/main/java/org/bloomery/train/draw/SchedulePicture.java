package org.bloomery.train.draw;

import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import org.bloomery.artifact.AtomicFiles;
import org.bloomery.artifact.Json;
import org.bloomery.artifact.page.Timeline;
import org.bloomery.artifact.page.TimelineFile;
import org.bloomery.artifact.page.Titles;
import org.bloomery.artifact.pipeline.PipelineRun;
import org.bloomery.artifact.pipeline.PipelineSimulator;
import org.bloomery.artifact.pipeline.Schedule;
import org.bloomery.artifact.pipeline.TimelineEntry;

/// A measured step above the ideal one of the same layout, on one scale: the same passes with the
/// seconds that they took, by the same schedule, where no message takes any time.
///
/// @param microBatches of a replica
public record SchedulePicture(
    long step, MeasuredStep measured, Schedule schedule, int stages, int microBatches) {
  /// Names of the two files.
  public static final String PICTURE = "schedule.svg";

  static final String NUMBERS = "schedule.json";

  /// More rows than this are no picture; then one rank stands for each stage.
  private static final int MOST_ROWS = 32;

  /// The ideal step.
  PipelineRun ideal() {
    return PipelineSimulator.run(measured.work(stages, microBatches), schedule);
  }

  /// Writes `schedule.svg` and `schedule.json`.
  ///
  /// @return a sentence that compares the two
  public String write(Path folder) throws IOException {
    AtomicFiles.write(folder.resolve(PICTURE), svg());
    AtomicFiles.write(folder.resolve(NUMBERS), Json.pretty(numbers()));
    return String.format(
        Locale.ROOT,
        "step %d is drawn in %s: %.0f %% of the ranks' time was computing, %.0f %% of it in the ideal pipeline",
        step,
        folder.resolve(PICTURE),
        100 * measured.computingShare(),
        100 * idealShare());
  }

  /// Computing of all stages over the time of all stages.
  private double idealShare() {
    PipelineRun run = ideal();
    double computing =
        run.timeline().stream().mapToDouble(e -> e.endSeconds() - e.startSeconds()).sum();
    return computing / (run.seconds() * stages);
  }

  private Map<String, Object> numbers() {
    Map<String, Object> numbers = new LinkedHashMap<>();
    numbers.put("step", step);
    numbers.put("schedule", schedule.label());
    numbers.put("microBatches", microBatches);
    numbers.put("seconds", measured.seconds());
    numbers.put("computingShare", measured.computingShare());
    numbers.put("idealSeconds", ideal().seconds());
    numbers.put("idealComputingShare", idealShare());
    numbers.put("ranks", measured.ranks());
    return numbers;
  }

  /// The picture.
  String svg() {
    double horizon = Math.max(measured.seconds(), ideal().seconds());
    List<MeasuredStep.Rank> ranks = measured.ranks();
    boolean all = ranks.size() <= MOST_ROWS;
    List<Timeline.Stage> rows =
        ranks.stream()
            .filter(rank -> all || (rank.replica() == 0 && rank.share() == 0))
            .map(MeasuredStep.Rank::row)
            .toList();
    String whose = all ? "every rank" : "the first rank of every stage";
    return TimelineFile.of(
        new Titles(
            "Step %d: measured, and ideal".formatted(step),
            String.format(
                Locale.ROOT,
                "Two timelines on one scale. Above, what %s did in step %d, which took %.3f seconds; the ranks computed for %.0f percent of it. Below, the same passes in a pipeline whose messages take no time: %.3f seconds, of which the stages compute for %.0f percent. Schedule %s, %d stages, %d micro-batches a replica. A row is a rank above and a stage below. Boxes are passes, light for forward and dark for backward, with the number of the micro-batch; crossed boxes are the optimiser; hatched boxes below them are communication and waiting in it; dotted lines are idle time.",
                whose,
                step,
                measured.seconds(),
                100 * measured.computingShare(),
                ideal().seconds(),
                100 * idealShare(),
                schedule.label(),
                stages,
                microBatches)),
        List.of(
            new Timeline(
                new Titles("Measured: " + whose, "What each rank did at what time"),
                "seconds",
                rows,
                horizon),
            new Timeline(
                new Titles(
                    "Ideal: %s of the same passes, messages in no time".formatted(schedule.label()),
                    "What each stage would do at what time"),
                "seconds",
                idealRows(),
                horizon)));
  }

  private List<Timeline.Stage> idealRows() {
    List<Timeline.Stage> rows = new ArrayList<>();
    for (int stage = 0; stage < stages; stage++) {
      List<Timeline.Span> spans = new ArrayList<>();
      for (TimelineEntry entry : ideal().timeline()) {
        if (entry.stage() == stage) {
          spans.add(
              new Timeline.Span(
                  entry.startSeconds(),
                  entry.endSeconds(),
                  entry.task().forward() ? Timeline.Work.FORWARD : Timeline.Work.BACKWARD,
                  (entry.task().microBatch() + 1)
                      + (schedule.chunks() > 1 ? "" + (char) ('a' + entry.task().chunk()) : "")));
        }
      }
      rows.add(new Timeline.Stage("stage " + stage, spans));
    }
    return rows;
  }
}
