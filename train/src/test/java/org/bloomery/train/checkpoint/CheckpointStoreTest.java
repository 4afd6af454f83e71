package org.bloomery.train.checkpoint;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.bloomery.artifact.ArtifactException;
import org.bloomery.train.checkpoint.CheckpointStore.Retention;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class CheckpointStoreTest {
  private static final Retention ALL = new Retention(Integer.MAX_VALUE, 0, 0);

  @TempDir Path folder;
  private final List<String> said = new ArrayList<>();
  private CheckpointStore store = new CheckpointStore(Path.of("."), said::add);

  @BeforeEach
  void openStore() {
    store = new CheckpointStore(folder.resolve("checkpoints"), said::add);
  }

  private Path write(long step) throws IOException {
    store.write(
        step, into -> Files.writeString(into.resolve("weights"), "weights of step " + step), ALL);
    store.await();
    return folder.resolve("checkpoints/step-%06d".formatted(step));
  }

  @Test
  void findsTheNewestByListing() throws IOException {
    assertEquals(Optional.empty(), store.newest());
    write(5);
    write(20);
    write(10);
    assertEquals(20, store.newest().orElseThrow().step());
    assertEquals(List.of(), said);
  }

  @Test
  void usesTheOneBeforeWhenTheNewestIsCutShortAndSaysSo() throws IOException {
    write(5);
    Path newest = write(10);
    Files.writeString(newest.resolve("weights"), "weights");
    assertEquals(5, store.newest().orElseThrow().step());
    assertEquals(1, said.size());
    assertTrue(said.getFirst().contains("is cut short or grown: 7 bytes where"), said.getFirst());
  }

  @Test
  void refusesWhenNoCheckpointIsWhole() throws IOException {
    Path only = write(5);
    Files.delete(only.resolve("weights"));
    ArtifactException refused = assertThrows(ArtifactException.class, store::newest);
    assertTrue(refused.toString().contains("weights is missing although digests.json lists it"));
    assertTrue(refused.toString().contains("delete that folder to train from the start"));
  }

  @Test
  void noticesOneChangedByte() throws IOException {
    Path only = write(5);
    Files.writeString(only.resolve("weights"), "weights of step 6");
    ArtifactException refused =
        assertThrows(ArtifactException.class, () -> CheckpointStore.verify(only));
    assertTrue(refused.toString().contains("does not have the SHA-256"));
  }

  @Test
  void refusesACheckpointWithoutDigests() throws IOException {
    Path only = write(5);
    Files.delete(only.resolve(CheckpointStore.DIGESTS));
    assertThrows(ArtifactException.class, () -> CheckpointStore.verify(only));
  }

  @Test
  void aKilledWriterLeavesTheOlderOnesAsTheyWere() throws IOException {
    write(5);
    assertThrows(
        IOException.class,
        () ->
            store.write(
                10,
                into -> {
                  Files.writeString(into.resolve("weights"), "wei");
                  throw new IOException("killed");
                },
                ALL));
    assertEquals(5, store.newest().orElseThrow().step());
    store.keep(new Retention(3, 0, 0));
    assertFalse(Files.exists(folder.resolve("checkpoints/step-000010.tmp")));
  }

  @Test
  void keepsOnlyTheNewest() throws IOException {
    for (int step = 1; step <= 5; step++) {
      write(step);
    }
    store.keep(new Retention(2, 0, 0));
    assertEquals(
        List.of(5L, 4L), store.list().stream().map(CheckpointStore.Checkpoint::step).toList());
  }

  private List<Long> steps() throws IOException {
    return store.list().stream().map(CheckpointStore.Checkpoint::step).toList();
  }

  @Test
  void keepsEveryFourthForGoodAndOneFromBeforeAStep() throws IOException {
    for (int step = 1; step <= 12; step++) {
      write(step);
    }
    store.keep(new Retention(1, 4, 8));
    assertEquals(List.of(12L, 8L, 7L, 4L), steps());
  }

  @Test
  void goesBackBeforeAStep() throws IOException {
    for (int step = 1; step <= 4; step++) {
      write(step);
    }
    assertTrue(store.goBackBefore(3));
    assertEquals(List.of(2L, 1L), steps());
    assertFalse(store.goBackBefore(1));
  }

  @Test
  void aDiskThatFailsInTheBackgroundIsNoticed() throws IOException {
    store.write(1, into -> Files.writeString(into.resolve("weights"), "w"), ALL);
    store.await();
    store.write(
        2,
        into -> {
          Path gone = into.resolve("weights");
          Files.createSymbolicLink(gone, folder.resolve("nowhere"));
        },
        ALL);
    assertThrows(IOException.class, store::await);
    assertEquals(1, store.newest().orElseThrow().step());
  }
}
