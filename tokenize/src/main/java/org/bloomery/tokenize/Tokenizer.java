package org.bloomery.tokenize;

import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.OptionalInt;
import java.util.concurrent.ConcurrentLinkedQueue;
import org.bloomery.artifact.InputException;

/// A byte-level BPE tokenizer: text to ids and back. Immutable, safe for several threads.
///
/// Ids are those of Hugging Face tokenizers for the same `tokenizer.json`, without post-processing:
/// no token is put before or behind a text.
public final class Tokenizer {
  private final BpeModel model;
  private final PreTokenizer preTokenizer;
  private final List<AddedToken> added;
  private final MergeTable merges;
  private final List<AddedTokens> searches;
  private final List<AddedTokens> searchesWithoutSpecials;
  private final byte[][] bytes;
  private final boolean[] special;
  private final ConcurrentLinkedQueue<Encoder> idle = new ConcurrentLinkedQueue<>();

  Tokenizer(BpeModel model, PreTokenizer preTokenizer, List<AddedToken> added) {
    this.model = model;
    this.preTokenizer = preTokenizer;
    this.added = List.copyOf(added);
    this.merges = new MergeTable(model);
    this.searches = AddedTokens.searches(this.added, false);
    this.searchesWithoutSpecials = AddedTokens.searches(this.added, true);
    int size = model.size();
    for (AddedToken token : added) {
      size = Math.max(size, token.id() + 1);
    }
    bytes = new byte[size][];
    special = new boolean[size];
    System.arraycopy(model.pieces(), 0, bytes, 0, model.size());
    for (AddedToken token : added) {
      bytes[token.id()] = token.content().getBytes(StandardCharsets.UTF_8);
      special[token.id()] = token.special();
    }
  }

  /// Number of ids, added tokens included.
  public int size() {
    return bytes.length;
  }

  public List<AddedToken> addedTokens() {
    return added;
  }

  public PreTokenizer preTokenizer() {
    return preTokenizer;
  }

  BpeModel model() {
    return model;
  }

  /// The id of an added token such as `</s>`.
  public OptionalInt idOfAdded(String content) {
    return added.stream()
        .filter(token -> token.content().equals(content))
        .mapToInt(AddedToken::id)
        .findFirst();
  }

  /// Whether an id stands for a special token.
  public boolean isSpecial(int id) {
    return special[id];
  }

  /// The ids of a text; added tokens in it are recognised.
  public int[] encode(String text) {
    return encode(text, Specials.RECOGNISED);
  }

  public int[] encode(String text, Specials specials) {
    return encode(text.getBytes(StandardCharsets.UTF_8), specials);
  }

  /// The ids of a text.
  ///
  /// @param text UTF-8; other bytes are encoded as they are
  public int[] encode(byte[] text, Specials specials) {
    Encoder encoder = idle.poll();
    if (encoder == null) {
      encoder = encoder();
    }
    IdBuffer out = new IdBuffer();
    encoder.encode(text, 0, text.length, specials, out);
    idle.add(encoder);
    return out.toArray();
  }

  /// An encoder for one thread.
  public Encoder encoder() {
    return new Encoder(preTokenizer, searches, searchesWithoutSpecials, new PieceEncoder(merges));
  }

  /// The bytes that an id stands for: of a special token, its name.
  public byte[] bytes(int id) {
    return bytes[checked(id)].clone();
  }

  /// The bytes of a list of ids, special tokens included.
  public byte[] decodeBytes(int... ids) {
    return join(ids, true);
  }

  /// The text of a list of ids, special tokens included; bytes that are no UTF-8 become U+FFFD.
  public String decode(int... ids) {
    return new String(join(ids, true), StandardCharsets.UTF_8);
  }

  /// The text of a list of ids without special tokens.
  public String decodeWithoutSpecials(int... ids) {
    return new String(join(ids, false), StandardCharsets.UTF_8);
  }

  private byte[] join(int[] ids, boolean withSpecials) {
    int length = 0;
    for (int id : ids) {
      length += withSpecials || !special[checked(id)] ? bytes[checked(id)].length : 0;
    }
    byte[] out = new byte[length];
    int at = 0;
    for (int id : ids) {
      if (withSpecials || !special[id]) {
        System.arraycopy(bytes[id], 0, out, at, bytes[id].length);
        at += bytes[id].length;
      }
    }
    return out;
  }

  private int checked(int id) {
    if (id < 0 || id >= bytes.length) {
      throw new InputException(
          "id " + id + " is not in this vocabulary of " + bytes.length + " entries");
    }
    return id;
  }

  /// A decoder for ids that come one by one.
  public StreamingDecoder streamingDecoder() {
    return new StreamingDecoder(this);
  }
}
