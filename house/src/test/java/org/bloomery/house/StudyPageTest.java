package org.bloomery.house;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.nio.file.Path;
import org.bloomery.artifact.AtomicFiles;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/// The page of `plan` in a real browser: many devices, one node, and one machine.
@Tag("browser")
class StudyPageTest {
  private static final Path OUT = Checkout.ROOT.resolve("house/target/study");

  @BeforeAll
  static void plan() throws IOException, InterruptedException {
    AtomicFiles.deleteTree(OUT);
    for (String name : new String[] {"bloom-176b", "lab-8xh100", "overnight"}) {
      Command.Result result =
          Command.bloomery(
                  "plan",
                  Checkout.ROOT.resolve("runs").resolve(name + ".toml").toString(),
                  "--out",
                  OUT.resolve(name).toString())
              .run();
      assertEquals(0, result.exitCode(), result.output());
    }
  }

  /// @param least pictures that a page without one of its parts would not have
  @ParameterizedTest
  @CsvSource({
    "bloom-176b/plan/study.html, 8",
    "lab-8xh100/plan/study.html, 7",
    "overnight/plan/measured/study.html, 5"
  })
  void fitsWideAndNarrowWindowsByDayAndInTheDark(String page, int least) throws Exception {
    for (int width : new int[] {1200, 400}) {
      for (boolean dark : new boolean[] {false, true}) {
        Browser.Look look = Browser.at(OUT.resolve(page), width, dark);
        look.check(dark);
        assertTrue(look.pictures() >= least, look.output());
      }
    }
  }
}
