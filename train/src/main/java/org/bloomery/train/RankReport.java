package org.bloomery.train;

import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.function.Function;
import org.bloomery.artifact.AtomicFiles;
import org.bloomery.artifact.Console;
import org.bloomery.artifact.Json;
import org.bloomery.model.PassTimes.Entry;
import org.bloomery.tensor.collective.World;
import org.bloomery.train.draw.MeasuredStep;
import org.bloomery.train.draw.RankTimeline;
import org.bloomery.train.draw.SchedulePicture;
import org.bloomery.train.gauge.Profile;
import org.bloomery.train.gauge.RankTime;
import org.bloomery.train.gauge.Stragglers;
import org.bloomery.train.parallel.Mesh;
import org.bloomery.train.parallel.ParallelEngine;

/// What the leader makes of what ranks tell of themselves: how long each computes and waits, who
/// holds others up, the time of each part, and a picture of the newest step.
final class RankReport {
  private static final String FILE = "ranks.json";

  private final ParallelEngine engine;
  private final RankOptions options;
  private final Function<Order.Topic, List<String>> ask;
  private final Profile profile;
  private final List<Integer> stages = new ArrayList<>();
  private List<RankTime> before;
  private List<RankTime> now;

  /// @param ask asks all ranks of something; gives their answers by rank
  RankReport(ParallelEngine engine, RankOptions options, Function<Order.Topic, List<String>> ask) {
    this.engine = engine;
    this.options = options;
    this.ask = ask;
    Mesh mesh = engine.layout().mesh();
    this.profile = options.profile() ? Profile.ofRanks(mesh.ranks(), this::parts) : Profile.OFF;
    for (int rank = 0; rank < mesh.ranks(); rank++) {
      stages.add(mesh.place(rank).stage());
    }
    this.before = stages.stream().map(_ -> new RankTime(0, 0)).toList();
    this.now = before;
  }

  /// Where the time of parts is counted.
  Profile profile() {
    return profile;
  }

  private List<Entry> parts() {
    return ask.apply(Order.Topic.PROFILE).stream()
        .flatMap(text -> Arrays.stream(Json.parse(text, Entry[].class)))
        .toList();
  }

  /// Shows what was measured since the start or the last call, and writes it into `folder`; nothing
  /// before the first step.
  void write(Console console, Path folder, long step) throws IOException {
    if (step == 0) {
      return;
    }
    profile.report(console, folder, step);
    before = now;
    now =
        ask.apply(Order.Topic.TIMES).stream()
            .map(text -> Json.parse(text, RankTime.class))
            .toList();
    AtomicFiles.write(folder.resolve(FILE), Json.pretty(times(step)));
    stragglers().forEach(console::line);
    if (options.draws()) {
      draw(console, folder, step);
    }
  }

  private List<String> stragglers() {
    List<RankTime> newest = new ArrayList<>();
    for (int rank = 0; rank < now.size(); rank++) {
      newest.add(now.get(rank).since(before.get(rank)));
    }
    return Stragglers.among(newest, stages).stream()
        .map(straggler ->
            String.format(
                Locale.ROOT,
                "%s computes %.2f times as long as the other ranks of stage %d (%.1f s against %.1f s since the last report), and all wait for it; look at its host",
                engine.groups().world().describe(straggler.rank()),
                straggler.ratio(),
                stages.get(straggler.rank()),
                straggler.computing(),
                straggler.others()))
        .toList();
  }

  private Map<String, Object> times(long step) {
    List<Object> ranks = new ArrayList<>();
    for (int rank = 0; rank < now.size(); rank++) {
      Map<String, Object> line = new LinkedHashMap<>();
      line.put("rank", engine.groups().world().describe(rank));
      line.put("stage", stages.get(rank));
      line.put("computingSeconds", now.get(rank).computing());
      line.put("communicationSeconds", now.get(rank).waiting());
      ranks.add(line);
    }
    Map<String, Object> json = new LinkedHashMap<>();
    json.put("step", step);
    json.put("communicationShare", communicationShare());
    json.put("ranks", ranks);
    return json;
  }

  /// Of the time of all ranks in training steps.
  private double communicationShare() {
    double waiting = now.stream().mapToDouble(RankTime::waiting).sum();
    return waiting / (waiting + now.stream().mapToDouble(RankTime::computing).sum());
  }

  private void draw(Console console, Path folder, long step) throws IOException {
    List<RankTimeline> timelines =
        ask.apply(Order.Topic.TIMELINE).stream()
            .map(text -> Json.parse(text, RankTimeline.class))
            .toList();
    World world = engine.groups().world();
    MeasuredStep measured =
        MeasuredStep.of(timelines, rank -> world.sameMachine(rank, world.rank()));
    int microBatches =
        1
            + timelines.getFirst().spans().stream()
                .mapToInt(span -> span.microBatch())
                .max()
                .orElse(0);
    SchedulePicture picture =
        new SchedulePicture(
            step,
            measured,
            engine.layout().schedule(),
            engine.layout().mesh().pipeline(),
            microBatches);
    console.line(picture.write(folder));
  }

  /// For `measured.json`.
  Map<String, Object> measured() {
    Map<String, Object> measured = new LinkedHashMap<>();
    measured.put("ranks", stages.size());
    measured.put("layout", engine.layout().label());
    double share = communicationShare();
    if (Double.isFinite(share)) {
      measured.put("communicationShare", share);
    }
    return measured;
  }
}
