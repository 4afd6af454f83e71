package org.bloomery.evaluate;

/// Tokens to score: those from index `from` on, each given those before it.
@SuppressWarnings("ArrayRecordComponent") // Never compared; boxed ids would cost more.
record Passage(int[] ids, int from) {
  int scored() {
    return ids.length - from;
  }
}
