package org.bloomery.tokenize.judge;

import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import org.bloomery.artifact.page.Html;
import org.bloomery.tokenize.encode.Specials;
import org.bloomery.tokenize.encode.Tokenizer;

/// Texts cut into tokens, so that one sees the cuts: neighbours differ in the line below them.
/// Nothing is put between tokens, because that would tear joined letters apart.
final class TokenCuts {
  /// Lines below the tokens, solid and dotted in turn; a wave where a character takes several.
  static final String STYLES =
      """
      .cut { white-space: pre-wrap; overflow-wrap: anywhere; line-height: 2; margin: 0 0 .4rem; }
      .cut span { text-decoration: underline 2px solid var(--accent); text-underline-offset: .3em;
        text-decoration-skip-ink: none; }
      .cut span:nth-child(even) { text-decoration: underline 2px dotted var(--ink);
        background: var(--paper); }
      .cut span.many { text-decoration: underline 2px wavy var(--quiet); }
      .samples h4 { margin: .5rem 0 0; font-size: .85rem; font-weight: 500; color: var(--quiet); }
      .pieces { line-height: 2.1; max-width: none; }
      .pieces code { border: 1px solid var(--line); border-radius: 4px; padding: .1rem .3rem; }
      dl.terms dt { font-weight: 600; margin-top: .7rem; }
      dl.terms dd { margin: 0; max-width: 44rem; }
      """;

  private TokenCuts() {}

  static String section(Judgement judgement, List<NamedTokenizer> tokenizers) {
    Html html = new Html();
    html.element(
        "p",
        "Each token has a line of its own below it, solid and dotted in turn; a white space belongs"
            + " to the token whose line it has. A wave is below a character that takes several"
            + " tokens."
            + (judgement.parallel() == null
                ? ""
                : " The texts say the same in all languages of the parallel text."));
    html.open("div", "class", "samples");
    for (Map.Entry<String, Judgement.Language> each : judgement.languages().entrySet()) {
      figure(html, each.getKey(), each.getValue().samples(), tokenizers);
    }
    return html.close("div").toString();
  }

  private static void figure(
      Html html, String language, List<String> samples, List<NamedTokenizer> tokenizers) {
    html.open("figure").element("figcaption", language);
    List<String> some = samples.subList(0, Math.min(samples.size(), tokenizers.size() > 2 ? 1 : 2));
    for (String sample : some) {
      for (NamedTokenizer each : tokenizers) {
        int tokens = each.tokenizer().encode(sample, Specials.AS_TEXT).length;
        html.element("h4", each.name() + ": " + tokens + (tokens == 1 ? " token" : " tokens"));
        if (language.startsWith("code")) {
          html.open("p", "class", "cut", "dir", "ltr", "translate", "no");
        } else {
          html.open("p", "class", "cut", "lang", language, "dir", "auto", "translate", "no");
        }
        html.raw(spans(each.tokenizer(), sample)).close("p");
      }
    }
    html.close("figure");
  }

  /// A span a token; tokens that end within a character share one.
  static String spans(Tokenizer tokenizer, String text) {
    int[] ids = tokenizer.encode(text, Specials.AS_TEXT);
    byte[] utf8 = tokenizer.decodeBytes(ids); // the text, or what a normaliser made of it
    Html html = new Html();
    int from = 0;
    int to = 0;
    int together = 0;
    for (int id : ids) {
      to += tokenizer.length(id);
      together++;
      if (to == utf8.length || (utf8[to] & 0xC0) != 0x80) {
        byte[] part = Arrays.copyOfRange(utf8, from, to);
        String shown = new String(part, StandardCharsets.UTF_8);
        if (together > 1) {
          html.open("span", "class", "many", "title", together + " tokens").text(shown);
        } else {
          html.open("span").text(shown);
        }
        html.raw("</span>"); // no line break: it would show
        from = to;
        together = 0;
      }
    }
    return html.toString();
  }
}
