package org.bloomery.plan.study.page;

import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Locale;
import java.util.stream.Stream;
import org.bloomery.artifact.page.Html;
import org.bloomery.artifact.page.Numbers;
import org.bloomery.plan.language.LanguagePlan;
import org.bloomery.plan.language.MultilingualLaw;
import org.bloomery.plan.study.Amounts;
import org.bloomery.plan.study.LanguagesPart;
import org.bloomery.plan.study.Study;

/// Tokens and epochs of each language, and what other policies would do.
final class LanguagesSection {
  private LanguagesSection() {}

  static String of(Study study) {
    LanguagesPart languages = study.languages();
    if (languages == null) {
      return "";
    }
    LanguagePlan chosen = languages.chosen();
    Html html = new Html();
    html.element(
        "p",
        String.format(
            Locale.ROOT,
            "%s tokens, divided so: %s. Their repeats leave %s worth of fresh tokens.",
            Numbers.size(chosen.totalTokens()),
            chosen.source(),
            Numbers.size(chosen.effectiveTokens())));
    html.element(
        "p",
        String.format(
            Locale.ROOT,
            "For the loss of a model of one language in each of its %d, a model needs %.1f times the"
                + " parameters and %.1f times the tokens (Longpre et al. 2025; see Assumptions).",
            chosen.rows().size(),
            languages.parametersFactor(),
            languages.tokensFactor()),
        "class",
        "quiet");
    if (!languages.law().isEmpty()) {
      html.table(
          "The stated law, L = (E + A/N^α + B/D^β)·p^(−γ)",
          List.of("language", "E", "A", "α", "B", "β", "γ", "weight"),
          languages.law().stream().map(LanguagesSection::constants).toList());
    }
    List<String> header =
        new ArrayList<>(List.of("language", "there is", "share", "tokens", "epochs", "lost"));
    languages.others().forEach(other -> header.add("tokens by " + name(other)));
    html.table("Each language in this plan, and under other policies", header, rows(languages));
    html.element(
        "p",
        "Sizes: "
            + languages.source()
            + ". Repeats are worth less with each time: Muennighoff et"
            + " al. 2023, equation 5. Other policies: "
            + String.join("; ", languages.others().stream().map(LanguagePlan::source).toList())
            + ".",
        "class",
        "quiet");
    return html.toString();
  }

  private static List<String> constants(MultilingualLaw.Family family) {
    return Stream.of(
            family.irreducible(),
            family.modelScale(),
            family.modelExponent(),
            family.dataScale(),
            family.dataExponent(),
            family.shareExponent(),
            family.weight())
        .map(Amounts::text)
        .collect(() -> new ArrayList<>(List.of(family.name())), ArrayList::add, ArrayList::addAll);
  }

  /// The policy's name is what its source says before the paper.
  private static String name(LanguagePlan plan) {
    return plan.source().split("[:;]", -1)[0];
  }

  private static List<List<String>> rows(LanguagesPart languages) {
    List<Integer> order = new ArrayList<>();
    List<LanguagePlan.Row> all = languages.chosen().rows();
    for (int i = 0; i < all.size(); i++) {
      order.add(i);
    }
    order.sort(Comparator.comparingDouble(i -> -all.get(i).tokens()));
    List<List<String>> rows = new ArrayList<>();
    for (int i : order) {
      LanguagePlan.Row row = all.get(i);
      List<String> cells =
          new ArrayList<>(
              List.of(
                  row.language(),
                  Numbers.size(row.uniqueTokens()),
                  Numbers.percent(row.share()),
                  Numbers.size(row.tokens()),
                  Numbers.decimals(row.epochs(), 2),
                  Numbers.percent(row.lostShare())));
      languages.others().forEach(other -> cells.add(Numbers.size(other.rows().get(i).tokens())));
      rows.add(cells);
    }
    return rows;
  }
}
