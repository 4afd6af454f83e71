package org.bloomery.tokenize.judge;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.function.ToDoubleFunction;
import org.bloomery.artifact.page.DotPlot;
import org.bloomery.artifact.page.Html;
import org.bloomery.artifact.page.Numbers;
import org.bloomery.artifact.page.Page;
import org.jspecify.annotations.Nullable;

/// `report.html`: one page for all languages and vocabularies of a judgement.
final class JudgePage {
  static final String FOOTER =
      "Made by Bloomery from the corpus and the vocabularies named above; the same inputs give the"
          + " same page.";

  private final Judgement judgement;
  private final List<NamedTokenizer> tokenizers;

  private JudgePage(Judgement judgement, List<NamedTokenizer> tokenizers) {
    this.judgement = judgement;
    this.tokenizers = tokenizers;
  }

  static String of(Judgement judgement, List<NamedTokenizer> tokenizers) {
    return new JudgePage(judgement, tokenizers).html();
  }

  private String html() {
    Page page =
        new Page("Vocabularies by language", "What each language pays for its text.")
            .styles(TokenCuts.STYLES)
            .number("languages", Integer.toString(judgement.languages().size()));
    for (Judgement.Vocabulary each : judgement.tokenizers()) {
      page.number(each.name(), Numbers.whole(each.entries()) + " entries");
    }
    return page.section("totals", "Over all languages", totals(judgement))
        .section("fertility", "Fertility", fertility())
        .section("parity", "Parity across languages", parity())
        .section("scores", "All measures", scores(judgement))
        .section("samples", "Samples", TokenCuts.section(judgement, tokenizers))
        .section("unreached", "Pieces never reached", unreached(judgement))
        .section("definitions", "Definitions", Definitions.section())
        .html("Vocabularies by language", "Skip to the measures", FOOTER);
  }

  static String totals(Judgement judgement) {
    Html html = new Html();
    html.element("p", measuredOn(judgement));
    return html.table("A row a vocabulary", ScoreTable.totalsHeader(), ScoreTable.totals(judgement))
        .toString();
  }

  private static String measuredOn(Judgement judgement) {
    double documents = 0;
    double bytes = 0;
    boolean heldOut = true;
    for (Judgement.Language each : judgement.languages().values()) {
      documents += each.documents();
      bytes += each.bytes();
      heldOut &= each.measuredOn().equals("heldout");
    }
    return "Measured on "
        + Numbers.whole(documents)
        + " texts ("
        + Numbers.megabytes(bytes)
        + ") of "
        + judgement.corpus()
        + (heldOut ? ", its held-out documents" : ", a tenth set aside by a hash of the text")
        + (judgement.referenceVocabulary() == null
            ? "; without monolingual references."
            : "; references of "
                + Numbers.whole(judgement.referenceVocabulary())
                + " entries learnt from the rest.");
  }

  private String fertility() {
    Html html = new Html();
    plot(html, Fertility.WORD, "Tokens per word, less is better");
    plot(html, Fertility.CHARACTER, "Tokens per character, in scripts written without spaces");
    return html.toString();
  }

  private void plot(Html html, String unit, String title) {
    List<String> marks = new ArrayList<>();
    judgement.tokenizers().forEach(each -> marks.add(each.name()));
    if (judgement.referenceVocabulary() != null) {
      marks.add("monolingual reference");
    }
    List<DotPlot.Row> rows = new ArrayList<>();
    for (Map.Entry<String, Judgement.Language> each : judgement.languages().entrySet()) {
      if (!each.getValue().unit().equals(unit)) {
        continue;
      }
      double[] values = values(each.getKey(), marks.size(), score -> score.fertility().perUnit());
      Judgement.@Nullable Reference reference = each.getValue().reference();
      if (reference != null) {
        values[marks.size() - 1] = reference.fertility().perUnit();
      }
      rows.add(new DotPlot.Row(each.getKey(), values));
    }
    if (!rows.isEmpty()) {
      html.open("figure", "tabindex", "0")
          .raw(DotPlot.draw(title, "tokens per " + unit, marks, rows))
          .element("figcaption", title + ". The numbers are under “All measures”.")
          .close("figure");
    }
  }

  private double[] values(String language, int size, ToDoubleFunction<Score> measure) {
    double[] values = new double[size];
    java.util.Arrays.fill(values, Double.NaN);
    for (int t = 0; t < judgement.tokenizers().size(); t++) {
      Score score = judgement.tokenizers().get(t).languages().get(language);
      values[t] = score == null ? Double.NaN : measure.applyAsDouble(score);
    }
    return values;
  }

  private String parity() {
    if (judgement.parallel() == null) {
      return "";
    }
    List<String> marks = new ArrayList<>();
    List<DotPlot.Row> rows = new ArrayList<>();
    List<List<String>> cells = new ArrayList<>();
    judgement.tokenizers().forEach(each -> marks.add(each.name()));
    for (String language : judgement.tokenizers().getFirst().premiums().keySet()) {
      double[] values = new double[marks.size()];
      List<String> row = new ArrayList<>(List.of(language));
      for (int t = 0; t < values.length; t++) {
        values[t] = judgement.tokenizers().get(t).premiums().getOrDefault(language, Double.NaN);
        row.add(Numbers.decimals(values[t], 2));
      }
      rows.add(new DotPlot.Row(language, values));
      cells.add(row);
    }
    String title = "Tokens for the same content, over those of " + judgement.pivot();
    List<String> header = new ArrayList<>(List.of("language"));
    header.addAll(marks);
    return new Html()
        .open("figure", "tabindex", "0")
        .raw(DotPlot.draw(title, "token premium", marks, rows))
        .element(
            "figcaption",
            title + ", from " + judgement.parallel() + "; 1 is parity, 2 is twice the price.")
        .close("figure")
        .table(title, header, cells)
        .toString();
  }

  static String scores(Judgement judgement) {
    return new Html()
        .table(
            "A row a language and vocabulary; see the definitions below",
            ScoreTable.header(judgement),
            ScoreTable.rows(judgement))
        .toString();
  }

  static String unreached(Judgement judgement) {
    Html html = new Html();
    html.element(
        "p",
        "Pieces that no text of the corpus comes to, training text included. Many are steps on the"
            + " way to longer pieces; their embeddings are trained by nothing.");
    for (Judgement.Vocabulary each : judgement.tokenizers()) {
      Judgement.Unreached unreached = each.unreached();
      html.element(
          "p",
          each.name()
              + ": "
              + Numbers.whole(unreached.pieces())
              + " of "
              + Numbers.whole(each.pieces())
              + " pieces, and "
              + unreached.bytes()
              + " single bytes."
              + (unreached.examples().isEmpty() ? "" : " The first of them (␣ is a space):"));
      html.open("p", "class", "pieces");
      for (String piece : unreached.examples()) {
        String shown = piece.replace(' ', '␣').replace('\n', '⏎').replace('\t', '⇥');
        html.raw("<code><bdi>").text(shown).raw("</bdi></code> ");
      }
      html.close("p");
    }
    return html.toString();
  }
}
