package org.bloomery.cli;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.concurrent.Callable;
import org.bloomery.artifact.Console;
import org.bloomery.artifact.Json;
import org.bloomery.artifact.Progress;
import org.bloomery.artifact.RankException;
import org.bloomery.artifact.run.Run;
import org.bloomery.artifact.stage.StageName;
import org.bloomery.artifact.sweep.Machine;
import org.bloomery.artifact.sweep.Sweep;
import org.bloomery.artifact.sweep.SweepConfiguration;
import org.bloomery.artifact.sweep.SweepFile;
import org.bloomery.artifact.sweep.SweepRow;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;

/// Short trainings of many configurations, each in a process of its own, into a table that the plan
/// calibrates on.
@Command(
    name = "sweep",
    mixinStandardHelpOptions = true,
    description =
        "Times short trainings of the configurations that [sweep] lists on this machine, into a table"
            + " that plan calibrates on; what is measured is not measured again.")
final class SweepCommand implements Callable<Integer> {
  /// What a process returns when it was asked to end, by Ctrl-C or by a signal.
  private static final Set<Integer> ASKED_TO_END = Set.of(130, 143);

  @Mixin private RunOptions options = new RunOptions();

  private final Console console = Console.standard("sweep");

  @Override
  public Integer call() throws IOException {
    RunOptions.Checked checked = options.check(StageName.TRAINING, StageName.TRAINING);
    Sweep sweep = Sweep.of(checked.run());
    sweep
        .impossible()
        .forEach((why, count) ->
            console.line(
                count + (count == 1 ? " combination" : " combinations") + " left out: " + why));
    if (options.dryRun()) {
      sweep.configurations().forEach(each -> console.line("would time " + each.label()));
      return 0;
    }
    Path folder = checked.directory().resolve("sweep");
    Path file = folder.resolve("sweep.csv");
    Run run = checked.run();
    Map<String, Object> conditions =
        SweepFile.conditions(run, Objects.requireNonNull(run.sweep()), Machine.name());
    try (SweepFile table = SweepFile.open(file, conditions, console::line)) {
      boolean ended = measure(sweep, table, checked.directory(), folder.resolve("result.json"));
      return ended ? finish(sweep, table, file) : 130;
    }
  }

  /// Measures what is missing.
  ///
  /// @return false where it was asked to end
  private boolean measure(Sweep sweep, SweepFile table, Path directory, Path result)
      throws IOException {
    Set<SweepConfiguration> known = new HashSet<>();
    table.rows().forEach(row -> known.add(row.configuration()));
    List<SweepConfiguration> missing = new ArrayList<>(sweep.configurations());
    missing.removeAll(known);
    console.line(
        String.format(
            Locale.ROOT,
            "%,d configurations, %,d of them measured before",
            sweep.configurations().size(),
            sweep.configurations().size() - missing.size()));
    long start = System.nanoTime();
    for (int i = 0; i < missing.size(); i++) {
      SweepConfiguration each = missing.get(i);
      Files.deleteIfExists(result);
      List<String> arguments = new ArrayList<>();
      // The run file may be edited meanwhile; its resolved form is this command's.
      arguments.add(directory.resolve("resolved.toml").toString());
      arguments.add(result.toString());
      arguments.addAll(each.sets());
      int code = RoomProcess.run(Room.SWEEP_TOOL, arguments);
      if (ASKED_TO_END.contains(code)) {
        System.err.println(
            "bloomery sweep: interrupted; the same command goes on with what is missing");
        return false;
      }
      SweepRow row =
          Files.exists(result)
              ? Json.read(result, SweepRow.class)
              : SweepRow.failed(each, died(code));
      table.append(row);
      double perOne = (System.nanoTime() - start) / 1e9 / (i + 1);
      console.line(
          String.format(
              Locale.ROOT,
              "%d of %d, %s left: %s: %s",
              i + 1,
              missing.size(),
              Progress.duration(perOne * (missing.size() - i - 1)),
              each.label(),
              words(row)));
    }
    Files.deleteIfExists(result);
    return true;
  }

  /// Why a process left no result: above 128 it is the number of the signal that ended it.
  private static String died(int code) {
    return switch (code) {
      case 1 -> "a bug, whose trace the sweep has printed";
      case 137 -> "killed (signal 9), as a system does when its memory runs out";
      default ->
          code > 128
              ? "killed (signal " + (code - 128) + ")"
              : "ended with exit code " + code + " and no result";
    };
  }

  private static String words(SweepRow row) {
    SweepRow.@Nullable Measured measured = row.measured();
    if (measured == null) {
      return "failed: " + row.failure();
    }
    Long memory = measured.peakMemoryBytes();
    return String.format(
        Locale.ROOT,
        "%.4g s, %,.0f tokens/s, %.1f GFLOP/s, %.0f %% of the matrix rate%s",
        measured.medianSeconds(),
        row.configuration().tokensPerStep() / measured.medianSeconds(),
        measured.modelFlopsPerSecond() / 1e9,
        100 * measured.utilisation(),
        memory == null
            ? ""
            : String.format(Locale.ROOT, ", %.2f GiB", memory / (double) (1L << 30)));
  }

  private int finish(Sweep sweep, SweepFile table, Path file) {
    List<SweepRow> failed =
        table.rows().stream()
            .filter(row -> sweep.configurations().contains(row.configuration()))
            .filter(row -> row.measured() == null)
            .toList();
    if (failed.size() == sweep.configurations().size()) {
      throw new RankException(
          "every configuration failed, the first because: "
              + failed.getFirst().failure()
              + "; change [sweep], or delete "
              + file
              + " to try again");
    }
    if (!failed.isEmpty()) {
      console.line(
          failed.size() + " failed; delete their lines from " + file + " to have them tried again");
    }
    console.line("table, to plan with as plan.sweep: " + file.toAbsolutePath().normalize());
    return 0;
  }
}
