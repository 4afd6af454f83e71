package org.bloomery.plan.audit;

import java.io.IOException;
import java.math.BigDecimal;
import java.nio.charset.MalformedInputException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import org.bloomery.artifact.InputException;
import org.bloomery.artifact.ResourceException;
import org.jspecify.annotations.Nullable;

/// A table of published runs: CSV with a header row, cells in quotes where they hold commas, `#`
/// before remarks. Numbers as `175e9`, `175B`, `1_161_216` or `"3,646"`.
///
/// @param rows in the order of the file
/// @param unused columns that the audit knows nothing about
record AuditTable(List<AuditRow> rows, List<String> unused) {
  private static final List<String> REQUIRED = List.of("model", "parameters", "tokens", "pf_days");
  private static final List<String> OPTIONAL =
      List.of("accelerator_hours", "flops_per_second", "devices", "days", "source");

  static AuditTable read(Path file) throws IOException {
    Reader reader = new Reader(file);
    List<AuditRow> rows = reader.rows(lines(file));
    return new AuditTable(rows, List.copyOf(reader.unused));
  }

  private static List<String> lines(Path file) throws IOException {
    try {
      List<String> lines = new ArrayList<>(Files.readAllLines(file, StandardCharsets.UTF_8));
      if (!lines.isEmpty() && lines.getFirst().startsWith("\uFEFF")) {
        // Spreadsheets begin their UTF-8 with a mark.
        lines.set(0, lines.getFirst().substring(1));
      }
      return lines;
    } catch (NoSuchFileException e) {
      throw new ResourceException(file + " does not exist; name a CSV file", e);
    } catch (MalformedInputException e) {
      throw new InputException(file + " is no UTF-8 text; save the table as CSV in UTF-8", e);
    }
  }

  /// Null for what is no number.
  static @Nullable BigDecimal number(String text) {
    String digits = text.replace("_", "").replace(",", "").replace(" ", "");
    int power =
        switch (digits.isEmpty()
            ? ' '
            : Character.toUpperCase(digits.charAt(digits.length() - 1))) {
          case 'K' -> 3;
          case 'M' -> 6;
          case 'B', 'G' -> 9;
          case 'T' -> 12;
          default -> 0;
        };
    try {
      return new BigDecimal(power == 0 ? digits : digits.substring(0, digits.length() - 1))
          .scaleByPowerOfTen(power);
    } catch (NumberFormatException _) {
      // The caller names the cell.
      return null;
    }
  }

  /// Reads one file, whose header says where the columns are.
  private static final class Reader {
    private final Path file;
    private final Map<String, Integer> columns = new HashMap<>();
    private final List<String> unused = new ArrayList<>();

    private Reader(Path file) {
      this.file = file;
    }

    private List<AuditRow> rows(List<String> lines) {
      List<AuditRow> rows = new ArrayList<>();
      for (int i = 0; i < lines.size(); i++) {
        String line = lines.get(i).strip();
        if (line.isEmpty() || line.startsWith("#")) {
          continue;
        }
        List<String> cells = cells(line, i + 1);
        if (columns.isEmpty()) {
          header(cells, i + 1);
        } else {
          rows.add(row(cells, i + 1));
        }
      }
      if (rows.isEmpty()) {
        throw new InputException(
            file + " has no rows; it needs a header " + String.join(",", REQUIRED) + " and a row");
      }
      return rows;
    }

    private void header(List<String> cells, int line) {
      for (int i = 0; i < cells.size(); i++) {
        String name = cells.get(i).toLowerCase(Locale.ROOT);
        if (!REQUIRED.contains(name) && !OPTIONAL.contains(name)) {
          unused.add(name);
        }
        columns.put(name, i);
      }
      for (String name : REQUIRED) {
        if (!columns.containsKey(name)) {
          throw new InputException(place(line) + "column " + name + " is missing");
        }
      }
    }

    private AuditRow row(List<String> cells, int line) {
      if (cells.size() != columns.size()) {
        throw new InputException(
            place(line)
                + cells.size()
                + " cells under "
                + columns.size()
                + " columns; quote cells that hold a comma");
      }
      Printed hours =
          cell(cells, "accelerator_hours").isEmpty()
              ? null
              : new Printed(required(cells, "accelerator_hours", line));
      return new AuditRow(
          line,
          cell(cells, "model"),
          required(cells, "parameters", line).doubleValue(),
          required(cells, "tokens", line).doubleValue(),
          new Printed(required(cells, "pf_days", line)),
          hours,
          optional(cells, "flops_per_second", line),
          optional(cells, "devices", line),
          optional(cells, "days", line),
          cell(cells, "source"));
    }

    private String cell(List<String> cells, String column) {
      Integer index = columns.get(column);
      return index == null ? "" : cells.get(index);
    }

    private @Nullable Double optional(List<String> cells, String column, int line) {
      return cell(cells, column).isEmpty() ? null : required(cells, column, line).doubleValue();
    }

    private BigDecimal required(List<String> cells, String column, int line) {
      String text = cell(cells, column);
      BigDecimal value = number(text);
      if (value == null || value.signum() <= 0) {
        throw new InputException(
            place(line)
                + column
                + " is "
                + (text.isEmpty() ? "empty" : "\"" + text + "\"")
                + "; it must be a number above zero, such as 175e9 or 175B");
      }
      return value;
    }

    private List<String> cells(String line, int number) {
      List<String> cells = new ArrayList<>();
      StringBuilder cell = new StringBuilder();
      boolean quoted = false;
      for (int i = 0; i < line.length(); i++) {
        char c = line.charAt(i);
        if (c == '"' && quoted && i + 1 < line.length() && line.charAt(i + 1) == '"') {
          cell.append('"');
          i++;
        } else if (c == '"') {
          quoted = !quoted;
        } else if (c == ',' && !quoted) {
          cells.add(cell.toString().strip());
          cell.setLength(0);
        } else {
          cell.append(c);
        }
      }
      if (quoted) {
        throw new InputException(place(number) + "a quote is not closed");
      }
      cells.add(cell.toString().strip());
      return cells;
    }

    private String place(int line) {
      return file + ":" + line + ": ";
    }
  }
}
