package org.bloomery.publish.report;

import org.bloomery.artifact.page.Html;
import org.bloomery.artifact.page.Numbers;
import org.bloomery.artifact.stage.Manifest;
import org.bloomery.artifact.stage.StageName;
import org.bloomery.publish.RunFolder;

/// Links to the manifests: every number of the page can be followed to the files it came from.
final class ManifestSection {
  private static final int KEY_CHARACTERS = 12;

  private ManifestSection() {}

  static String of(RunFolder run) {
    Html html = new Html().raw("<div class=\"wide\">").open("table");
    html.element("caption", "The key is a digest of inputs, settings, seed and format version");
    html.open("thead").open("tr");
    for (String cell : new String[] {"stage", "key", "files", "bytes", "measured"}) {
      html.element("th", cell, "scope", "col");
    }
    html.close("tr").close("thead").open("tbody");
    boolean any = false;
    for (StageName stage : StageName.values()) {
      if (run.manifest(stage).isPresent()) {
        any = true;
        row(html, stage, run.manifest(stage).get());
      }
    }
    html.close("tbody").close("table").raw("</div>\n");
    return any ? html.toString() : "";
  }

  private static void row(Html html, StageName stage, Manifest manifest) {
    String folder = stage.folder() + "/";
    html.open("tr").open("th", "scope", "row");
    html.element("a", stage.folder(), "href", folder + Manifest.FILE).close("th");
    html.open("td").element("code", manifest.key().substring(0, KEY_CHARACTERS)).close("td");
    html.element("td", Numbers.whole(manifest.files().size()));
    html.element(
        "td",
        Numbers.megabytes(manifest.files().stream().mapToDouble(f -> (double) f.bytes()).sum()));
    html.open("td").element("a", "times", "href", folder + Manifest.MEASURED_FILE).close("td");
    html.close("tr");
  }
}
