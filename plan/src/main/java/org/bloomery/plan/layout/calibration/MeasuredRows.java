package org.bloomery.plan.layout.calibration;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import org.bloomery.artifact.InputException;
import org.bloomery.artifact.pipeline.Schedule;
import org.bloomery.plan.layout.Layout;
import org.bloomery.plan.layout.Sharding;
import org.bloomery.plan.shape.Recompute;
import org.bloomery.plan.shape.Shape;
import org.jspecify.annotations.Nullable;

/// Reads measured runs from a CSV. Lines that start with `#` are comments; the first other line
/// names the columns:
///
/// | column | |
/// |---|---|
/// | layers, hidden, heads, vocabulary, sequence | the shape |
/// | tensor, pipeline, data, microBatch, globalBatch | the layout |
/// | sharding | zero-0 … zero-3, bf16; absent: zero-1 |
/// | slots | embedding: it and the head count as a block each; layers (absent): they do not |
/// | recompute | none, selective, full; absent: full |
/// | schedule | 1f1b (absent), gpipe, interleaved |
/// | seconds | of one iteration; empty: not measured |
/// | teraflops | per device, as printed; only compared |
/// | memoryGib | of the fullest device; `>80`: out of memory at 80 |
/// | group | conditions; absent: one group for all |
/// | remark | free text without commas |
///
/// Other columns are for people.
public final class MeasuredRows {
  private final String place;
  private Map<String, Integer> columns = Map.of();
  private String[] cells = {};
  private int line;

  private MeasuredRows(String place) {
    this.place = place;
  }

  /// Reads all rows.
  ///
  /// @param place the file's name, for sentences about mistakes
  public static List<MeasuredRow> parse(String place, String csv) {
    return new MeasuredRows(place).rows(csv);
  }

  private List<MeasuredRow> rows(String csv) {
    List<MeasuredRow> rows = new ArrayList<>();
    for (String text : csv.split("\\R", -1)) {
      line++;
      if (text.isBlank() || text.startsWith("#")) {
        continue;
      }
      cells = Arrays.stream(text.split(",", -1)).map(String::strip).toArray(String[]::new);
      if (columns.isEmpty()) {
        columns = header(cells);
      } else {
        rows.add(row());
      }
    }
    if (rows.isEmpty()) {
      throw new InputException(
          place + ": no measured rows; give a header line and one line for each run");
    }
    return List.copyOf(rows);
  }

  private static Map<String, Integer> header(String[] names) {
    Map<String, Integer> columns = new HashMap<>();
    for (int i = 0; i < names.length; i++) {
      columns.put(names[i], i);
    }
    return columns;
  }

  private MeasuredRow row() {
    if (cells.length != columns.size()) {
      throw wrong(
          "the line has " + cells.length + " cells, but the header names " + columns.size());
    }
    Shape shape =
        new Shape(
            whole("layers"),
            whole("hidden"),
            whole("heads"),
            whole("vocabulary"),
            whole("sequence"));
    Layout layout =
        new Layout(
            whole("tensor"),
            whole("pipeline"),
            whole("data"),
            whole("microBatch"),
            whole("globalBatch"),
            sharding(),
            schedule(),
            recompute(),
            false,
            choice("slots", "layers", "layers", "embedding").equals("embedding"));
    String memory = text("memoryGib", "");
    boolean outOfMemory = memory.startsWith(">");
    return new MeasuredRow(
        text("group", ""),
        line,
        shape,
        layout,
        number("seconds", text("seconds", "")),
        number("teraflops", text("teraflops", "")),
        number("memoryGib", outOfMemory ? memory.substring(1) : memory),
        outOfMemory,
        text("remark", ""));
  }

  private Sharding sharding() {
    String name = choice("sharding", "zero-1", "zero-0", "zero-1", "zero-2", "zero-3", "bf16");
    return name.equals("bf16")
        ? Sharding.BF16_OPTIMIZER
        : Sharding.valueOf(name.toUpperCase(Locale.ROOT).replace('-', '_'));
  }

  private Schedule schedule() {
    return Schedule.of(choice("schedule", "1f1b", "1f1b", "gpipe", "interleaved"));
  }

  private Recompute recompute() {
    String name = choice("recompute", "full", "none", "selective", "full");
    return Recompute.valueOf(name.toUpperCase(Locale.ROOT));
  }

  private String choice(String column, String otherwise, String... known) {
    String value = text(column, otherwise);
    if (!List.of(known).contains(value)) {
      throw wrong(
          column + " = \"" + value + "\" is not known; use one of " + String.join(", ", known));
    }
    return value;
  }

  private String text(String column, String otherwise) {
    Integer at = columns.get(column);
    return at == null || cells[at].isEmpty() ? otherwise : cells[at];
  }

  private int whole(String column) {
    String value = text(column, "");
    try {
      int number = Integer.parseInt(value);
      if (number > 0) {
        return number;
      }
    } catch (NumberFormatException e) {
      throw wrong(column + " = \"" + value + "\" is not a whole number; fill the column in", e);
    }
    throw wrong(column + " = " + value + " must be above zero");
  }

  private @Nullable Double number(String column, String value) {
    if (value.isEmpty()) {
      return null;
    }
    try {
      double number = Double.parseDouble(value);
      if (number > 0 && Double.isFinite(number)) {
        return number;
      }
    } catch (NumberFormatException e) {
      throw wrong(column + " = \"" + value + "\" is not a number; leave it empty if unknown", e);
    }
    throw wrong(column + " = " + value + " must be above zero; leave it empty if unknown");
  }

  private InputException wrong(String problem) {
    return new InputException(place + ":" + line + ": " + problem);
  }

  private InputException wrong(String problem, Exception cause) {
    return new InputException(place + ":" + line + ": " + problem, cause);
  }
}
