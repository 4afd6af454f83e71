package org.bloomery.train;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNotEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import org.bloomery.artifact.BloomeryException;
import org.bloomery.artifact.Console;
import org.bloomery.artifact.InputException;
import org.bloomery.artifact.ResourceException;
import org.bloomery.artifact.RunFileException;
import org.bloomery.artifact.run.DataSettings;
import org.bloomery.artifact.run.DataSettings.ValidationSet;
import org.bloomery.artifact.run.DataSettings.WeightedSet;
import org.bloomery.train.data.ListedTokens;
import org.bloomery.train.data.Samples;
import org.bloomery.train.data.WrittenShard;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/// Every set is filled with an id of its own, so that a sample tells where it comes from.
class TrainingDataTest {
  private static final int VOCABULARY = 100;
  private static final int COUNT = 200;

  @TempDir Path folder;
  private final Console console =
      new Console(
          new PrintStream(new ByteArrayOutputStream(), true, StandardCharsets.UTF_8),
          false,
          "test");

  private Path write(String name, int id, int sequences) throws IOException {
    List<int[]> list = new ArrayList<>();
    for (int s = 0; s < sequences; s++) {
      int[] tokens = new int[10];
      Arrays.fill(tokens, id);
      list.add(tokens);
    }
    Path prefix = folder.resolve(name);
    Files.createDirectories(prefix.resolveSibling(""));
    WrittenShard.write(prefix, new ListedTokens(list));
    return prefix;
  }

  @BeforeEach
  void writeOwnShards() throws IOException {
    write("shards/en", 1, 30);
    write("shards/fr", 2, 10);
    write("shards/heldout-en", 3, 2);
  }

  private TrainingData open(DataSettings settings) throws IOException {
    return TrainingData.open(folder.resolve("shards"), settings, VOCABULARY);
  }

  /// How many of the samples come from each id.
  private int[] counts(DataSettings settings) throws IOException {
    int[] counts = new int[VOCABULARY];
    try (TrainingData data = open(settings)) {
      Samples samples = data.samples(4, COUNT, 7, console);
      int[] sample = new int[5];
      for (int n = 0; n < COUNT; n++) {
        samples.read(n, sample, 0);
        counts[sample[0]]++;
      }
    }
    return counts;
  }

  @Test
  void setsFromElsewhereStandBesideTheRunsOwn() throws IOException {
    WeightedSet web = new WeightedSet("web", write("web", 9, 20), 3, null, null, null);
    int[] counts = counts(new DataSettings(1.0, null, List.of(web), null));
    assertEquals(COUNT * 3 / 4.0, counts[9], 1);
    assertEquals(COUNT * 3 / 16.0, counts[1], 1);
    assertEquals(COUNT / 16.0, counts[2], 1);
  }

  @Test
  void setsFromElsewhereStandInPlaceOfTheRunsOwn() throws IOException {
    WeightedSet web = new WeightedSet("web", write("web", 9, 20), 3, null, null, null);
    WeightedSet books = new WeightedSet("books", write("books", 8, 20), 1, null, null, null);
    int[] counts = counts(new DataSettings(null, null, List.of(web, books), null));
    assertEquals(COUNT, counts[8] + counts[9]);
    assertEquals(COUNT / 4.0, counts[8], 1);
  }

  @Test
  void ownLanguagesCanBeWeighed() throws IOException {
    int[] counts = counts(new DataSettings(null, Map.of("fr", 4.0, "en", 1.0), null, null));
    assertEquals(COUNT * 4 / 5.0, counts[2], 1);
    assertThrows(
        RunFileException.class,
        () -> counts(new DataSettings(null, Map.of("xx", 1.0), null, null)));
  }

  @Test
  void everySetHasItsOwnHeldOutText() throws IOException {
    WeightedSet web = new WeightedSet("web", write("web", 9, 20), 1, 0.1, null, null);
    ValidationSet news = new ValidationSet("news", write("news", 8, 5));
    try (TrainingData data = open(new DataSettings(1.0, null, List.of(web), List.of(news)))) {
      List<HeldOutSet> sets = data.heldOut(4, 3);
      assertEquals(List.of("en", "news", "web"), sets.stream().map(HeldOutSet::language).toList());
      assertEquals(8, sets.get(1).windows().getFirst()[0]);
      assertEquals(9, sets.get(2).windows().getFirst()[0]);
    }
    ValidationSet same = new ValidationSet("en", news.prefix());
    assertThrows(
        RunFileException.class, () -> open(new DataSettings(1.0, null, null, List.of(same))));
  }

  @Test
  void refusesWhatCannotBeTrainedOn() throws IOException {
    Path foreign = write("foreign", VOCABULARY, 3);
    DataSettings wrongIds =
        new DataSettings(
            null, null, List.of(new WeightedSet("x", foreign, 1, null, null, null)), null);
    refused(InputException.class, "token id 100", wrongIds);
    WeightedSet missing = new WeightedSet("x", folder.resolve("nowhere"), 1, null, null, null);
    String said =
        String.valueOf(
            assertThrows(
                    ResourceException.class,
                    () -> OutsideData.digests(new DataSettings(null, null, List.of(missing), null)))
                .getMessage());
    assertTrue(said.contains("nowhere.idx for the set x"), said);
    assertThrows(
        IllegalArgumentException.class, () -> new WeightedSet("x", foreign, 0, null, null, null));
    assertThrows(IllegalArgumentException.class, () -> new DataSettings(null, null, null, null));
  }

  private void refused(
      Class<? extends BloomeryException> kind, String part, DataSettings settings) {
    String said = String.valueOf(assertThrows(kind, () -> open(settings)).getMessage());
    assertTrue(said.contains(part), said);
  }

  @Test
  void aChangedSetHasAnotherDigest() throws IOException {
    WeightedSet web = new WeightedSet("web", write("web", 9, 20), 1, null, null, null);
    DataSettings settings = new DataSettings(null, null, List.of(web), null);
    Map<String, String> before = OutsideData.digests(settings);
    write("web", 9, 21);
    assertNotEquals(before, OutsideData.digests(settings));
  }
}
