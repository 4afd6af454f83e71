package org.bloomery.plan.audit;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.fasterxml.jackson.databind.JsonNode;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import org.bloomery.artifact.BloomeryException;
import org.bloomery.artifact.Console;
import org.bloomery.artifact.Json;
import org.bloomery.plan.audit.Audit.Finding;
import org.bloomery.plan.audit.Audit.Verdict;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class AuditTest {
  /// Shipped as an example: `docs/examples`.
  private static final Path TABLE = Path.of("../docs/examples/training-compute-2022.csv");

  @TempDir Path folder = Path.of("");

  @Test
  void fiveOfSevenPublishedRowsFollowFromTheirSizesAndTokens() throws IOException {
    Audit audit = Audit.of(AuditTable.read(TABLE).rows(), 0.01);
    List<Double> recomputed = audit.findings().stream().map(Finding::recomputed).toList();
    double[] expected = {3645.8, 3708.3, 603.75, 3062.5, 9937.5, 4110.0, 5833.3};
    for (int i = 0; i < expected.length; i++) {
      assertEquals(expected[i], recomputed.get(i), 0.05, audit.findings().get(i).model());
    }
    assertEquals(5, audit.count(Verdict.FOLLOWS));
    assertEquals(1, audit.count(Verdict.SLIGHTLY_OFF));
    assertEquals(1, audit.count(Verdict.WRONG));
  }

  @Test
  void theRowOfLamdaWasMeasuredByItsHardware() throws IOException {
    Finding lamda = Audit.of(AuditTable.read(TABLE).rows(), 0.01).findings().get(5);
    assertEquals(-0.0010, lamda.relativeError(), 0.00005);
    assertEquals(
        "LaMDA: printed 4,106 PF-days, recomputed 4,110 (-0.10%): it equals 1.42 M accelerator-hours at"
            + " 69.5 TFLOP/s, the hardware's work instead of 6ND; by 6ND that is 431.6e9 tokens",
        AuditTool.sentence(lamda));
  }

  @Test
  void theRowOfGopherWasComputedWithTheParametersOfPanGu() throws IOException {
    Finding gopher = Audit.of(AuditTable.read(TABLE).rows(), 0.01).findings().get(6);
    assertEquals(-0.26, gopher.relativeError(), 0.005);
    assertEquals(Verdict.WRONG, gopher.verdict());
    assertEquals(
        List.of("it equals 6 × 207e9 × 300e9: the parameters are those of PanGu-α"),
        gopher.explanations());
  }

  @Test
  void slipsAreExplainedInWords() throws IOException {
    assertEquals(
        List.of("it equals 8ND, which counts every layer's recomputation"),
        explanations("x,175e9,300e9,4861"));
    assertEquals(List.of("it was cut off instead of rounded"), explanations("x,175e9,300e9,3645"));
    assertEquals(List.of("two digits of 3646 changed places"), explanations("x,175e9,300e9,3664"));
    assertEquals(List.of("it equals ten times 6ND"), explanations("x,175e9,300e9,36458"));
    assertEquals(
        List.of(
            "it equals 6 × 175e9 × 500e9: the tokens are those of y",
            "it is the value printed for y"),
        explanations("x,175e9,300e9,6076", "y,175e9,500e9,6076"));
    assertEquals(List.of(), explanations("x,175e9,300e9,4000"));
  }

  @Test
  void roundingReachesAsFarAsThePrintedDigits() throws IOException {
    assertEquals(Verdict.FOLLOWS, verdict("x,245e9,180e9,3063"));
    assertEquals(Verdict.FOLLOWS, verdict("x,245e9,180e9,3062"));
    assertEquals(Verdict.FOLLOWS, verdict("x,245e9,180e9,3062.5"));
    assertEquals(Verdict.SLIGHTLY_OFF, verdict("x,245e9,180e9,3062.6"));
    assertEquals(Verdict.FOLLOWS, verdict("x,245e9,180e9,3.1e3"));
  }

  @Test
  void theToolShowsFlagsAndWritesThem() throws IOException {
    ByteArrayOutputStream bytes = new ByteArrayOutputStream();
    PrintStream stream = new PrintStream(bytes, true, StandardCharsets.UTF_8);
    String request =
        Json.line(Map.of("table", TABLE.toString(), "out", folder.toString(), "tolerance", 0.01));
    AuditTool.run(request, new Console(stream, false, "plan audit"));
    String shown = bytes.toString(StandardCharsets.UTF_8);
    assertTrue(shown.contains("the parameters are those of PanGu-α"), shown);
    assertTrue(shown.contains("7 values: 5 follow, 1 slightly off, 1 wrong"), shown);
    JsonNode json = Json.MAPPER.readTree(folder.resolve("audit.json").toFile());
    assertEquals(2, json.path("flagged").asInt());
    assertEquals("WRONG", json.path("findings").path(6).path("verdict").asText());
  }

  /// The paper's own hours: 18 weeks of 384 devices are 1,161,216.
  @Test
  void hoursAreHeldAgainstDevicesAndDays() throws IOException {
    Path file = folder.resolve("hours.csv");
    Files.writeString(
        file,
        "\uFEFF"
            + """
            model,layers,parameters,tokens,pf_days,accelerator_hours,devices,days
            planned,70,392B,165B,4491.7,"1,161,261",384,126
            as it is,70,392B,165B,4491.7,"1,161,216",384,126
            """);
    AuditTable table = AuditTable.read(file);
    assertEquals(List.of("layers"), table.unused());
    List<Finding> findings = Audit.of(table.rows(), 0.01).findings();
    assertEquals(4, findings.size());
    assertEquals(
        "planned: printed 1,161,261 accelerator-hours, recomputed 1,161,216 (+0.0039%): two digits"
            + " of 1161216 changed places",
        AuditTool.sentence(findings.get(1)));
    assertEquals(Verdict.FOLLOWS, findings.get(3).verdict());
  }

  @Test
  void badTablesAreRefusedByLine() throws IOException {
    assertRefused("model,parameters\n", ":1: column tokens is missing");
    assertRefused("model,parameters,tokens,pf_days\n", " has no rows");
    assertRefused(
        "model,parameters,tokens,pf_days\nx,many,1,1\n",
        ":2: parameters is \"many\"; it must be a number above zero, such as 175e9 or 175B");
    assertRefused("model,parameters,tokens,pf_days\nx,1,0,1\n", ":2: tokens is \"0\"");
    assertRefused("model,parameters,tokens,pf_days\nx,1,,1\n", ":2: tokens is empty");
    assertRefused("model,parameters,tokens,pf_days\nx,1,1\n", ":2: 3 cells under 4 columns");
    assertRefused("model,parameters,tokens,pf_days\n\"x,1,1,1\n", ":2: a quote is not closed");
    BloomeryException missing =
        assertThrows(BloomeryException.class, () -> AuditTable.read(folder.resolve("none.csv")));
    assertTrue(missing.getMessage().endsWith("does not exist; name a CSV file"));
  }

  private List<String> explanations(String... rows) throws IOException {
    return findings(rows).getFirst().explanations();
  }

  private Verdict verdict(String row) throws IOException {
    return findings(row).getFirst().verdict();
  }

  private List<Finding> findings(String... rows) throws IOException {
    Path file = folder.resolve("table.csv");
    Files.writeString(file, "model,parameters,tokens,pf_days\n" + String.join("\n", rows) + "\n");
    return Audit.of(AuditTable.read(file).rows(), 0.01).findings();
  }

  private void assertRefused(String text, String sentence) throws IOException {
    Path file = folder.resolve("bad.csv");
    Files.writeString(file, text);
    BloomeryException refused = assertThrows(BloomeryException.class, () -> AuditTable.read(file));
    assertTrue(refused.getMessage().contains(sentence), refused.getMessage());
  }
}
