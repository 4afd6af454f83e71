package org.bloomery.train.gauge;

import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.TreeMap;
import java.util.function.Supplier;
import org.bloomery.artifact.AtomicFiles;
import org.bloomery.artifact.Console;
import org.bloomery.artifact.Json;
import org.bloomery.model.PassTimes;

/// Where the time of training goes: by kind of segment, and by what the loop does beside passes.
/// Off, it costs nothing.
///
/// Segments run in all workers at once; their time is the mean over the workers, so that all parts
/// add up to the time on the clock. What is left over is waiting for the slowest worker, logs, and
/// what has no name here.
public final class Profile {
  /// Measures nothing.
  public static final Profile OFF = new Profile(PassTimes.OFF, 1, List::of);

  private static final String FILE = "profile.json";

  /// How the parts of ranks begin that are no computing.
  private static final String COMMUNICATION = "communication";

  private final PassTimes passes;
  private final int workers;
  private final Supplier<List<PassTimes.Entry>> entries;
  private final long began = System.nanoTime();
  private final Map<String, Long> nanos = new LinkedHashMap<>();

  private Profile(PassTimes passes, int workers, Supplier<List<PassTimes.Entry>> entries) {
    this.passes = passes;
    this.workers = workers;
    this.entries = entries;
  }

  /// A profile that starts now, of passes that `workers` threads share.
  public static Profile measuring(int workers) {
    PassTimes passes = PassTimes.measuring();
    return new Profile(passes, workers, passes::entries);
  }

  /// A profile that starts now, of ranks that count for themselves; times are the mean over them.
  ///
  /// @param all the times of all ranks
  public static Profile ofRanks(int ranks, Supplier<List<PassTimes.Entry>> all) {
    return new Profile(PassTimes.measuring(), ranks, all);
  }

  /// A line of the report.
  ///
  /// @param forward seconds; of what has no direction, all
  /// @param again seconds of forward passes done again
  /// @param share of the time on the clock
  public record Part(String part, double forward, double again, double backward, double share) {
    double seconds() {
      return forward + again + backward;
    }

    private Part and(Part more) {
      return new Part(
          part,
          forward + more.forward,
          again + more.again,
          backward + more.backward,
          share + more.share);
    }
  }

  /// Where the passes count.
  public PassTimes passes() {
    return passes;
  }

  /// The time, if it is wanted.
  public long start() {
    return passes.start();
  }

  /// Counts the time since `start` for something that the loop's own thread did.
  public void add(String part, long start) {
    if (this != OFF) {
      nanos.merge(part, System.nanoTime() - start, Long::sum);
    }
  }

  /// All parts, the longest first, and last what is left over.
  public List<Part> parts() {
    double clock = (System.nanoTime() - began) / 1e9;
    Map<String, Part> named = new TreeMap<>();
    for (PassTimes.Entry entry : entries.get()) {
      double seconds = entry.seconds() / workers;
      Part part =
          switch (entry.way()) {
            case FORWARD -> new Part(entry.part(), seconds, 0, 0, seconds / clock);
            case AGAIN -> new Part(entry.part(), 0, seconds, 0, seconds / clock);
            case BACKWARD -> new Part(entry.part(), 0, 0, seconds, seconds / clock);
          };
      named.merge(entry.part(), part, Part::and);
    }
    nanos.forEach(
        (name, spent) -> named.put(name, new Part(name, spent / 1e9, 0, 0, spent / 1e9 / clock)));
    List<Part> parts = new ArrayList<>(named.values());
    parts.sort(Comparator.comparingDouble(Part::seconds).reversed());
    double left = clock - parts.stream().mapToDouble(Part::seconds).sum();
    parts.add(new Part("waiting and the rest", left, 0, 0, left / clock));
    return parts;
  }

  /// Shows the table and writes `profile.json` into `folder`; nothing when off or at the start.
  public void report(Console console, Path folder, long step) throws IOException {
    if (this == OFF || step == 0) {
      return;
    }
    List<Part> parts = parts();
    Map<String, Object> json = new LinkedHashMap<>();
    json.put("step", step);
    json.put("seconds", parts.stream().mapToDouble(Part::seconds).sum());
    json.put("workers", workers);
    double communication =
        parts.stream()
            .filter(part -> part.part().startsWith(COMMUNICATION))
            .mapToDouble(Part::share)
            .sum();
    json.put("communicationShare", communication);
    json.put("parts", parts);
    AtomicFiles.write(folder.resolve(FILE), Json.pretty(json));
    console.table(
        List.of("time to step " + step, "forward s", "again s", "backward s", "share"),
        parts.stream().map(Profile::row).toList());
    if (communication > 0) {
      console.line(
          String.format(
              Locale.ROOT,
              "communication, and waiting in it: %.1f %% of the time of %d ranks",
              100 * communication,
              workers));
    }
  }

  private static List<String> row(Part part) {
    return List.of(
        part.part(),
        seconds(part.forward()),
        seconds(part.again()),
        seconds(part.backward()),
        String.format(Locale.ROOT, "%.1f %%", 100 * part.share()));
  }

  private static String seconds(double seconds) {
    return seconds == 0 ? "" : String.format(Locale.ROOT, "%.2f", seconds);
  }
}
