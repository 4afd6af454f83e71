package org.bloomery.tokenize.judge;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.BitSet;
import java.util.List;
import org.bloomery.tokenize.encode.Encoder;
import org.bloomery.tokenize.encode.IdBuffer;
import org.bloomery.tokenize.encode.Specials;
import org.bloomery.tokenize.encode.Tokenizer;

/// Runs the text of one language through several vocabularies. For one thread.
final class LanguageMeters {
  /// What one vocabulary came to.
  ///
  /// @param reached ids that occur in measured or training text
  record Result(Fertility fertility, double renyiEfficiency, BitSet reached) {}

  private final LanguageText text;
  private final List<Tokenizer> tokenizers;
  private final List<Fertility.Meter> meters = new ArrayList<>();
  private final List<long[]> counts = new ArrayList<>();
  private final List<BitSet> reached = new ArrayList<>();

  private LanguageMeters(LanguageText text, List<Tokenizer> tokenizers) {
    this.text = text;
    this.tokenizers = tokenizers;
    for (Tokenizer tokenizer : tokenizers) {
      meters.add(new Fertility.Meter(tokenizer));
      counts.add(new long[tokenizer.size()]);
      reached.add(new BitSet(tokenizer.size()));
    }
  }

  /// Measures on the measured texts, and looks for pieces in the training texts too.
  static List<Result> measure(LanguageText text, List<Tokenizer> tokenizers) throws IOException {
    LanguageMeters meters = new LanguageMeters(text, tokenizers);
    text.measured().forEach(meters::add);
    meters.lookFurther();
    return meters.results();
  }

  /// Fertility alone.
  static Fertility fertility(LanguageText text, Tokenizer tokenizer) throws IOException {
    Fertility.Meter meter = new Fertility.Meter(tokenizer);
    text.measured().forEach(meter::add);
    return meter.result(text.measuredOn());
  }

  private void add(String document) {
    for (int t = 0; t < tokenizers.size(); t++) {
      IdBuffer ids = meters.get(t).add(document);
      for (int i = 0; i < ids.size(); i++) {
        counts.get(t)[ids.get(i)]++;
      }
    }
  }

  private void lookFurther() throws IOException {
    List<Encoder> encoders = tokenizers.stream().map(Tokenizer::encoder).toList();
    IdBuffer ids = new IdBuffer();
    text.training()
        .forEach(document -> {
          byte[] utf8 = document.getBytes(StandardCharsets.UTF_8);
          for (int t = 0; t < encoders.size(); t++) {
            ids.clear();
            encoders.get(t).encode(utf8, 0, utf8.length, Specials.AS_TEXT, ids);
            for (int i = 0; i < ids.size(); i++) {
              reached.get(t).set(ids.get(i));
            }
          }
        });
  }

  private List<Result> results() {
    List<Result> results = new ArrayList<>();
    for (int t = 0; t < tokenizers.size(); t++) {
      long[] count = counts.get(t);
      BitSet seen = reached.get(t);
      for (int id = 0; id < count.length; id++) {
        if (count[id] > 0) {
          seen.set(id);
        }
      }
      results.add(
          new Result(meters.get(t).result(text.measuredOn()), RenyiEfficiency.of(count), seen));
    }
    return results;
  }
}
