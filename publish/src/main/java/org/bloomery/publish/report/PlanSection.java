package org.bloomery.publish.report;

import com.fasterxml.jackson.databind.JsonNode;
import java.util.ArrayList;
import java.util.List;
import org.bloomery.artifact.page.Html;
import org.bloomery.artifact.page.Numbers;
import org.bloomery.artifact.stage.StageName;
import org.bloomery.publish.RunFolder;

/// How scaling laws would have spent the same operations.
final class PlanSection {
  private PlanSection() {}

  static String of(RunFolder run) {
    JsonNode plan = run.json(StageName.PLAN, "plan.json");
    if (!plan.has("laws")) {
      return "";
    }
    List<List<String>> rows = new ArrayList<>();
    for (JsonNode law : plan.path("laws")) {
      double parameters = law.path("parameters").asDouble();
      double tokens = law.path("tokens").asDouble();
      rows.add(
          List.of(
              law.path("law").asText(),
              Numbers.brief(parameters),
              Numbers.brief(tokens),
              Numbers.decimals(tokens / parameters, 1)));
    }
    return new Html()
        .table(
            "What scaling laws would choose for the same operations",
            List.of("law", "parameters", "tokens", "tokens a parameter"),
            rows)
        .toString();
  }
}
