package org.bloomery.evaluate;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import org.bloomery.artifact.Document;
import org.junit.jupiter.api.Test;

class ChoiceTaskTest {
  private final List<Document> documents = Texts.documents("en", 30, 4);

  @Test
  void sameSeedGivesTheSameItems() {
    assertEquals(ChoiceTask.items(documents, 7, 20), ChoiceTask.items(documents, 7, 20));
    assertFalse(ChoiceTask.items(documents, 7, 20).equals(ChoiceTask.items(documents, 8, 20)));
  }

  @Test
  void answerContinuesTheContextInItsDocument() {
    List<ChoiceItem> items = ChoiceTask.items(documents, 7, 30);
    assertEquals(30, items.size());
    for (ChoiceItem item : items) {
      String text =
          documents.stream().filter(d -> d.id().equals(item.id())).findFirst().orElseThrow().text();
      String answer = item.choices().get(item.answer());
      assertTrue(text.startsWith(item.context() + answer), item.toString());
      assertTrue(answer.startsWith(" ") && !item.context().endsWith(" "), item.toString());
      assertEquals(4, new HashSet<>(item.choices()).size());
    }
  }

  @Test
  void answersAreSpreadOverAllPlaces() {
    HashSet<Integer> places = new HashSet<>();
    ChoiceTask.items(documents, 7, 30).forEach(item -> places.add(item.answer()));
    assertEquals(4, places.size());
  }

  @Test
  void threeDocumentsMakeNoItem() {
    assertTrue(ChoiceTask.items(documents.subList(0, 3), 7, 10).isEmpty());
  }

  @Test
  void textWithoutSpacesIsCutBetweenCharacters() {
    List<Document> chinese = new ArrayList<>();
    for (int d = 0; d < 5; d++) {
      chinese.add(Texts.document("zh" + d, "zh", ("𠮷鐵爐" + (char) ('甲' + d)).repeat(200)));
    }
    for (ChoiceItem item : ChoiceTask.items(chinese, 1, 5)) {
      assertEquals(240, item.context().codePointCount(0, item.context().length()));
      item.choices().forEach(c -> assertEquals(80, c.codePointCount(0, c.length())));
    }
  }

  @Test
  void shortDocumentsAreLeftOut() {
    List<Document> mixed = new ArrayList<>(documents);
    mixed.add(0, Texts.document("short", "en", "Too short."));
    assertEquals(ChoiceTask.items(documents, 7, 10), ChoiceTask.items(mixed, 7, 10));
  }
}
