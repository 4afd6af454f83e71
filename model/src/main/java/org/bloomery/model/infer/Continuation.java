package org.bloomery.model.infer;

import org.bloomery.artifact.InputException;
import org.bloomery.model.file.BloomConfig;

/// A sequence that is being continued, with its cache. Used by one thread at a time; close it to
/// free its native buffers.
public final class Continuation implements AutoCloseable {
  private final InferenceModel model;
  private final BloomConfig config;
  private final TokenPass pass;
  private final KeyValueCache cache;
  private float[] logits;
  private int length;

  Continuation(InferenceModel model, KeyValueCache cache, int length, float[] residual) {
    this.model = model;
    this.config = model.config();
    this.cache = cache;
    this.length = length;
    this.pass = new TokenPass(model);
    this.logits = pass.logits(residual);
  }

  private Continuation(Continuation other) {
    this.model = other.model;
    this.config = other.config;
    this.cache = other.cache.copy();
    this.length = other.length;
    this.logits = other.logits;
    this.pass = new TokenPass(model);
  }

  /// Logits of the next token over the whole vocabulary, not yet normalised.
  public float[] logits() {
    return logits.clone();
  }

  /// Tokens so far, prompt included.
  public int length() {
    return length;
  }

  /// Whether the model's context is full, so that nothing can be appended.
  public boolean isFull() {
    return length >= config.sequenceLength();
  }

  /// Takes `id` as the next token and computes what may follow it.
  ///
  /// @throws InputException when the context is full or the id is unknown
  public void append(int id) {
    Vocabulary.check(new int[] {id}, config);
    if (isFull()) {
      throw new InputException(
          "The context of %d tokens is full.".formatted(config.sequenceLength()));
    }
    logits = pass.next(id, length, cache);
    length++;
  }

  /// Another continuation of the same tokens, to be continued in another way.
  public Continuation fork() {
    return new Continuation(this);
  }

  @Override
  public void close() {
    pass.close();
  }
}
