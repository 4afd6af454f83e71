package org.bloomery.artifact.stage;

import com.fasterxml.jackson.databind.JsonNode;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.TreeSet;
import org.bloomery.artifact.Json;

/// Says in words how the settings and inputs of two runs differ.
public final class Changes {
  private static final int SHOWN = 12;

  private Changes() {}

  /// For example `learningRate was 0.001 and is 0.002; the input shards has changed`.
  public static String between(Map<?, ?> before, Map<String, Object> now) {
    Map<String, String> old = leaves(before);
    Map<String, String> present = leaves(now);
    TreeSet<String> names = new TreeSet<>(old.keySet());
    names.addAll(present.keySet());
    List<String> changes = new ArrayList<>();
    for (String name : names) {
      String was = old.getOrDefault(name, "not stated");
      String is = present.getOrDefault(name, "not stated");
      if (!was.equals(is)) {
        changes.add(sentence(name, was, is));
      }
    }
    int more = changes.size() - SHOWN;
    return String.join("; ", more > 0 ? changes.subList(0, SHOWN) : changes)
        + (more > 0 ? "; and " + more + " more" : "");
  }

  private static String sentence(String name, String was, String is) {
    return name.startsWith("inputs.")
        ? "the input " + name.substring("inputs.".length()) + " has changed"
        : name.replaceFirst("^settings\\.", "") + " was " + was + " and is " + is;
  }

  private static Map<String, String> leaves(Map<?, ?> parts) {
    Map<String, String> leaves = new TreeMap<>();
    // Read back as maps, records in lists have sorted keys on both sides.
    Map<?, ?> sorted = Json.parse(Json.line(parts), Map.class);
    addLeaves("", Json.MAPPER.valueToTree(sorted), leaves);
    return leaves;
  }

  private static void addLeaves(String path, JsonNode node, Map<String, String> leaves) {
    if (node.isObject() && !node.isEmpty()) {
      node.properties()
          .forEach(entry ->
              addLeaves(
                  path.isEmpty() ? entry.getKey() : path + "." + entry.getKey(),
                  entry.getValue(),
                  leaves));
    } else if (node.isArray() && !node.isEmpty() && node.get(0).isObject()) {
      for (int i = 0; i < node.size(); i++) {
        addLeaves(path + "[" + i + "]", node.get(i), leaves);
      }
    } else {
      leaves.put(path, node.isTextual() ? node.asText() : node.toString());
    }
  }
}
