package org.bloomery.publish.report;

import com.fasterxml.jackson.databind.JsonNode;
import org.bloomery.artifact.page.Html;
import org.bloomery.artifact.stage.StageName;
import org.bloomery.publish.RunFolder;

/// A continuation in each language, in its own direction of writing.
final class SampleSection {
  private SampleSection() {}

  static String of(RunFolder run) {
    JsonNode samples = run.json(StageName.EVALUATION, "samples.json").path("samples");
    if (samples.isEmpty()) {
      return "";
    }
    Html html = new Html();
    html.element(
        "p",
        "The bold words are the beginning of a held-out document; the model wrote the rest. Nothing"
            + " was chosen by hand.");
    html.open("div", "class", "samples");
    for (JsonNode sample : samples) {
      String language = sample.path("language").asText();
      html.open("figure").element("figcaption", language);
      if (language.equals("code")) {
        html.open("blockquote", "dir", "ltr", "translate", "no");
      } else {
        html.open("blockquote", "lang", language, "dir", "auto");
      }
      html.open("q")
          .text(sample.path("prompt").asText())
          .raw("</q>"); // no line break: it would show
      html.text(sample.path("continuation").asText());
      html.close("blockquote").close("figure");
    }
    return html.close("div").toString();
  }
}
