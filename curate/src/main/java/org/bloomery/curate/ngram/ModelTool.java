package org.bloomery.curate.ngram;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.function.Consumer;
import java.util.stream.Stream;
import org.bloomery.artifact.CompressedFiles;
import org.bloomery.artifact.Console;
import org.bloomery.artifact.InputException;
import org.bloomery.artifact.Json;
import org.bloomery.artifact.LanguageCode;
import org.bloomery.artifact.ResourceException;
import org.bloomery.artifact.RunFileException;
import org.bloomery.curate.text.Keys;

/// `bloomery curate model`: trains the n-gram model of a language. One text in twenty, chosen by a
/// hash, is kept out of training, and the perplexities of these are printed, so that a limit can be
/// taken from there.
public final class ModelTool {
  private static final int HELD_OUT = 20;
  private static final int MOST_MEASURED = 20_000;
  private static final double[] QUANTILES = {0.5, 0.75, 0.9, 0.95, 0.99};

  private final Request request;
  private final NgramTrainer trainer;
  private final List<String> heldOut = new ArrayList<>();

  /// @param inputs JSONL files (plain, gz, zst) with the field `text`, text files with a text a
  ///   line, or folders of these
  /// @param unit `characters` or `words`
  /// @param arpa whether to write the text form, too
  record Request(
      List<String> inputs, String language, String out, int order, String unit, boolean arpa) {}

  private ModelTool(Request request) {
    this.request = request;
    LanguageCode.requireAll(List.of(request.language()));
    trainer =
        new NgramTrainer(Unit.valueOf(request.unit().toUpperCase(Locale.ROOT)), request.order());
  }

  /// Does what a JSON object asks for.
  public static void run(String json, Console console) throws IOException {
    Request request = Json.parse(json, Request.class);
    ModelTool tool;
    try {
      tool = new ModelTool(request);
    } catch (IllegalArgumentException e) {
      throw new RunFileException(String.valueOf(e.getMessage()));
    }
    tool.train(console);
  }

  private void train(Console console) throws IOException {
    for (String input : request.inputs()) {
      for (Path file : files(Path.of(input))) {
        read(file, this::add);
      }
    }
    if (trainer.texts() == 0) {
      throw new InputException(
          request.inputs() + " hold no text to learn from; name JSONL or text files with texts");
    }
    Path folder = Files.createDirectories(Path.of(request.out()));
    Path model = folder.resolve(request.language() + ".ngrams");
    trainer.write(model);
    console.line(
        String.format(
            Locale.ROOT,
            "%s: order %d over %s, %,d texts, %,d bytes",
            model,
            request.order(),
            request.unit(),
            trainer.texts(),
            Files.size(model)));
    if (request.arpa()) {
      trainer.writeArpa(folder.resolve(request.language() + ".arpa"));
    }
    try (NgramModel opened = NgramModel.open(model)) {
      double[] perplexities = heldOut.stream().mapToDouble(opened::perplexity).sorted().toArray();
      console.line(quantiles(perplexities));
    }
  }

  private void add(String text) {
    if (Long.remainderUnsigned(Keys.mix(Keys.of(text)), HELD_OUT) != 0) {
      trainer.add(text);
    } else if (heldOut.size() < MOST_MEASURED) {
      heldOut.add(text);
    }
  }

  private static String quantiles(double[] sorted) {
    if (sorted.length == 0) {
      return "no text was held out, so no perplexity is measured; give more texts";
    }
    List<String> parts = new ArrayList<>();
    for (double quantile : QUANTILES) {
      int at = Math.min(sorted.length - 1, (int) (quantile * sorted.length));
      parts.add(String.format(Locale.ROOT, "%.0f %%: %.1f", 100 * quantile, sorted[at]));
    }
    return String.format(Locale.ROOT, "perplexity of %,d held-out texts up to ", sorted.length)
        + String.join(", ", parts);
  }

  private static List<Path> files(Path input) throws IOException {
    if (!Files.exists(input)) {
      throw new ResourceException(input + " does not exist");
    }
    try (Stream<Path> walk = Files.walk(input)) {
      return walk.filter(Files::isRegularFile).sorted().toList();
    }
  }

  private static void read(Path file, Consumer<String> texts) throws IOException {
    boolean json = file.getFileName().toString().contains(".jsonl");
    try (BufferedReader lines =
        new BufferedReader(
            new InputStreamReader(CompressedFiles.open(file), StandardCharsets.UTF_8))) {
      long number = 0;
      for (String line = lines.readLine(); line != null; line = lines.readLine()) {
        number++;
        String text = json ? text(file, number, line) : line;
        if (!text.isBlank()) {
          texts.accept(text);
        }
      }
    }
  }

  private static String text(Path file, long number, String line) {
    if (line.isBlank()) {
      return "";
    }
    try {
      JsonNode value = Json.MAPPER.readTree(line).get("text");
      if (value != null && value.isTextual()) {
        return value.asText();
      }
    } catch (JsonProcessingException e) {
      throw new InputException(
          file + ":" + number + ": no JSON object (" + e.getOriginalMessage() + ")", e);
    }
    throw new InputException(file + ":" + number + ": no string in the field \"text\"");
  }
}
