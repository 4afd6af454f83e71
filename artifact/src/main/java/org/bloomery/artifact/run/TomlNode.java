package org.bloomery.artifact.run;

import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.IntStream;
import org.jspecify.annotations.Nullable;
import org.tomlj.TomlArray;
import org.tomlj.TomlPosition;
import org.tomlj.TomlTable;

/// A TOML value with the place where it was stated. Tables of a later layer add to and replace
/// those of an earlier one.
sealed interface TomlNode {
  /// Where the value stands, for example `runs/tiny.toml:3:1` or `--set`.
  String origin();

  record Table(Map<String, TomlNode> entries, String origin) implements TomlNode {}

  record Array(List<TomlNode> elements, String origin) implements TomlNode {}

  /// A value that holds no others.
  ///
  /// @param value a String, Long, Double, Boolean or date
  record Leaf(Object value, String origin) implements TomlNode {}

  static Table of(TomlTable table, String layer, String origin) {
    Map<String, TomlNode> entries = new LinkedHashMap<>();
    for (String key : table.keySet()) {
      Object value = table.get(List.of(key));
      if (value != null) {
        entries.put(key, node(value, layer, place(layer, table.inputPositionOf(List.of(key)))));
      }
    }
    return new Table(entries, origin);
  }

  private static TomlNode node(Object value, String layer, String origin) {
    return switch (value) {
      case TomlTable table -> of(table, layer, origin);
      case TomlArray array ->
          new Array(
              IntStream.range(0, array.size())
                  .mapToObj(i -> node(array.get(i), layer, place(layer, array.inputPositionOf(i))))
                  .toList(),
              origin);
      default -> new Leaf(value, origin);
    };
  }

  private static String place(String layer, @Nullable TomlPosition position) {
    return position == null || layer.startsWith("--")
        ? layer
        : layer + ":" + position.line() + ":" + position.column();
  }

  /// This table with the entries of a later layer laid over it.
  static Table merge(Table earlier, Table later) {
    Map<String, TomlNode> entries = new LinkedHashMap<>(earlier.entries());
    later
        .entries()
        .forEach((key, node) -> {
          TomlNode before = entries.get(key);
          entries.put(
              key, before instanceof Table a && node instanceof Table b ? merge(a, b) : node);
        });
    return new Table(entries, later.origin());
  }
}
