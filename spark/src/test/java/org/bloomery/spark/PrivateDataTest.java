package org.bloomery.spark;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.Stream;
import org.bloomery.artifact.CompressedFiles;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/// What the stage redacts from texts stands in none of its other files either.
class PrivateDataTest {
  @TempDir private Path folder;

  private final Set<String> addresses = new TreeSet<>();
  private int number;

  /// Another e-mail or network address each time.
  private String address() {
    number++;
    String address = number % 2 == 0 ? "zoe" + number + "@mail.example.org" : "81.2.3." + number;
    addresses.add(address);
    return address;
  }

  /// Documents that are kept, changed, dropped by the first operators, by the last, as duplicates
  /// and as what they share with an evaluation item, all with an address.
  private TestCollection collection() throws IOException {
    TestCollection collection = new TestCollection(folder);
    List<String> lines = new ArrayList<>();
    for (String line : TestCollection.lines("en").subList(0, 60)) {
      lines.add(line + "   Write to " + address() + " today.");
    }
    lines.addAll(TestCollection.lines("fr").subList(0, 30));
    String twice = TestCollection.lines("fr").get(40) + " " + address() + " ici.";
    lines.addAll(List.of(twice, twice));
    lines.add("Short: " + address());
    lines.add("Reply to " + address() + " now. ".repeat(60));
    lines.add("8 8 8 ".repeat(40) + address());
    collection.card("plain", "lines", "plain.txt");
    Files.write(folder.resolve("plain.txt"), lines);
    collection.catalogue();
    return collection;
  }

  @Test
  void onlyRejectedDocumentsKeepTheirAddresses() throws IOException {
    TestCollection collection = collection();
    collection.curate("corpus", "curate.operators.samples=1000", "curate.minimumDocuments=1");
    Set<String> places = new TreeSet<>();
    Set<String> found = new TreeSet<>();
    int placeholders = 0;
    Path target = collection.target("corpus");
    try (Stream<Path> walk = Files.walk(target)) {
      for (Path file : walk.filter(Files::isRegularFile).toList()) {
        String text = read(file);
        String place = target.relativize(file).getName(0).toString();
        placeholders += place.equals("operators.json") ? text.split("PI:", -1).length - 1 : 0;
        for (String address : addresses) {
          if (text.contains(address)) {
            places.add(place);
            found.add(address);
          }
        }
      }
    }
    assertEquals(Set.of("rejected"), places);
    assertTrue(found.size() >= 3, "documents are rejected as they were: " + found);
    assertTrue(placeholders > 60, "samples show what stands in the place: " + placeholders);
  }

  private static String read(Path file) throws IOException {
    try (InputStream in = CompressedFiles.open(file)) {
      return new String(in.readAllBytes(), StandardCharsets.UTF_8);
    }
  }
}
