package org.bloomery.publish.report;

import java.util.Map;
import java.util.Optional;
import java.util.stream.Collectors;
import org.bloomery.artifact.Manifest;
import org.bloomery.artifact.StageName;
import org.bloomery.publish.RunFolder;

/// The way through the house, with what each stage counted and how long it took.
final class FlowSection {
  private static final int COUNTS_SHOWN = 2;

  private FlowSection() {}

  static String of(RunFolder run) {
    Html html = new Html().open("ol", "class", "flow", "aria-label", "Stages of the run");
    for (StageName stage : StageName.values()) {
      Optional<Manifest> manifest = run.manifest(stage);
      html.open("li").element("b", stage.verb());
      if (manifest.isEmpty()) {
        html.element("span", "not done");
      } else {
        html.element("span", counts(manifest.get().counts()));
        html.element(
            "span", Numbers.seconds(run.measured(stage).path("wallSeconds").asDouble(Double.NaN)));
      }
      html.close("li");
    }
    return html.close("ol").toString();
  }

  private static String counts(Map<String, Object> counts) {
    return counts.entrySet().stream()
        .filter(count -> count.getValue() instanceof Number)
        .limit(COUNTS_SHOWN)
        .map(count ->
            Numbers.brief(((Number) count.getValue()).doubleValue()) + " " + words(count.getKey()))
        .collect(Collectors.joining(", "));
  }

  /// A name in camel case as words.
  static String words(String name) {
    StringBuilder words = new StringBuilder();
    for (int i = 0; i < name.length(); i++) {
      char c = name.charAt(i);
      words.append(Character.isUpperCase(c) ? " " + Character.toLowerCase(c) : c);
    }
    return words.toString();
  }
}
