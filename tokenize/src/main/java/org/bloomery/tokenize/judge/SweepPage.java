package org.bloomery.tokenize.judge;

import java.util.ArrayList;
import java.util.List;
import org.bloomery.artifact.page.Html;
import org.bloomery.artifact.page.LineChart;
import org.bloomery.artifact.page.Numbers;
import org.bloomery.artifact.page.Page;

/// `sweep.html`: what each language gains from a larger vocabulary, and what that costs.
final class SweepPage {
  private final SweepResult result;
  private final Judgement judgement;
  private final List<NamedTokenizer> tokenizers;

  private SweepPage(SweepResult result, List<NamedTokenizer> tokenizers) {
    this.result = result;
    this.judgement = result.judgement();
    this.tokenizers = tokenizers;
  }

  static String of(SweepResult result, List<NamedTokenizer> tokenizers) {
    return new SweepPage(result, tokenizers).html();
  }

  private String html() {
    Page page =
        new Page("How large a vocabulary", "What each language gains from more pieces.")
            .styles(TokenCuts.STYLES)
            .number("languages", Integer.toString(judgement.languages().size()));
    for (SweepResult.Size each : result.sizes()) {
      page.number(
          "bytes/token at " + Numbers.whole(each.entries()),
          Numbers.decimals(each.bytesPerToken(), 2));
    }
    return page.section("sizes", "Gain and cost of each size", sizes())
        .section("fertility", "Fertility against size", fertility())
        .section("bytes", "Bytes per token against size", bytes())
        .section("scores", "All measures", JudgePage.scores(judgement))
        .section("samples", "Samples", TokenCuts.section(judgement, tokenizers))
        .section("unreached", "Pieces never reached", JudgePage.unreached(judgement))
        .section("definitions", "Definitions", Definitions.section())
        .html("How large a vocabulary", "Skip to the curves", JudgePage.FOOTER);
  }

  private String sizes() {
    List<double[]> points = new ArrayList<>();
    for (SweepResult.Size each : result.sizes()) {
      points.add(new double[] {each.entries(), each.embeddingParameters()});
    }
    return new Html()
        .element(
            "p",
            "Parameters of the embedding at hidden size "
                + Numbers.whole(result.hidden())
                + ", shared with the output layer. One run of merges made all sizes: a smaller"
                + " vocabulary is the beginning of a larger one.")
        .table("A row a size", result.header(), result.rows())
        .raw(
            SweepCurves.figure(
                new LineChart.Titles(
                    "Embedding parameters against vocabulary size",
                    "Entries times hidden size",
                    "entries",
                    "parameters"),
                List.of(new LineChart.Curve("embedding", false, points))))
        .toString();
  }

  private String fertility() {
    return SweepCurves.of(
            judgement,
            "tokens per word",
            language -> language.unit().equals(Fertility.WORD),
            Fertility::perUnit)
        + SweepCurves.of(
            judgement,
            "tokens per character",
            language -> language.unit().equals(Fertility.CHARACTER),
            Fertility::perUnit);
  }

  private String bytes() {
    return SweepCurves.of(judgement, "bytes per token", _ -> true, Fertility::bytesPerToken);
  }
}
