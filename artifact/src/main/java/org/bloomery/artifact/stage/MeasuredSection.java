package org.bloomery.artifact.stage;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;

/// The one part of a Markdown file that may differ from run to run (times, energy), between two
/// marks. Manifests digest such a file without it.
public final class MeasuredSection {
  public static final String BEGIN = "<!-- measured: begin -->";
  public static final String END = "<!-- measured: end -->";

  private MeasuredSection() {}

  /// The text without what was measured: the same in every run. Text without the marks is
  /// unchanged.
  public static String without(String text) {
    int begin = text.indexOf(BEGIN);
    int end = text.indexOf(END);
    return begin < 0 || end < begin ? text : text.substring(0, begin) + text.substring(end);
  }

  /// Whether the file is of a kind that may have such a section.
  static boolean isPossible(Path file) {
    return file.getFileName().toString().endsWith(".md");
  }

  /// The bytes of the file without what was measured.
  static byte[] digestedBytes(Path file) throws IOException {
    return without(Files.readString(file)).getBytes(StandardCharsets.UTF_8);
  }
}
