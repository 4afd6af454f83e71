package org.bloomery.train.data;

import java.util.Arrays;
import org.bloomery.artifact.InputException;

/// The samples of one token set in Megatron-LM's order (`GPTDataset`): as many epochs as needed,
/// documents shuffled and laid end to end, cut into samples that overlap by one token, and the
/// samples shuffled again.
///
/// When the last epoch is needed only in part (less than [#WHOLE_EPOCH] of it), it is shuffled
/// apart from the others, so that no document is seen E times before all are seen E − 1 times.
public final class SampleOrder implements Samples {
  /// Share of an epoch from which on the last one is mixed with those before it (Megatron-LM's).
  static final double WHOLE_EPOCH = 0.80;

  private final TokenSet set;
  private final int length;

  /// Document numbers, epoch after epoch, shuffled.
  private final int[] documentIndex;

  /// Sample k begins in `documentIndex[samplePosition[k]]` at token `sampleOffset[k]`.
  private final int[] samplePosition;

  private final int[] sampleOffset;

  /// Sample number → k.
  private final int[] shuffleIndex;

  /// An order of at least `count` samples of `sequenceLength` + 1 tokens.
  public SampleOrder(TokenSet set, String name, int sequenceLength, long count, int seed) {
    this.set = set;
    this.length = sequenceLength;
    long epochTokens = set.tokens();
    if (epochTokens == 0) {
      throw new InputException(
          "The token set " + name + " is empty; give it text or leave its language out.");
    }
    int epochs = epochs(epochTokens, sequenceLength, count);
    long beforeLast = ((epochs - 1) * epochTokens - 1) / sequenceLength;
    long perEpoch = (epochTokens - 1) / sequenceLength;
    boolean apart = epochs > 1 && count - beforeLast < (long) (WHOLE_EPOCH * perEpoch);
    checkSize(name, Math.multiplyExact((long) set.documents(), epochs), "documents × epochs");
    long samples = (epochs * epochTokens - 1) / sequenceLength;
    checkSize(name, samples, "samples");

    MersenneTwister random = new MersenneTwister(seed);
    this.documentIndex = documentIndex(set.documents(), epochs, apart, random);
    this.samplePosition = new int[(int) samples];
    this.sampleOffset = new int[(int) samples];
    cut();
    this.shuffleIndex = shuffleIndex((int) samples, apart ? (int) beforeLast : 0, random);
  }

  /// The least number of epochs that gives `count` samples.
  static int epochs(long epochTokens, int sequenceLength, long count) {
    long needed = Math.addExact(Math.multiplyExact(count, sequenceLength), 1);
    return Math.toIntExact(Math.max(1, Math.ceilDiv(needed, epochTokens)));
  }

  private static void checkSize(String name, long size, String what) {
    if (size > Integer.MAX_VALUE - 8) {
      throw new InputException(
          "The token set %s needs %,d %s, more than an index holds; split it into several sets."
              .formatted(name, size, what));
    }
  }

  private static int[] documentIndex(
      int documents, int epochs, boolean apart, MersenneTwister random) {
    int[] index = new int[documents * epochs];
    Arrays.setAll(index, i -> i % documents);
    if (!apart) {
      random.shuffle(index);
      return index;
    }
    int head = documents * (epochs - 1);
    int[] first = Arrays.copyOf(index, head);
    int[] last = Arrays.copyOfRange(index, head, index.length);
    random.shuffle(first);
    random.shuffle(last);
    System.arraycopy(first, 0, index, 0, head);
    System.arraycopy(last, 0, index, head, documents);
    return index;
  }

  /// Walks the documents end to end in strides of the sequence length.
  private void cut() {
    int position = 0;
    int offset = 0;
    for (int k = 0; k < samplePosition.length; k++) {
      // The start is the last token of the sample before, which the two share.
      samplePosition[k] = position;
      sampleOffset[k] = offset;
      int left = length;
      while (left > 0) {
        int rest = set.length(documentIndex[position]) - offset;
        if (left < rest) {
          offset += left;
          left = 0;
        } else {
          left -= rest;
          position++;
          offset = 0;
        }
      }
    }
  }

  private static int[] shuffleIndex(int samples, int apartFrom, MersenneTwister random) {
    int head = apartFrom == 0 ? samples : apartFrom;
    int[] first = new int[head];
    int[] last = new int[samples - head];
    Arrays.setAll(first, i -> i);
    Arrays.setAll(last, i -> head + i);
    random.shuffle(first);
    random.shuffle(last);
    int[] index = Arrays.copyOf(first, samples);
    System.arraycopy(last, 0, index, head, last.length);
    return index;
  }

  @Override
  public long count() {
    return shuffleIndex.length;
  }

  @Override
  public void requireUnchanged() {
    set.requireUnchanged();
  }

  @Override
  public int tokensPerSample() {
    return length + 1;
  }

  @Override
  public void read(long number, int[] target, int position) {
    int k = shuffleIndex[Math.toIntExact(number)];
    int at = samplePosition[k];
    int offset = sampleOffset[k];
    int filled = 0;
    while (filled <= length) {
      int document = documentIndex[at++];
      int count = Math.min(set.length(document) - offset, length + 1 - filled);
      set.read(document, offset, count, target, position + filled);
      filled += count;
      offset = 0;
    }
  }

  /// The document index, for tests against the peer.
  int[] documentIndex() {
    return documentIndex.clone();
  }

  /// The shuffle index, for tests against the peer.
  int[] shuffleIndex() {
    return shuffleIndex.clone();
  }
}
