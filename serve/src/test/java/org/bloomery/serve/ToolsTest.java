package org.bloomery.serve;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNotEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.PrintStream;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import org.bloomery.artifact.ArtifactException;
import org.bloomery.artifact.BloomeryException;
import org.bloomery.artifact.Digests;
import org.bloomery.artifact.InputException;
import org.bloomery.artifact.ResourceException;
import org.bloomery.artifact.RunFileException;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class ToolsTest {
  @TempDir Path folder;

  private static String generate(String json) throws IOException {
    ByteArrayOutputStream bytes = new ByteArrayOutputStream();
    PrintStream out = new PrintStream(bytes, false, StandardCharsets.UTF_8);
    GenerateTool.run(ToolArguments.generate(new String[] {json}), out);
    return bytes.toString(StandardCharsets.UTF_8);
  }

  private static String request(Path directory, String more) {
    return "{\"directory\":" + Wire.text(directory.toString()) + more + "}";
  }

  @Test
  void generatesTheSameTextFromTheSameSeed() throws IOException {
    Path model = RecordedFolders.folder(4);
    String first = generate(request(model, ",\"prompt\":\"नमस्ते\",\"maxTokens\":20,\"seed\":1"));
    String again = generate(request(model, ",\"prompt\":\"नमस्ते\",\"maxTokens\":20,\"seed\":1"));
    String other = generate(request(model, ",\"prompt\":\"नमस्ते\",\"maxTokens\":20,\"seed\":2"));
    assertTrue(first.startsWith("नमस्ते") && first.endsWith(System.lineSeparator()), first);
    assertEquals(first, again);
    assertNotEquals(first, other);
    assertTrue(generate(request(model, ",\"prompt\":\"\",\"maxTokens\":3")).length() > 1);
  }

  @Test
  void continuesWithTheNewestCheckpointWhileTrainingGoesOn() throws IOException {
    Path run = folder.resolve("running");
    Path recorded = RecordedFolders.folder(4);
    Path checkpoint = run.resolve("training.partial/checkpoints/step-000120");
    Path weights = checkpoint.resolve("weights.safetensors");
    Files.createDirectories(checkpoint);
    Files.createDirectories(run.resolve("training.partial/model"));
    Files.createDirectories(run.resolve("tokenizer"));
    Files.copy(recorded.resolve("config.json"), run.resolve("training.partial/model/config.json"));
    String request = request(run, ",\"prompt\":\"नमस्ते\",\"maxTokens\":20,\"seed\":1");
    assertThrows(ResourceException.class, () -> generate(request));
    Files.copy(recorded.resolve("tokenizer.json"), run.resolve("tokenizer/tokenizer.json"));
    Files.copy(recorded.resolve("model.safetensors"), weights);
    Files.writeString(
        checkpoint.resolve("digests.json"),
        "{\"files\":{\"weights.safetensors\":{\"bytes\":%d,\"sha256\":\"%s\"}}}"
            .formatted(Files.size(weights), Digests.sha256(weights)));
    String expected =
        generate(request(recorded, ",\"prompt\":\"नमस्ते\",\"maxTokens\":20,\"seed\":1"));
    assertEquals(expected, generate(request));
    List<String> said = new ArrayList<>();
    try (ServedModel served = ServedModel.open(run, said::add)) {
      assertEquals("running-step-120", served.id());
    }
    assertEquals(List.of("step 120 of a training that has not ended yet"), said);
    assertEquals(
        expected,
        generate(request(checkpoint, ",\"prompt\":\"नमस्ते\",\"maxTokens\":20,\"seed\":1")));
  }

  @Test
  void refusesAPromptThatFillsTheContext() {
    Path model = RecordedFolders.folder(4);
    assertThrows(
        InputException.class,
        () -> generate(request(model, ",\"prompt\":\"" + "ॐ".repeat(4000) + "\"")));
  }

  @Test
  void refusesArgumentsThatAreOutOfRange() {
    for (String wrong :
        List.of("\"maxTokens\":0", "\"temperature\":-1", "\"topP\":0", "\"topK\":-1")) {
      assertThrows(
          RunFileException.class,
          () -> ToolArguments.generate(new String[] {request(folder, "," + wrong)}));
    }
    assertThrows(RunFileException.class, () -> ToolArguments.serve(new String[] {"{}"}));
    assertThrows(RunFileException.class, () -> ToolArguments.serve(new String[] {"nonsense"}));
    assertThrows(
        RunFileException.class,
        () -> ToolArguments.serve(new String[] {request(folder, ",\"port\":70000")}));
    ServeRequest plain = ToolArguments.serve(new String[] {request(folder, "")});
    assertEquals("127.0.0.1", plain.host());
  }

  @Test
  void findsTheModelOfARun() throws IOException {
    Path run = folder.resolve("my-run");
    copy(RecordedFolders.folder(4), run.resolve("training/model"), "config.json");
    copy(RecordedFolders.folder(4), run.resolve("training/model"), "model.safetensors");
    String noTokenizer = sentence(ResourceException.class, run);
    assertTrue(noTokenizer.contains("tokenizer.json"), noTokenizer);
    copy(RecordedFolders.folder(4), run.resolve("tokenizer"), "tokenizer.json");
    assertEquals(run.resolve("training/model"), ModelFolder.find(run).model());
    assertEquals(run.resolve("tokenizer"), ModelFolder.find(run).tokenizer());
    copy(RecordedFolders.folder(6), run.resolve("release"), "config.json");
    copy(RecordedFolders.folder(6), run.resolve("release"), "model.safetensors");
    copy(RecordedFolders.folder(6), run.resolve("release"), "tokenizer.json");
    assertEquals(run.resolve("release"), ModelFolder.find(run).model());
    assertEquals("my-run", ModelFolder.find(run).name());
    assertEquals("my-run", ModelFolder.find(run.resolve("release")).name());
  }

  @Test
  void saysWhereItLookedInVain() {
    String message = sentence(ResourceException.class, folder);
    assertTrue(message.contains("config.json") && message.contains("release"), message);
    assertTrue(sentence(ResourceException.class, folder.resolve("none")).contains("none"));
  }

  @Test
  void refusesATokenizerThatIsTooLargeForTheModel() throws IOException {
    copy(RecordedFolders.folder(4), folder, "model.safetensors");
    copy(RecordedFolders.folder(4), folder, "config.json");
    String tokenizer = Files.readString(RecordedFolders.folder(4).resolve("tokenizer.json"));
    Files.writeString(
        folder.resolve("tokenizer.json"),
        tokenizer.replace(
            "\"added_tokens\": [",
            "\"added_tokens\": [{\"id\":400,\"content\":\"<x>\",\"single_word\":false,\"lstrip\":false,\"rstrip\":false,\"normalized\":false,\"special\":true},"));
    assertThrows(ArtifactException.class, () -> ServedModel.open(folder, _ -> {}).close());
  }

  @Test
  void refusesAModelThatWasCutShort() throws IOException {
    copy(RecordedFolders.folder(4), folder, "config.json");
    copy(RecordedFolders.folder(4), folder, "tokenizer.json");
    byte[] weights = Files.readAllBytes(RecordedFolders.folder(4).resolve("model.safetensors"));
    Files.write(folder.resolve("model.safetensors"), Arrays.copyOf(weights, weights.length - 1));
    ArtifactException e =
        assertThrows(ArtifactException.class, () -> ServedModel.open(folder, _ -> {}).close());
    assertEquals(4, e.exitCode());
    assertTrue(String.valueOf(e.getMessage()).contains("cut short"), e.getMessage());
  }

  @Test
  void namesThePortThatIsInUseAndTheRemedy() throws IOException {
    try (ServerSocket taken = new ServerSocket(0, 1, InetAddress.getLoopbackAddress());
        ServedModel served = ServedModel.open(RecordedFolders.folder(4), _ -> {})) {
      int port = taken.getLocalPort();
      ResourceException e =
          assertThrows(
              ResourceException.class, () -> ApiServer.start(served, "127.0.0.1", port).close());
      assertEquals(5, e.exitCode());
      String message = String.valueOf(e.getMessage());
      assertTrue(message.contains(String.valueOf(port)) && message.contains("--port"), message);
      assertThrows(
          ResourceException.class,
          () -> ApiServer.start(served, "no-such-host.invalid", 0).close());
    }
  }

  private static <E extends BloomeryException> String sentence(Class<E> kind, Path directory) {
    return String.valueOf(assertThrows(kind, () -> ModelFolder.find(directory)).getMessage());
  }

  private static void copy(Path from, Path to, String name) throws IOException {
    Files.createDirectories(to);
    Files.copy(from.resolve(name), to.resolve(name));
  }
}
