package org.bloomery.evaluate;

import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import org.bloomery.artifact.Document;
import org.bloomery.artifact.Progress;
import org.bloomery.tokenize.encode.Specials;
import org.bloomery.tokenize.encode.Tokenizer;

/// Bits per byte of held-out text: −Σ ln p / (bytes · ln 2), over documents that are scored alone.
///
/// Every document follows `</s>`, the separator that stood before it in training, and the separator
/// after it is not predicted. lm-evaluation-harness names the measure `bits_per_byte`.
///
/// @param tokens predicted
/// @param nats −Σ ln p
record BitsPerByte(int documents, long bytes, long tokens, double nats) {
  private static final int DOCUMENTS_AT_ONCE = 32;

  static BitsPerByte measure(
      List<Document> documents,
      Tokenizer tokenizer,
      int separator,
      int context,
      TokenLikelihood model,
      Progress progress) {
    long bytes = 0;
    long tokens = 0;
    double nats = 0;
    for (int from = 0; from < documents.size(); from += DOCUMENTS_AT_ONCE) {
      int to = Math.min(documents.size(), from + DOCUMENTS_AT_ONCE);
      List<Passage> windows = new ArrayList<>();
      for (Document document : documents.subList(from, to)) {
        int[] ids = tokenizer.encode(document.text(), Specials.AS_TEXT);
        bytes += document.text().getBytes(StandardCharsets.UTF_8).length;
        tokens += ids.length;
        windows.addAll(RollingWindows.of(ids, separator, context));
      }
      for (double sum : model.sums(windows)) {
        nats -= sum;
      }
      progress.advance(to - from);
    }
    return new BitsPerByte(documents.size(), bytes, tokens, nats);
  }

  double value() {
    return ofLoss(nats / tokens);
  }

  /// What a loss in nats a token means for this text.
  double ofLoss(double natsPerToken) {
    return natsPerToken * tokens / (bytes * Math.log(2));
  }
}
