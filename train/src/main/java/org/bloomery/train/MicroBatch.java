package org.bloomery.train;

/// Sequences computed together.
///
/// @param tokens `sequences × (length + 1)` token ids, row by row: each row's first `length` are
///   read, its last `length` are to be predicted
/// @param step optimiser step that it belongs to, from 0
/// @param firstSample number of the first row's sample; row r is sample `firstSample + r`. Step and
///   sample name the dropout masks, so that they do not depend on how a batch is cut.
@SuppressWarnings("ArrayRecordComponent") // thousands of ids, read once and never compared
public record MicroBatch(int[] tokens, int sequences, int length, long step, long firstSample) {

  public MicroBatch {
    if (tokens.length != sequences * (length + 1)) {
      throw new IllegalArgumentException(
          "%d tokens are not %d rows of %d".formatted(tokens.length, sequences, length + 1));
    }
  }
}
