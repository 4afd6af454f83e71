package org.bloomery.spark;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.OutputStream;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.stream.Stream;
import java.util.zip.GZIPOutputStream;
import org.bloomery.artifact.Console;
import org.bloomery.artifact.Digests;
import org.bloomery.artifact.run.Run;
import org.bloomery.artifact.run.RunFile;
import org.bloomery.artifact.source.Catalogue;
import org.bloomery.artifact.source.LocatedCard;
import org.bloomery.artifact.stage.Measured;
import org.bloomery.artifact.stage.RunDirectory;
import org.bloomery.artifact.stage.StageContext;

/// A small collection in a folder: source `plain` (lines), source `packed` (gzip, with documents of
/// `plain` again and a broken line), and runs of the curate stage over it.
final class TestCollection {
  static final Path ROOT = Path.of(System.getProperty("bloomery.root", ".."));

  final Path folder;
  private final List<Path> cards = new ArrayList<>();
  private final ByteArrayOutputStream printed = new ByteArrayOutputStream();

  TestCollection(Path folder) {
    this.folder = folder;
  }

  static List<String> lines(String language) throws IOException {
    return Files.readAllLines(ROOT.resolve("runs/tiny/" + language + ".txt"));
  }

  /// Two sources with 60 documents in each of two languages, some of them twice.
  static TestCollection usual(Path folder) throws IOException {
    TestCollection collection = new TestCollection(folder);
    List<String> plain = new ArrayList<>(lines("en").subList(0, 60));
    plain.addAll(lines("fr").subList(0, 30));
    List<String> packed = new ArrayList<>(lines("fr").subList(20, 60));
    packed.add("Ω\uFFFD"); // becomes invalid UTF-8
    collection.card("plain", "lines", "plain.txt");
    collection.card("packed", "lines", "packed.txt.gz");
    Files.write(folder.resolve("plain.txt"), plain);
    collection.writeGzip("packed.txt.gz", packed);
    collection.catalogue();
    return collection;
  }

  Path card(String id, String reader, String file) throws IOException {
    Path card =
        Files.writeString(
            folder.resolve(id + ".toml"),
            """
            id = "%s"
            title = "t"
            kind = "k"
            languages = ["en", "fr"]
            custodian = "us"
            origin = "o"
            availability = "closed"
            personalDataRisk = "none"
            personalData = "none"
            why = "tests"
            location = "file:%s"
            [licence]
            id = "CC0-1.0"
            url = "u"
            allowed = ["train", "redistribute", "show"]
            [format]
            reader = "%s"
            text = "text"
            """
                .formatted(id, file, reader));
    cards.add(card);
    return card;
  }

  void writeGzip(String name, List<String> lines) throws IOException {
    try (OutputStream out = new GZIPOutputStream(Files.newOutputStream(folder.resolve(name)))) {
      for (String line : lines) {
        byte[] bytes = (line + "\n").getBytes(StandardCharsets.UTF_8);
        if (line.indexOf('\uFFFD') >= 0) {
          bytes[bytes.length - 2] = (byte) 0xFF;
        }
        out.write(bytes);
      }
    }
  }

  void catalogue() throws IOException {
    Path target = folder.resolve("out/catalogue");
    Files.createDirectories(target);
    new Catalogue(LocatedCard.readAll(cards, null).stream().map(LocatedCard::resolve).toList())
        .write(target);
  }

  /// Runs the stage into `out/NAME`; the settings of the tiny run with these on top.
  Map<String, Object> curate(String name, String... sets) throws IOException {
    Run run = RunFile.load(ROOT.resolve("runs/tiny.toml"), sets(sets)).run();
    Path target = target(name);
    Files.createDirectories(target);
    Console console =
        new Console(new PrintStream(printed, true, StandardCharsets.UTF_8), false, "curate");
    try (RunDirectory directory = new RunDirectory(folder.resolve("out"))) {
      return new CurateStage()
          .make(new StageContext(run, directory, target, console, new Measured()));
    }
  }

  /// What the tiny run is changed by, with these on top.
  List<String> sets(String... sets) {
    List<String> all = new ArrayList<>();
    String list =
        String.join("\", \"", cards.stream().map(c -> c.toAbsolutePath().toString()).toList());
    all.add("catalogue.cards=[\"" + list + "\"]");
    all.add("curate.languages=[\"en\", \"fr\"]");
    all.addAll(List.of(sets));
    return all;
  }

  Path target(String name) {
    return folder.resolve("out").resolve(name);
  }

  String printed() {
    return printed.toString(StandardCharsets.UTF_8);
  }

  /// Every file of a corpus with its digest.
  Map<String, String> digests(String name) throws IOException {
    Map<String, String> digests = new TreeMap<>();
    try (Stream<Path> walk = Files.walk(target(name))) {
      walk.filter(Files::isRegularFile)
          .forEach(f -> digests.put(target(name).relativize(f).toString(), Digests.sha256(f)));
    }
    return digests;
  }
}
