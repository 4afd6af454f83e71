package org.bloomery.serve;

import java.io.FileDescriptor;
import java.io.FileOutputStream;
import java.io.IOException;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.List;
import java.util.function.BooleanSupplier;
import java.util.function.Consumer;
import org.bloomery.artifact.InputException;
import org.bloomery.artifact.stage.StageMain;
import org.bloomery.model.infer.Continuation;
import org.bloomery.serve.CompletionRequest.Prompt;

/// Continues a text on standard output, piece by piece as it is made: `bloomery generate`.
public final class GenerateTool {
  private GenerateTool() {}

  /// Takes one JSON object, see [GenerateRequest].
  public static void main(String[] arguments) {
    StageMain.exit(
        "generate",
        () -> {
          PrintStream out =
              new PrintStream(
                  new FileOutputStream(FileDescriptor.out), false, StandardCharsets.UTF_8);
          run(ToolArguments.generate(arguments), out);
          return 0;
        });
  }

  /// Writes prompt and continuation, and a line feed at the end.
  static void run(GenerateRequest wanted, PrintStream out) throws IOException {
    try (ServedModel served =
        ServedModel.open(
            Path.of(wanted.directory()), s -> System.err.println("bloomery generate: " + s))) {
      out.print(wanted.prompt());
      out.flush();
      generate(
          served,
          wanted,
          piece -> {
            out.print(piece.text());
            out.flush();
          },
          out::checkError);
      out.println();
      out.flush();
    }
  }

  private static void generate(
      ServedModel served, GenerateRequest wanted, Consumer<Piece> sink, BooleanSupplier cancelled) {
    int[] ids = served.tokenizer().encode(wanted.prompt());
    if (ids.length == 0) {
      ids = new int[] {served.config().eosTokenId()}; // what lies between documents
    }
    if (ids.length >= served.config().sequenceLength()) {
      throw new InputException(
          "The prompt has %d tokens and the model's context holds %d; shorten it."
              .formatted(ids.length, served.config().sequenceLength()));
    }
    CompletionRequest request =
        new CompletionRequest(
            List.of(new Prompt(ids, wanted.prompt())),
            wanted.maxTokens(),
            wanted.sampling(),
            1,
            1,
            wanted.stop(),
            null,
            false,
            true,
            false,
            false);
    try (Continuation continuation = served.decoder().start(ids)) {
      new SampleRun(served, request, continuation, 0).run(sink, cancelled);
    }
  }
}
