package org.bloomery.plan;

import java.io.IOException;
import org.bloomery.artifact.Console;
import org.bloomery.artifact.RunFileException;
import org.bloomery.artifact.stage.StageMain;
import org.bloomery.plan.audit.AuditTool;
import org.bloomery.plan.law.fit.DiagnoseTool;
import org.bloomery.plan.law.fit.FitTool;

/// `bloomery plan fit|diagnose|audit`: the planner's tools that take no run file. Takes the name of
/// the tool and a JSON object that the command makes.
public final class PlanTool {
  private PlanTool() {}

  public static void main(String[] arguments) {
    StageMain.exit(
        "plan " + arguments[0],
        () -> {
          run(arguments[0], arguments[1], Console.standard("plan " + arguments[0]));
          return 0;
        });
  }

  static void run(String operation, String request, Console console) throws IOException {
    switch (operation) {
      case "fit" -> FitTool.run(request, console);
      case "diagnose" -> DiagnoseTool.run(request, console);
      case "audit" -> AuditTool.run(request, console);
      case "check" -> CheckTool.run(request, console);
      case "explain" -> ExplainTool.run(request, console);
      default ->
          throw new RunFileException(operation + " is no tool of plan; use fit, diagnose or audit");
    }
  }
}
