package org.bloomery.plan.audit;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import org.bloomery.artifact.AtomicFiles;
import org.bloomery.artifact.Console;
import org.bloomery.artifact.Json;
import org.bloomery.artifact.RunFileException;
import org.bloomery.plan.audit.Audit.Finding;
import org.bloomery.plan.audit.Audit.Verdict;

/// `bloomery plan audit TABLE.csv`: shows each row's recomputed PF-days and what is wrong with it,
/// and writes `audit.json`. Rows that do not follow are findings, not errors: a script reads their
/// number from `flagged`.
public final class AuditTool {
  /// @param table the CSV file
  /// @param out folder for `audit.json`
  /// @param tolerance share up to which a value is only slightly off
  record Request(String table, String out, double tolerance) {}

  private AuditTool() {}

  /// Audits one table.
  ///
  /// @param request JSON that the command makes
  public static void run(String request, Console console) throws IOException {
    Request parsed = Json.parse(request, Request.class);
    if (!(parsed.tolerance() >= 0)) {
      throw new RunFileException(
          "--tolerance "
              + parsed.tolerance()
              + " is no share; give 0 or more, such as 0.01 for 1%");
    }
    AuditTable table = AuditTable.read(Path.of(parsed.table()));
    Audit audit = Audit.of(table.rows(), parsed.tolerance());
    if (!table.unused().isEmpty()) {
      console.line("columns not looked at: " + String.join(", ", table.unused()));
    }
    show(audit, console);
    Path file = Path.of(parsed.out()).resolve("audit.json");
    Files.createDirectories(Path.of(parsed.out()));
    AtomicFiles.write(
        file,
        Json.pretty(
            Map.of(
                "table", parsed.table(),
                "tolerance", parsed.tolerance(),
                "flagged", audit.flagged().size(),
                "source", audit.source(),
                "findings", audit.findings())));
    console.line("written: " + file);
  }

  private static void show(Audit audit, Console console) {
    List<List<String>> rows = new ArrayList<>();
    for (Finding finding : audit.findings()) {
      rows.add(
          List.of(
              finding.model(),
              finding.quantity(),
              grouped(finding.printed()),
              grouped(finding.recomputed()),
              finding.errorText(),
              words(finding.verdict())));
    }
    console.table(List.of("model", "", "printed", "recomputed", "error", ""), rows);
    for (Finding finding : audit.flagged()) {
      console.line(sentence(finding));
    }
    console.line(
        audit.findings().size()
            + " values: "
            + audit.count(Verdict.FOLLOWS)
            + " follow, "
            + audit.count(Verdict.SLIGHTLY_OFF)
            + " slightly off, "
            + audit.count(Verdict.WRONG)
            + " wrong");
  }

  static String sentence(Finding finding) {
    return finding.model()
        + ": printed "
        + grouped(finding.printed())
        + " "
        + finding.quantity()
        + ", recomputed "
        + grouped(finding.recomputed())
        + " ("
        + finding.errorText()
        + "): "
        + cause(finding);
  }

  private static String cause(Finding finding) {
    if (!finding.explanations().isEmpty()) {
      return String.join("; or ", finding.explanations());
    }
    String nothing = "nothing in the table explains it";
    return finding.impliedTokens() == null
        ? nothing
        : String.format(
            Locale.ROOT,
            nothing + "; by 6ND it would need %.4g tokens or %.4g parameters",
            finding.impliedTokens(),
            finding.impliedParameters());
  }

  private static String words(Verdict verdict) {
    return switch (verdict) {
      case FOLLOWS -> "follows";
      case SLIGHTLY_OFF -> "slightly off";
      case WRONG -> "does not follow";
    };
  }

  private static String grouped(double value) {
    String format = value == Math.rint(value) ? "%,.0f" : value >= 1000 ? "%,.1f" : "%.4g";
    return String.format(Locale.ROOT, format, value);
  }
}
