package org.bloomery.house;

import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.regex.Pattern;
import org.junit.jupiter.api.Test;

/// Rules about sources that no compiler knows.
class HouseRulesTest {
  private static final int LONGEST_FILE_LINES = 400;

  /// Names that say nothing about what a class is for.
  private static final Pattern EMPTY_NAME =
      Pattern.compile(".*(Util|Utils|Helper|Helpers|Manager|Common|Base|Impl)\\.java");

  /// Calls that make results depend on the machine, and the sentence that says what to do instead.
  private static final Map<String, Pattern> BANNED =
      Map.of(
          "give toLowerCase and toUpperCase Locale.ROOT",
          Pattern.compile("\\.to(Lower|Upper)Case\\(\\)"),
          "take random numbers from Seeds, or seed them",
          Pattern.compile(
              "new Random\\(\\)|Math\\.random\\(|ThreadLocalRandom|new SecureRandom\\("),
          "take durations from System.nanoTime, since the time of day jumps; where it is meant, a Clock",
          Pattern.compile("System\\.currentTimeMillis\\(|new Date\\(\\)|Local\\w+\\.now\\(\\)"),
          "name the charset",
          Pattern.compile(
              "\\.getBytes\\(\\)|new (FileReader|FileWriter|InputStreamReader)\\([^,]*\\)$"),
          "throw a BloomeryException with a sentence, or IllegalStateException for a bug",
          Pattern.compile("throw new (RuntimeException|UnsupportedOperationException)\\("),
          "finish it",
          Pattern.compile("\\b(TODO|FIXME|XXX)\\b"));

  private static String relative(Path file) {
    return Checkout.ROOT.relativize(file).toString();
  }

  @Test
  void theScanFindsTheSources() {
    assertTrue(Checkout.javaFiles("main").size() > 50);
  }

  @Test
  void filesAreShortEnoughToRead() throws IOException {
    List<String> wrong = new ArrayList<>();
    for (Path file : Checkout.javaFiles("main")) {
      long lines = Files.readString(file).lines().count();
      if (lines > LONGEST_FILE_LINES) {
        wrong.add(relative(file) + " has " + lines + " lines; can it be two classes?");
      }
    }
    assertTrue(wrong.isEmpty(), () -> String.join("\n", wrong));
  }

  @Test
  void namesSayWhatAClassIsFor() {
    List<String> wrong =
        Checkout.javaFiles("main").stream()
            .map(HouseRulesTest::relative)
            .filter(name -> EMPTY_NAME.matcher(name).matches())
            .toList();
    assertTrue(wrong.isEmpty(), () -> String.join("\n", wrong));
  }

  @Test
  void nothingBannedIsCalled() throws IOException {
    List<String> wrong = new ArrayList<>();
    for (Path file : Checkout.javaFiles("main")) {
      List<String> lines = Files.readAllLines(file);
      for (int i = 0; i < lines.size(); i++) {
        for (Map.Entry<String, Pattern> rule : BANNED.entrySet()) {
          if (rule.getValue().matcher(lines.get(i)).find()) {
            wrong.add(relative(file) + ":" + (i + 1) + ": " + rule.getKey());
          }
        }
      }
    }
    assertTrue(wrong.isEmpty(), () -> String.join("\n", wrong));
  }

  @Test
  void everyPackageHasADoorSign() throws IOException {
    Set<Path> packages = new HashSet<>();
    Checkout.javaFiles("main").forEach(file -> packages.add(file.getParent()));
    List<String> wrong = new ArrayList<>();
    for (Path folder : packages) {
      Path sign = folder.resolve("package-info.java");
      if (!Files.exists(sign) || !Files.readString(sign).contains("@NullMarked")) {
        wrong.add(relative(folder) + " needs a package-info.java with @NullMarked");
      }
    }
    assertTrue(wrong.isEmpty(), () -> String.join("\n", wrong));
  }
}
