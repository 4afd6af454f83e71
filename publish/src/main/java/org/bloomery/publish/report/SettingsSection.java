package org.bloomery.publish.report;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.bloomery.artifact.ResourceException;
import org.bloomery.artifact.page.Html;
import org.bloomery.publish.RunFolder;

/// Every setting with its origin.
final class SettingsSection {
  private SettingsSection() {}

  static String of(RunFolder run) {
    Path settings = run.root().resolve("resolved.toml");
    if (!Files.exists(settings)) {
      return "";
    }
    try {
      return new Html()
          .open("details", "open", "open")
          .element("summary", "Every value, and where it came from")
          .element("pre", Files.readString(settings), "tabindex", "0")
          .close("details")
          .toString();
    } catch (IOException e) {
      throw new ResourceException(settings + " cannot be read: " + e.getMessage(), e);
    }
  }
}
