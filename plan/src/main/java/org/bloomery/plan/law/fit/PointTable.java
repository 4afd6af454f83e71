package org.bloomery.plan.law.fit;

import java.io.IOException;
import java.nio.charset.MalformedInputException;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.stream.Collectors;
import org.bloomery.artifact.InputException;
import org.bloomery.artifact.ResourceException;

/// Training points from a CSV file: a header with `parameters`, `tokens`, `loss` and perhaps
/// `flops`, in any order and among others, then a run a line. Lines that are empty or begin with #
/// are skipped.
final class PointTable {
  private static final List<String> REQUIRED = List.of("parameters", "tokens", "loss");

  /// More wrong cells than this are not listed.
  private static final int MOST_PROBLEMS = 5;

  private final Path file;
  private final List<String> problems = new ArrayList<>();
  private List<String> header = List.of();

  private PointTable(Path file) {
    this.file = file;
  }

  static List<TrainingPoint> read(Path file) {
    return new PointTable(file).read();
  }

  private List<TrainingPoint> read() {
    List<TrainingPoint> points = new ArrayList<>();
    List<String> lines = lines();
    for (int i = 0; i < lines.size(); i++) {
      String line = lines.get(i).strip();
      if (line.isEmpty() || line.startsWith("#")) {
        continue;
      }
      if (header.isEmpty()) {
        readHeader(line);
      } else {
        point(i + 1, line, points);
      }
    }
    if (header.isEmpty()) {
      throw new InputException(
          file + " is empty; its first line must name the columns " + REQUIRED);
    }
    if (!problems.isEmpty()) {
      throw new InputException(
          problems.stream().limit(MOST_PROBLEMS).collect(Collectors.joining("\n"))
              + (problems.size() > MOST_PROBLEMS
                  ? "\n… and " + (problems.size() - MOST_PROBLEMS) + " more"
                  : ""));
    }
    return points;
  }

  private List<String> lines() {
    try {
      return Files.readAllLines(file);
    } catch (NoSuchFileException e) {
      throw new ResourceException(file + " does not exist; give a CSV file or a run directory", e);
    } catch (MalformedInputException e) {
      throw new InputException(file + " is not UTF-8 text; give a CSV file", e);
    } catch (IOException e) {
      throw new ResourceException(file + " cannot be read: " + e.getMessage(), e);
    }
  }

  private void readHeader(String line) {
    header =
        cells(line.startsWith("\uFEFF") ? line.substring(1) : line).stream()
            .map(name -> name.toLowerCase(Locale.ROOT))
            .toList();
    List<String> missing = REQUIRED.stream().filter(name -> !header.contains(name)).toList();
    if (!missing.isEmpty()) {
      throw new InputException(
          String.format(
              Locale.ROOT,
              "%s has no column %s; its first line names %s and must name %s",
              file,
              String.join(", ", missing),
              String.join(", ", header),
              String.join(", ", REQUIRED)));
    }
  }

  private static List<String> cells(String line) {
    return Arrays.stream(line.split(",", -1))
        .map(String::strip)
        .map(cell ->
            cell.length() > 1 && cell.startsWith("\"") && cell.endsWith("\"")
                ? cell.substring(1, cell.length() - 1).strip()
                : cell)
        .toList();
  }

  private void point(int number, String line, List<TrainingPoint> points) {
    List<String> cells = cells(line);
    if (cells.size() != header.size()) {
      problems.add(
          String.format(
              Locale.ROOT,
              "%s:%d: %d cells under %d columns; give each column one number",
              file,
              number,
              cells.size(),
              header.size()));
      return;
    }
    double parameters = positive(number, cells, "parameters");
    double tokens = positive(number, cells, "tokens");
    double loss = positive(number, cells, "loss");
    boolean flopsStated = header.contains("flops") && !cells.get(header.indexOf("flops")).isEmpty();
    double flops = flopsStated ? positive(number, cells, "flops") : 6 * parameters * tokens;
    points.add(new TrainingPoint(file + ":" + number, parameters, tokens, loss, flops));
  }

  private double positive(int number, List<String> cells, String column) {
    String cell = cells.get(header.indexOf(column));
    try {
      double value = Double.parseDouble(cell.replace("_", ""));
      if (value > 0 && Double.isFinite(value)) {
        return value;
      }
    } catch (NumberFormatException e) {
      // said below, with the place
    }
    problems.add(
        String.format(
            Locale.ROOT,
            "%s:%d: %s = %s must be a number above zero; correct or remove the line",
            file,
            number,
            column,
            cell.isEmpty() ? "nothing" : cell));
    return 1;
  }
}
