package org.bloomery.curate.contamination;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.bloomery.artifact.InputException;
import org.bloomery.artifact.run.corpus.ContaminationSettings.TaskFile;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class ItemIndexTest {
  private static final String QUESTION =
      "Which river carried the ore barges down to the furnaces before the railway came?";

  @TempDir private Path folder;

  private static List<ItemIndex.Hit> find(double overlap, String text, String... items) {
    ItemIndex index = new ItemIndex(8, 4, overlap);
    for (String item : items) {
      index.add(item);
    }
    return index.find(text);
  }

  @Test
  void findsItemsWhateverStandsAroundThemAndHoweverTheyAreSet() {
    String page =
        "Quiz. " + QUESTION.toUpperCase(java.util.Locale.ROOT).replace(" ", " — ") + " Ha!";
    assertEquals(
        List.of(new ItemIndex.Hit(1, 1)), find(1, page, "An item of some other words", QUESTION));
  }

  @Test
  void aPartOfAnItemCountsByItsShareOfRuns() {
    // 14 tokens have 7 runs of 8; the first 11 tokens hold 4 of them.
    String part = QUESTION.substring(0, QUESTION.indexOf(" the railway"));
    assertEquals(List.of(new ItemIndex.Hit(0, 4.0 / 7)), find(0.5, part, QUESTION));
    assertEquals(List.of(), find(0.6, part, QUESTION));
    assertEquals(List.of(new ItemIndex.Hit(0, 4.0 / 7)), find(0.5, part + " x " + part, QUESTION));
  }

  @Test
  void anItemShorterThanARunIsFoundWholeOnly() {
    String item = "Five words make an item";
    assertEquals(List.of(new ItemIndex.Hit(0, 1)), find(1, "Here: five words make an item.", item));
    assertEquals(List.of(), find(1, "Here: five words make an", item));
    assertEquals(List.of(), find(1, "make an item", item));
  }

  @Test
  void itemsTooShortToSayAnythingAreCounted() {
    ItemIndex index = new ItemIndex(8, 4, 1);
    assertFalse(index.add("Yes, it is"));
    assertTrue(index.add("Yes, it is so"));
    assertEquals(1, index.tooShort());
    assertEquals(2, index.count());
    assertEquals(List.of(new ItemIndex.Hit(1, 1)), index.find("yes it is so"));
  }

  @Test
  void languagesWithoutSpacesAreComparedByCharacters() {
    assertEquals(List.of(new ItemIndex.Hit(0, 1)), find(1, "他问：铁矿石是怎样运到炉子的呢？", "铁矿石是怎样运到炉子"));
  }

  @Test
  void manyItemsWithTheSameRunAreAllFound() {
    String[] items = new String[500];
    java.util.Arrays.setAll(items, i -> QUESTION + " number " + i);
    assertEquals(500, find(0.5, QUESTION, items).size());
  }

  @Test
  void readsEveryFormatOfItems() throws IOException {
    Path jsonl =
        Files.writeString(
            folder.resolve("a.jsonl"),
            "{\"q\": \"one\", \"c\": [\"two\", {\"t\": \"three\"}]}\n\n{\"q\": \"x\", \"c\": null}\n");
    assertEquals(
        List.of("one\ntwo\nthree\n", "x\n"),
        ItemReader.read(new TaskFile("a", jsonl, List.of("q", "c"))));
    Path json = Files.writeString(folder.resolve("b.json"), "[{\"q\": {\"x\": \"deep\"}}]");
    assertEquals(List.of("deep\n"), ItemReader.read(new TaskFile("b", json, List.of("q.x"))));
    Path tsv = Files.writeString(folder.resolve("c.tsv"), "1\tfirst\tA\n2\tsecond\tB\n");
    assertEquals(
        List.of("first\nA\n", "second\nB\n"),
        ItemReader.read(new TaskFile("c", tsv, List.of("2", "3"))));
    Path txt = Files.writeString(folder.resolve("d.txt"), "line one\n\nline two\n");
    assertEquals(List.of("line one", "line two"), ItemReader.read(new TaskFile("d", txt, null)));
  }

  @Test
  void saysWhatIsWrongWithATask() throws IOException {
    Path jsonl = Files.writeString(folder.resolve("a.jsonl"), "{\"q\": \"one\"}\n{\"p\": 1}\n");
    InputException missing =
        assertThrows(
            InputException.class, () -> ItemReader.read(new TaskFile("a", jsonl, List.of("q"))));
    assertTrue(
        String.valueOf(missing.getMessage()).contains("item 2 of task a has no field \"q\""));
    Path broken = Files.writeString(folder.resolve("b.jsonl"), "{\n");
    InputException notJson =
        assertThrows(
            InputException.class, () -> ItemReader.read(new TaskFile("b", broken, List.of("q"))));
    assertTrue(String.valueOf(notJson.getMessage()).contains("is not JSON"));
    Path empty = Files.writeString(folder.resolve("c.txt"), "\n");
    assertThrows(InputException.class, () -> ItemReader.read(new TaskFile("c", empty, null)));
  }
}
