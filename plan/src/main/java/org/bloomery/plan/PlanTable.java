package org.bloomery.plan;

import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.TreeMap;
import java.util.stream.Collectors;
import org.bloomery.artifact.Console;
import org.bloomery.plan.figure.Figure;
import org.bloomery.plan.figure.Quantities;
import org.bloomery.plan.law.Allocation;

/// Shows a plan on the terminal: its figures with their sources, then what the laws would choose.
final class PlanTable {
  private PlanTable() {}

  static void show(Console console, List<Figure> figures) {
    int label = figures.stream().mapToInt(f -> f.label().length()).max().orElse(0);
    int value = figures.stream().mapToInt(f -> Quantities.text(f).length()).max().orElse(0);
    String before = "";
    for (Figure figure : figures) {
      String source = figure.source().equals(before) ? "″" : figure.source();
      before = figure.source();
      String format = "%-" + label + "s  %" + value + "s  %s";
      console.line(
          String.format(Locale.ROOT, format, figure.label(), Quantities.text(figure), source));
    }
  }

  /// @param chosen the run's own split of the same operations, as the first row
  static void showLaws(Console console, Allocation chosen, List<Allocation> laws) {
    console.line("the same operations, spent by");
    List<List<String>> rows = new ArrayList<>();
    rows.add(row(chosen));
    laws.forEach(law -> rows.add(row(law)));
    console.table(List.of("", "parameters", "tokens", "tokens/parameter"), rows);
    laws.stream()
        .collect(Collectors.groupingBy(Allocation::caution, TreeMap::new, Collectors.toList()))
        .forEach((caution, same) ->
            console.line(
                same.stream().map(Allocation::law).collect(Collectors.joining("; "))
                    + ": "
                    + caution));
  }

  private static List<String> row(Allocation law) {
    return List.of(
        law.law(),
        Quantities.scaled(law.parameters()),
        Quantities.scaled(law.tokens()),
        String.format(Locale.ROOT, "%.1f", law.tokensPerParameter()));
  }
}
