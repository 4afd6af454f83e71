package org.bloomery.plan.study.page;

import java.util.ArrayList;
import java.util.List;
import org.bloomery.artifact.page.Timeline;
import org.bloomery.artifact.page.Titles;
import org.bloomery.artifact.pipeline.TimelineEntry;
import org.bloomery.plan.layout.Layout;
import org.bloomery.plan.layout.PipelinePlan;
import org.bloomery.plan.study.Study;

/// The pipeline of the chosen layout: the first micro-batches of a step, so that a page has room.
final class PipelinePicture {
  private PipelinePicture() {}

  static String of(Study study) {
    PipelinePlan plan = study.decision().pipeline();
    Layout layout = study.decision().layout();
    if (plan == null || layout.pipeline() == 1) {
      return "";
    }
    List<Timeline.Stage> stages = new ArrayList<>();
    for (int stage = 0; stage < layout.pipeline(); stage++) {
      List<Timeline.Span> spans = new ArrayList<>();
      for (TimelineEntry entry : plan.run().timeline()) {
        if (entry.stage() == stage) {
          spans.add(
              new Timeline.Span(
                  entry.startSeconds(),
                  entry.endSeconds(),
                  entry.task().forward() ? Timeline.Work.FORWARD : Timeline.Work.BACKWARD,
                  Integer.toString(entry.task().microBatch() + 1)));
        }
      }
      stages.add(new Timeline.Stage("stage " + stage, spans));
    }
    int shown =
        1 + plan.run().timeline().stream().mapToInt(e -> e.task().microBatch()).max().orElse(0);
    return new Timeline(
            new Titles(
                "A step in the pipeline",
                "What each stage does at what time, and when it waits; shown for fewer micro-batches"
                    + " than a step has"),
            "seconds",
            stages)
        .figure(
            "Shown with "
                + shown
                + " micro-batches; a step has "
                + layout.microBatches()
                + ", so that less of it is spent waiting. Stages wait while the pipeline fills and"
                + " empties: Narayanan et al. 2021, §2.2.");
  }
}
