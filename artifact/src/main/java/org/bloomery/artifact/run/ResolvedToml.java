package org.bloomery.artifact.run;

import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;

/// Writes settings back as TOML, each with its origin as a comment.
final class ResolvedToml {
  private ResolvedToml() {}

  static String write(TomlNode.Table table) {
    return write(table, "# Every setting of this run with its origin. Itself a valid run file.\n");
  }

  /// @param head comment lines at the top
  static String write(TomlNode.Table table, String head) {
    StringBuilder out = new StringBuilder(head);
    writeTable(table, "", out);
    return out.toString();
  }

  private static void writeTable(TomlNode.Table table, String path, StringBuilder out) {
    for (Map.Entry<String, TomlNode> entry : table.entries().entrySet()) {
      if (!(entry.getValue() instanceof TomlNode.Table)) {
        out.append(key(entry.getKey()))
            .append(" = ")
            .append(inline(entry.getValue()))
            .append(comment(entry.getValue()))
            .append('\n');
      }
    }
    for (Map.Entry<String, TomlNode> entry : table.entries().entrySet()) {
      if (entry.getValue() instanceof TomlNode.Table child) {
        String name = path.isEmpty() ? key(entry.getKey()) : path + "." + key(entry.getKey());
        out.append("\n[").append(name).append("]\n");
        writeTable(child, name, out);
      }
    }
  }

  private static String comment(TomlNode node) {
    return node.origin().isEmpty() ? "" : "  # " + node.origin();
  }

  private static String inline(TomlNode node) {
    return switch (node) {
      case TomlNode.Leaf(String text, _) -> quote(text);
      case TomlNode.Leaf leaf -> leaf.value().toString();
      case TomlNode.Array array -> list(array.elements());
      case TomlNode.Table table ->
          table.entries().entrySet().stream()
              .map(e -> key(e.getKey()) + " = " + inline(e.getValue()))
              .collect(Collectors.joining(", ", "{ ", " }"));
    };
  }

  private static String list(List<TomlNode> elements) {
    return elements.stream().map(ResolvedToml::inline).collect(Collectors.joining(", ", "[", "]"));
  }

  private static String key(String key) {
    return key.matches("[A-Za-z0-9_-]+") ? key : quote(key);
  }

  private static String quote(String text) {
    StringBuilder out = new StringBuilder("\"");
    text.chars()
        .forEach(c -> {
          switch (c) {
            case '"' -> out.append("\\\"");
            case '\\' -> out.append("\\\\");
            case '\n' -> out.append("\\n");
            case '\t' -> out.append("\\t");
            default -> {
              if (c < 0x20 || c == 0x7F) {
                out.append(String.format(java.util.Locale.ROOT, "\\u%04X", c));
              } else {
                out.append((char) c);
              }
            }
          }
        });
    return out.append('"').toString();
  }
}
