package org.bloomery.curate.html;

import java.util.List;
import org.jsoup.nodes.Element;

/// The main text of a page. The page is cut into blocks, and each block gets a score by what
/// [BlockFeatures] sees of it and of its surroundings: how much of it is linked, how dense and how
/// long the prose around it is, what its elements are called, where it lies. How much each of these
/// counts was learned from annotated pages ([BlockJudge]). That link density and text density tell
/// boilerplate from text in any language was shown by C. Kohlschütter, P. Fankhauser and W. Nejdl,
/// Boilerplate Detection using Shallow Text Features, WSDM 2010. From the scores, [BlockChoice]
/// chooses for the page as a whole.
final class MainText {
  private MainText() {}

  /// The kept blocks, a line each, in the order of the page.
  static String of(Element body, String title) {
    List<TextBlock> blocks = PageBlocks.of(body);
    if (blocks.isEmpty()) {
      return "";
    }
    BlockFeatures features = new BlockFeatures(blocks, title);
    double[] scores = new double[blocks.size()];
    for (int i = 0; i < scores.length; i++) {
      scores[i] = BlockJudge.shared().score(features.of(i));
    }
    StringBuilder text = new StringBuilder();
    for (TextBlock block : BlockChoice.of(blocks, scores)) {
      if (!text.isEmpty()) {
        text.append(block.cell() ? ' ' : '\n');
      }
      text.append(block.text());
    }
    return text.toString();
  }
}
