package org.bloomery.bench;

import com.fasterxml.jackson.databind.JsonNode;
import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import org.bloomery.artifact.CompressedFiles;
import org.bloomery.artifact.Document;
import org.bloomery.artifact.Json;
import org.bloomery.artifact.run.CurateSettings;
import org.bloomery.artifact.run.RunFile;
import org.bloomery.artifact.run.corpus.Use;
import org.bloomery.artifact.source.SourceCard;
import org.bloomery.curate.operator.DocumentView;
import org.bloomery.curate.operator.Operator;
import org.bloomery.curate.operator.Operators;
import org.bloomery.curate.operator.Verdict;

/// Applies operators to texts on one thread, several passes in one fresh process, and prints one
/// JSON line: the rates of the passes, and how many texts each reason dropped.
///
/// Arguments: the run file, the texts, how many of them, the passes, and the operators or chains.
/// Texts count as English; chains that identify languages do so all the same.
public final class CurateBench {
  private CurateBench() {}

  public static void main(String[] arguments) throws IOException {
    CurateSettings settings = RunFile.load(Path.of(arguments[0]), List.of()).run().curate();
    List<String> texts = texts(Path.of(arguments[1]), Integer.parseInt(arguments[2]));
    int passes = Integer.parseInt(arguments[3]);
    List<Operator> operators = new ArrayList<>();
    for (String name : Operators.names(Arrays.asList(arguments[4].split(",")))) {
      operators.add(Operators.make(name, settings, card()));
    }
    long bytes = 0;
    for (String text : texts) {
      bytes += text.getBytes(StandardCharsets.UTF_8).length;
    }
    List<Double> documentsPerSecond = new ArrayList<>();
    List<Double> megabytesPerSecond = new ArrayList<>();
    Map<String, Integer> dropped = new TreeMap<>();
    for (int pass = 0; pass < passes; pass++) {
      dropped.clear();
      long start = System.nanoTime();
      for (String text : texts) {
        String reason = reason(operators, text);
        if (!reason.isEmpty()) {
          dropped.merge(reason, 1, Integer::sum);
        }
      }
      double seconds = (System.nanoTime() - start) / 1e9;
      documentsPerSecond.add(texts.size() / seconds);
      megabytesPerSecond.add(bytes / 1e6 / seconds);
    }
    System.out.println(
        Json.line(
            Map.of("docs_s", documentsPerSecond, "mb_s", megabytesPerSecond, "dropped", dropped)));
  }

  private static String reason(List<Operator> operators, String text) {
    Document document =
        new Document("", text, "en", 1, "", "", null, new Document.Origin("", 0, 0), List.of());
    DocumentView view = DocumentView.of(document);
    for (Operator operator : operators) {
      switch (operator.apply(view)) {
        case Verdict.Drop drop -> {
          return drop.reason();
        }
        case Verdict.Keep(Document kept) -> view = view.next(kept);
      }
    }
    return "";
  }

  private static SourceCard card() {
    return new SourceCard(
        "bench",
        "",
        "",
        List.of(SourceCard.IDENTIFY),
        null,
        "",
        new SourceCard.Licence("", "", List.of(Use.TRAIN), null),
        "",
        SourceCard.Availability.CLOSED,
        SourceCard.PersonalDataRisk.NONE,
        "",
        "",
        "",
        null,
        null,
        new SourceCard.Format("lines", null, null, null));
  }

  private static List<String> texts(Path file, int most) throws IOException {
    List<String> texts = new ArrayList<>();
    try (BufferedReader lines =
        new BufferedReader(
            new InputStreamReader(CompressedFiles.open(file), StandardCharsets.UTF_8))) {
      for (String line = lines.readLine();
          line != null && texts.size() < most;
          line = lines.readLine()) {
        JsonNode text = Json.MAPPER.readTree(line).get("text");
        texts.add(text.asText());
      }
    }
    return texts;
  }
}
