package org.bloomery.evaluate;

import java.util.Arrays;
import java.util.Map;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.bloomery.artifact.Document;
import org.bloomery.artifact.Seeds;
import org.bloomery.artifact.run.EvaluateSettings;
import org.bloomery.model.infer.Continuation;
import org.bloomery.model.infer.Decoder;
import org.bloomery.model.infer.Sampler;
import org.bloomery.model.infer.Sampling;
import org.bloomery.tokenize.encode.Specials;
import org.bloomery.tokenize.encode.Tokenizer;

/// What the model makes of the first words of a held-out document. Nothing is chosen by hand: the
/// document is the first of the evaluation, and the draws follow from the run's seed.
///
/// @param document id of the document
/// @param prompt its first words
/// @param continuation the model's text, up to `</s>` or the stated number of tokens
record Sample(String language, String document, String prompt, String continuation) {
  /// Scripts without spaces would make one word of a sentence.
  private static final int LONGEST_PROMPT_CHARACTERS = 60;

  static Sample draw(
      Document document,
      EvaluateSettings settings,
      long seed,
      Tokenizer tokenizer,
      int separator,
      Decoder decoder) {
    String prompt = firstWords(document.text(), settings.samplePromptWords());
    int[] words = tokenizer.encode(prompt, Specials.AS_TEXT);
    int[] ids = new int[words.length + 1];
    ids[0] = separator;
    System.arraycopy(words, 0, ids, 1, words.length);
    Sampling sampling =
        new Sampling(
            settings.sampleTemperature(),
            settings.sampleTopP(),
            0,
            Seeds.derive(seed, "sample", document.id()),
            Map.of(),
            0,
            0);
    int[] generated =
        generate(ids, settings.sampleTokens(), separator, sampling, tokenizer.size(), decoder);
    return new Sample(
        document.language(), document.id(), prompt, tokenizer.decodeWithoutSpecials(generated));
  }

  private static int[] generate(
      int[] prompt, int tokens, int separator, Sampling sampling, int vocabulary, Decoder decoder) {
    int[] generated = new int[tokens];
    int count = 0;
    Sampler sampler = new Sampler(sampling, 0, vocabulary);
    try (Continuation continuation = decoder.start(prompt)) {
      while (count < tokens) {
        int id = sampler.choose(continuation.logits());
        if (id == separator) {
          break;
        }
        generated[count++] = id;
        if (count == tokens || continuation.isFull()) {
          break;
        }
        continuation.append(id);
      }
    }
    return Arrays.copyOf(generated, count);
  }

  static String firstWords(String text, int words) {
    Matcher matcher = Pattern.compile("\\s*(\\S+\\s+){0," + (words - 1) + "}\\S+").matcher(text);
    String start = matcher.lookingAt() ? matcher.group() : text;
    int length = start.codePointCount(0, start.length());
    return length <= LONGEST_PROMPT_CHARACTERS
        ? start
        : start.substring(0, start.offsetByCodePoints(0, LONGEST_PROMPT_CHARACTERS));
  }
}
