package org.bloomery.artifact.stage;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import org.bloomery.artifact.ArtifactException;
import org.bloomery.artifact.AtomicFiles;
import org.bloomery.artifact.Console;
import org.bloomery.artifact.InputException;
import org.bloomery.artifact.ResourceException;
import org.bloomery.artifact.run.Run;
import org.bloomery.artifact.run.RunFile;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class StageRunTest {
  @TempDir Path folder;

  private final ByteArrayOutputStream printed = new ByteArrayOutputStream();
  private Run run = tiny();
  private int made;

  private static Run tiny() {
    Path root = Path.of(System.getProperty("bloomery.root", ".."));
    return RunFile.load(root.resolve("runs/tiny.toml"), List.of()).run();
  }

  @BeforeEach
  void start() {
    made = 0;
  }

  private record Letter(String letter, int bit) {}

  private record Setting(String letters, int count, List<Letter> list) {}

  /// A stage that writes one file, or fails half-way.
  private final class Letters implements Stage {
    private final StageName name;
    private final List<StageName> reads;
    private final String setting;
    private boolean failsHalfWay;
    private boolean isDear;

    Letters(StageName name, String setting, StageName... reads) {
      this.name = name;
      this.setting = setting;
      this.reads = List.of(reads);
    }

    @Override
    public StageName name() {
      return name;
    }

    @Override
    public int formatVersion() {
      return 1;
    }

    @Override
    public List<StageName> reads() {
      return reads;
    }

    @Override
    public boolean keepsUnfinishedWork() {
      return isDear;
    }

    @Override
    public Object settings(Run settings) {
      return new Setting(setting, 1, List.of(new Letter("z", 1)));
    }

    @Override
    public Map<String, Object> make(StageContext context) throws IOException {
      made++;
      Path half = context.target().resolve("half.txt");
      if (!Files.exists(half)) {
        Files.writeString(half, "half of " + setting);
      }
      if (failsHalfWay) {
        throw new InputException("the other half is missing");
      }
      Files.createDirectories(context.target().resolve("measured"));
      Files.writeString(context.target().resolve("measured/time.txt"), "" + System.nanoTime());
      Files.writeString(context.target().resolve("whole.txt"), "whole of " + setting);
      return Map.of("letters", setting.length());
    }
  }

  private boolean execute(Stage stage) throws IOException {
    try (RunDirectory directory = new RunDirectory(folder)) {
      directory.lock();
      Console console =
          new Console(new PrintStream(printed, true, StandardCharsets.UTF_8), false, "test");
      return new StageRun(stage, run, directory, console).execute();
    }
  }

  private String printed() {
    return printed.toString(StandardCharsets.UTF_8);
  }

  @Test
  void aFinishedStageIsNotRunAgainWhileItsKeyIsUnchanged() throws IOException {
    assertTrue(execute(new Letters(StageName.PLAN, "abc")));
    assertFalse(execute(new Letters(StageName.PLAN, "abc")));
    assertEquals(1, made);
    assertTrue(execute(new Letters(StageName.PLAN, "abcd")));
    assertEquals("whole of abcd", Files.readString(folder.resolve("plan/whole.txt")));
  }

  @Test
  void aStageRunsAgainWhenWhatItReadsHasChanged() throws IOException {
    execute(new Letters(StageName.PLAN, "abc"));
    execute(new Letters(StageName.CATALOGUE, "x", StageName.PLAN));
    assertFalse(execute(new Letters(StageName.CATALOGUE, "x", StageName.PLAN)));
    execute(new Letters(StageName.PLAN, "changed"));
    assertTrue(execute(new Letters(StageName.CATALOGUE, "x", StageName.PLAN)));
  }

  @Test
  void aFailedStageLeavesNoFolderAndGoesOnFromItsPartialWork() throws IOException {
    Letters failing = new Letters(StageName.PLAN, "abc");
    failing.failsHalfWay = true;
    assertThrows(InputException.class, () -> execute(failing));
    assertFalse(Files.exists(folder.resolve("plan")));
    Files.writeString(folder.resolve("plan.partial/half.txt"), "kept");
    execute(new Letters(StageName.PLAN, "abc"));
    assertEquals("kept", Files.readString(folder.resolve("plan/half.txt")));
    assertFalse(Files.exists(folder.resolve("plan.partial")));
    assertFalse(Files.exists(folder.resolve("plan/.parts.json")));
  }

  @Test
  void partialWorkOfOtherSettingsIsDiscarded() throws IOException {
    Letters failing = new Letters(StageName.PLAN, "abc");
    failing.failsHalfWay = true;
    assertThrows(InputException.class, () -> execute(failing));
    execute(new Letters(StageName.PLAN, "xyz"));
    assertEquals("half of xyz", Files.readString(folder.resolve("plan/half.txt")));
    assertTrue(printed().contains("starts over"), printed());
    assertTrue(printed().contains("letters was abc and is xyz"), printed());
  }

  @Test
  void dearWorkOfOtherSettingsIsSetAsideAndFoundAgain() throws IOException {
    Letters first = new Letters(StageName.TRAINING, "abc");
    first.failsHalfWay = true;
    first.isDear = true;
    assertThrows(InputException.class, () -> execute(first));
    Files.writeString(folder.resolve("training.partial/half.txt"), "days of work");
    Letters second = new Letters(StageName.TRAINING, "xyz");
    second.failsHalfWay = true;
    second.isDear = true;
    assertThrows(InputException.class, () -> execute(second));
    assertTrue(printed().contains("letters was abc and is xyz; what was done is kept in"));
    first.failsHalfWay = false;
    execute(first);
    assertTrue(printed().contains("goes on where these settings were left"), printed());
    assertEquals("days of work", Files.readString(folder.resolve("training/half.txt")));
    second.failsHalfWay = false;
    execute(second);
    assertEquals("half of xyz", Files.readString(folder.resolve("training/half.txt")));
  }

  @Test
  void aStageThatIsMadeAgainSaysWhy() throws IOException {
    execute(new Letters(StageName.PLAN, "abc"));
    execute(new Letters(StageName.CATALOGUE, "x", StageName.PLAN));
    execute(new Letters(StageName.PLAN, "changed"));
    execute(new Letters(StageName.CATALOGUE, "x", StageName.PLAN));
    assertTrue(printed().contains("made again, because letters was abc and is changed\n"));
    assertTrue(printed().contains("made again, because the input plan has changed"), printed());
  }

  @Test
  void aWholePartialFolderIsOnlyMovedIntoPlace() throws IOException {
    execute(new Letters(StageName.PLAN, "abc"));
    AtomicFiles.move(folder.resolve("plan"), folder.resolve("plan.partial"));
    assertTrue(execute(new Letters(StageName.PLAN, "abc")));
    assertEquals(1, made);
    assertTrue(Files.exists(folder.resolve("plan/manifest.json")));
  }

  @Test
  void measuredValuesAreNotDigested() throws IOException {
    execute(new Letters(StageName.PLAN, "abc"));
    Manifest first = Manifest.read(folder.resolve("plan"));
    assertEquals(
        List.of("half.txt", "whole.txt"),
        first.files().stream().map(Manifest.FileEntry::path).toList());
    AtomicFiles.deleteTree(folder.resolve("plan"));
    execute(new Letters(StageName.PLAN, "abc"));
    assertEquals(first, Manifest.read(folder.resolve("plan")));
    assertTrue(Files.exists(folder.resolve("plan/measured.json")));
  }

  @Test
  void anInputWhoseFilesWereChangedIsRefused() throws IOException {
    execute(new Letters(StageName.PLAN, "abc"));
    Files.writeString(folder.resolve("plan/whole.txt"), "whole of xyz");
    ArtifactException changed =
        assertThrows(
            ArtifactException.class,
            () -> execute(new Letters(StageName.CATALOGUE, "x", StageName.PLAN)));
    assertTrue(changed.getMessage().contains("SHA-256"), changed.getMessage());
    Files.writeString(folder.resolve("plan/whole.txt"), "short");
    ArtifactException cut =
        assertThrows(
            ArtifactException.class,
            () -> execute(new Letters(StageName.CATALOGUE, "x", StageName.PLAN)));
    assertTrue(cut.getMessage().contains("has 5 bytes"), cut.getMessage());
  }

  @Test
  void aMissingInputNamesTheCommandThatMakesIt() {
    ArtifactException missing =
        assertThrows(
            ArtifactException.class,
            () -> execute(new Letters(StageName.SHARDS, "x", StageName.TOKENIZER)));
    assertTrue(missing.getMessage().contains("bloomery tokenize"), missing.getMessage());
    assertEquals(4, missing.exitCode());
  }

  @Test
  void aSecondRunInTheSameDirectoryIsRefused() throws IOException {
    try (RunDirectory first = new RunDirectory(folder)) {
      first.lock();
      try (RunDirectory second = new RunDirectory(folder)) {
        ResourceException busy = assertThrows(ResourceException.class, second::lock);
        assertTrue(busy.getMessage().contains("in use"), busy.getMessage());
      }
    }
  }
}
