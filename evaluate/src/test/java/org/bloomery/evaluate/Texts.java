package org.bloomery.evaluate;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import org.bloomery.artifact.Document;
import org.bloomery.artifact.DocumentWriter;

/// Small documents for tests, made of a few sentences in random order.
final class Texts {
  private static final List<String> ENGLISH =
      List.of(
          "The smith laid the ore upon the charcoal and closed the door.",
          "By evening the bellows had been worked for nine hours.",
          "Nobody in the valley remembered who had built the first furnace.",
          "Iron came out of it like bread, grey and full of holes.",
          "She counted the hammer blows and wrote the number on the wall.",
          "In spring the river carried more water than the wheel could use.",
          "The old clerk asked for a receipt, and none could be found.");
  private static final List<String> GERMAN =
      List.of(
          "Der Schmied legte das Erz auf die Holzkohle und schloss die Tür.",
          "Am Abend war der Blasebalg neun Stunden lang getreten worden.",
          "Niemand im Tal wusste noch, wer den ersten Ofen gebaut hatte.",
          "Das Eisen kam heraus wie Brot, grau und voller Löcher.",
          "Sie zählte die Hammerschläge und schrieb die Zahl an die Wand.");

  private Texts() {}

  static List<Document> documents(String language, int count, long seed) {
    List<String> sentences = language.equals("de") ? GERMAN : ENGLISH;
    Random random = new Random(seed);
    List<Document> documents = new ArrayList<>();
    for (int d = 0; d < count; d++) {
      StringBuilder text = new StringBuilder();
      for (int s = 0; s < 12; s++) {
        text.append(s == 0 ? "" : " ").append(sentences.get(random.nextInt(sentences.size())));
        text.append(" (").append(random.nextInt(1000)).append(')');
      }
      documents.add(document(language + "-" + seed + "-" + d, language, text.toString()));
    }
    return documents;
  }

  static Document document(String id, String language, String text) {
    return new Document(
        id,
        text,
        language,
        1,
        "test",
        "CC0-1.0",
        null,
        new Document.Origin("test.txt", 0, 0),
        List.of());
  }

  static void write(Path file, List<Document> documents) throws IOException {
    Files.createDirectories(file.resolveSibling("."));
    try (DocumentWriter writer = new DocumentWriter(file)) {
      for (Document document : documents) {
        writer.write(document);
      }
    }
  }
}
