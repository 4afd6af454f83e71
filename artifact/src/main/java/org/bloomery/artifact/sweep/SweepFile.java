package org.bloomery.artifact.sweep;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.core.type.TypeReference;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.charset.CharacterCodingException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.function.Consumer;
import org.bloomery.artifact.AtomicFiles;
import org.bloomery.artifact.Digests;
import org.bloomery.artifact.InputException;
import org.bloomery.artifact.Json;
import org.bloomery.artifact.ResourceException;
import org.bloomery.artifact.run.Run;
import org.bloomery.artifact.run.SweepSettings;
import org.bloomery.artifact.stage.Changes;

/// The table of a sweep, `OUT/sweep/sweep.csv`. Its first line is a comment with what all rows
/// share ([#conditions]), its second names the columns, and each other line is a configuration.
///
/// A line is on the disk before the next configuration begins, and a kill can only cut the last one
/// short, which is then dropped: what a sweep has measured stays measured.
public final class SweepFile implements AutoCloseable {
  private static final String COMMENT = "# sweep ";
  private static final String HEADER = String.join(",", SweepRow.COLUMNS);
  private static final int FORMAT_VERSION = 1;

  private final FileChannel channel;
  private final List<SweepRow> rows;

  /// A table as it was read.
  ///
  /// @param conditions that all rows share
  public record Table(Map<String, Object> conditions, List<SweepRow> rows) {
    public Table {
      conditions = Map.copyOf(conditions);
      rows = List.copyOf(rows);
    }

    /// On which they were measured.
    public String machine() {
      return String.valueOf(conditions.get("machine"));
    }
  }

  private SweepFile(FileChannel channel, List<SweepRow> rows) {
    this.channel = channel;
    this.rows = new ArrayList<>(rows);
  }

  /// What changes every measurement of a sweep, and is no part of a configuration.
  ///
  /// @param machine on which it is measured ([Machine])
  public static Map<String, Object> conditions(Run run, SweepSettings sweep, String machine) {
    Map<String, Object> conditions = new TreeMap<>();
    conditions.put("formatVersion", FORMAT_VERSION);
    conditions.put("machine", machine);
    conditions.put("architecture", run.model().architecture());
    conditions.put("dropout", run.model().dropout());
    conditions.put("optimiserState", run.train().optimiserState());
    conditions.put("warmUpSteps", sweep.warmUpSteps());
    conditions.put("steps", sweep.steps());
    return conditions;
  }

  /// Opens a table to go on with it. One that was measured under other conditions is set aside, and
  /// comes back when they do.
  ///
  /// @param say takes a sentence about what was found
  public static SweepFile open(Path file, Map<String, Object> conditions, Consumer<String> say)
      throws IOException {
    Files.createDirectories(file.toAbsolutePath().getParent());
    if (Files.exists(file)) {
      dropCutLine(file, say);
      Map<String, Object> found = read(file).conditions();
      if (!sorted(found).equals(sorted(conditions))) {
        Path aside = aside(file, found);
        AtomicFiles.move(file, aside);
        say.accept(
            "starts over, because "
                + Changes.between(found, conditions)
                + "; what was measured is kept in "
                + aside
                + ": set the settings back to go on with it");
      }
    }
    Path earlier = aside(file, conditions);
    if (!Files.exists(file) && Files.exists(earlier)) {
      AtomicFiles.move(earlier, file);
      say.accept("goes on where these settings were left");
    }
    if (!Files.exists(file)) {
      AtomicFiles.write(file, COMMENT + sorted(conditions) + "\n" + HEADER + "\n");
    }
    List<SweepRow> rows = read(file).rows();
    return new SweepFile(FileChannel.open(file, StandardOpenOption.APPEND), rows);
  }

  /// All rows, those before it was opened included.
  public List<SweepRow> rows() {
    return List.copyOf(rows);
  }

  /// Appends a row and forces it to the disk.
  public void append(SweepRow row) throws IOException {
    ByteBuffer bytes = ByteBuffer.wrap((row.line() + "\n").getBytes(StandardCharsets.UTF_8));
    while (bytes.hasRemaining()) {
      channel.write(bytes);
    }
    channel.force(true);
    rows.add(row);
  }

  @Override
  public void close() throws IOException {
    channel.close();
  }

  /// Reads a table.
  public static Table read(Path file) {
    List<String> lines = lines(file);
    if (lines.size() < 2 || !lines.getFirst().startsWith(COMMENT) || !lines.get(1).equals(HEADER)) {
      throw new InputException(
          file
              + " is not the table of a sweep of this version, whose second line names the columns "
              + HEADER.substring(0, HEADER.indexOf(",parameters"))
              + ",…; make one with `bloomery sweep`");
    }
    List<SweepRow> rows = new ArrayList<>();
    for (int i = 2; i < lines.size(); i++) {
      if (lines.get(i).isBlank()) {
        continue;
      }
      try {
        rows.add(SweepRow.parse(lines.get(i)));
      } catch (IllegalArgumentException broken) {
        throw new InputException(
            file
                + ":"
                + (i + 1)
                + ": "
                + broken.getMessage()
                + "; delete the line to have its configuration measured again",
            broken);
      }
    }
    return new Table(comment(file, lines.getFirst()), rows);
  }

  private static List<String> lines(Path file) {
    try {
      return Files.readAllLines(file);
    } catch (CharacterCodingException e) {
      throw new InputException(file + " is not UTF-8 text; name the table of a sweep", e);
    } catch (IOException e) {
      throw new ResourceException(file + " cannot be read: " + e.getMessage(), e);
    }
  }

  private static Map<String, Object> comment(Path file, String line) {
    try {
      return Json.MAPPER.readValue(line.substring(COMMENT.length()), new TypeReference<>() {});
    } catch (JsonProcessingException e) {
      throw new InputException(
          file + ":1: the line that says how the table was measured is damaged; delete the file",
          e);
    }
  }

  private static void dropCutLine(Path file, Consumer<String> say) throws IOException {
    byte[] bytes = Files.readAllBytes(file);
    int whole = bytes.length;
    while (whole > 0 && bytes[whole - 1] != '\n') {
      whole--;
    }
    if (whole < bytes.length) {
      try (FileChannel cut = FileChannel.open(file, StandardOpenOption.WRITE)) {
        cut.truncate(whole);
        cut.force(true);
      }
      say.accept("the last line was cut short; its configuration is measured again");
    }
  }

  private static Path aside(Path file, Map<String, Object> conditions) {
    String key = Digests.sha256(sorted(conditions)).substring(0, 12);
    return file.resolveSibling("sweep-" + key + ".csv");
  }

  /// As one line whose keys are sorted, whichever map it comes from.
  private static String sorted(Map<String, Object> conditions) {
    return Json.line(Json.parse(Json.line(conditions), TreeMap.class));
  }
}
