package org.bloomery.plan.study;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Objects;
import org.bloomery.artifact.BloomeryException;
import org.bloomery.artifact.Json;
import org.bloomery.artifact.run.Run;
import org.bloomery.artifact.run.RunFile;
import org.bloomery.plan.language.LanguagePlan;
import org.bloomery.plan.language.MultilingualLaw.Family;
import org.bloomery.plan.study.page.StudyPage;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/// Languages of every cell of the matrix, and shares by a stated law.
class LanguagesPartTest {
  @TempDir Path folder;

  private static final String GERMAN =
      "{e = 1.5, a = 400, alpha = 0.34, b = 410, beta = 0.28, gamma = 0.12}";
  private static final String IRISH =
      "{e = 1.2, a = 450, alpha = 0.35, b = 300, beta = 0.27, gamma = 0.24, weight = 2}";

  /// The shipped run file with other languages.
  private Run twoLanguages(String law) throws IOException {
    Path runs = Path.of(System.getProperty("bloomery.root", "..")).resolve("runs");
    String text = Files.readString(runs.resolve("overnight.toml"));
    int start = text.indexOf("[plan.languages]");
    String changed =
        text.substring(0, start)
            + "[plan.languages]\nmethod = \"fitted\"\nlaw = "
            + law
            + "\navailableTokens = {de = 60e6, ga = 1e6}\n\n"
            + text.substring(text.indexOf("[plan.shape]"));
    Path file = Files.writeString(folder.resolve("run.toml"), changed);
    return RunFile.load(file, List.of("plan.deviceFlopsPerSecond=3e10")).run();
  }

  private String refusal(String law) {
    return assertThrows(BloomeryException.class, () -> StudyMaker.of(twoLanguages(law)))
        .getMessage();
  }

  @Test
  void aStatedLawDividesTheTokensWhereItsLossIsLeast() throws IOException {
    Study study = StudyMaker.of(twoLanguages("{de = " + GERMAN + ", ga = " + IRISH + "}"));
    LanguagesPart languages = Objects.requireNonNull(study.languages());
    LanguagePlan plan = languages.chosen();
    double n = study.decision().parameters();
    double d = study.decision().tokens();
    double[] gains = new double[2];
    for (int i = 0; i < 2; i++) {
      Family family = languages.law().get(i);
      double share = plan.rows().get(i).share();
      assertEquals(family.name(), plan.rows().get(i).language());
      gains[i] = family.weight() * family.shareExponent() * family.loss(n, d, share) / share;
    }
    assertEquals(gains[0], gains[1], 1e-9 * gains[0]);
    String page = StudyPage.of(study);
    assertTrue(page.contains("The stated law") && page.contains("He et al. 2024"));
    assertTrue(Json.line(study).contains("\"shareExponent\":0.24"));
  }

  @Test
  void missingConstantsAreNamed() {
    String none = refusal("{de = " + GERMAN + "}");
    assertTrue(none.contains("plan.languages.law has no constants of ga; a law fits"), none);
    String gamma =
        refusal("{de = " + GERMAN.replace(", gamma = 0.12", "") + ", ga = " + IRISH + "}");
    assertTrue(gamma.contains("plan.languages.law.de.gamma"), gamma);
    String more = refusal("{de = " + GERMAN + ", ga = " + IRISH + ", gd = " + IRISH + "}");
    assertTrue(more.contains("plan.languages.law.gd belongs to no language"), more);
    String zero = refusal("{de = " + GERMAN.replace("0.12", "0") + ", ga = " + IRISH + "}");
    assertTrue(zero.contains("gamma = 0.0 must be above zero"), zero);
  }

  @Test
  void everyCellOfTheMatrixHoldsEveryLanguage() {
    Study bloom = StudyFixture.bloom();
    LanguagesPart languages = Objects.requireNonNull(bloom.languages());
    assertEquals(25, languages.cells().size());
    for (LanguagesPart.Cell cell : languages.cells()) {
      assertEquals(languages.chosen().rows().size(), cell.plan().rows().size());
      double sum = cell.plan().rows().stream().mapToDouble(LanguagePlan.Row::tokens).sum();
      assertEquals(cell.plan().totalTokens(), sum, 1);
      assertTrue(cell.plan().effectiveTokens() <= sum * (1 + 1e-12));
    }
    String page = StudyPage.of(bloom);
    assertTrue(page.contains("Every language at every size"));
  }

  @Test
  void theLanguageThatIsReadMostOftenIsNamed() {
    for (LanguagesPart.Cell cell :
        Objects.requireNonNull(StudyFixture.bloom().languages()).cells()) {
      assertTrue(cell.mostRepeated().isEmpty(), "a proportional mixture reads all alike");
    }
    for (LanguagesPart.Cell cell :
        Objects.requireNonNull(StudyMaker.of(StudyFixture.run("lab-8xh100.toml")).languages())
            .cells()) {
      assertTrue(cell.mostRepeated().orElseThrow().epochs() > 3.99, "UniMax stops at four");
    }
  }
}
