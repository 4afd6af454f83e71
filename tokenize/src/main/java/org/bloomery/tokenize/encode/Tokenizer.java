package org.bloomery.tokenize.encode;

import java.nio.charset.StandardCharsets;
import java.text.Normalizer;
import java.util.List;
import java.util.OptionalInt;
import java.util.concurrent.ConcurrentLinkedQueue;
import org.bloomery.artifact.InputException;
import org.bloomery.tokenize.cut.PreTokenizer;
import org.bloomery.tokenize.text.ByteCharacters;
import org.jspecify.annotations.Nullable;

/// A byte-level BPE tokenizer: text to ids and back. Immutable, safe for several threads.
///
/// Ids are those of Hugging Face tokenizers for the same `tokenizer.json`, without post-processing:
/// no token is put before or behind a text.
public final class Tokenizer {
  private final BpeModel model;
  private final TokenizerLayout layout;
  private final MergeTable merges;
  private final @Nullable PieceTable whole;
  private final AddedTokens raw;
  private final AddedTokens normalized;
  private final TokenBytes bytes;
  private final ConcurrentLinkedQueue<Encoder> idle = new ConcurrentLinkedQueue<>();

  public Tokenizer(BpeModel model, PreTokenizer preTokenizer, List<AddedToken> added) {
    this(model, TokenizerLayout.of(preTokenizer, added));
  }

  public Tokenizer(BpeModel model, TokenizerLayout layout) {
    this.model = model;
    this.layout = layout;
    this.merges = new MergeTable(model);
    this.whole =
        model.wholePiecesFirst() ? new PieceTable(textPieces(model, layout.added())) : null;
    this.raw = new AddedTokens(layout.added().stream().filter(t -> !t.normalized()).toList());
    this.normalized =
        new AddedTokens(
            layout.added().stream()
                .filter(AddedToken::normalized)
                .map(token -> layout.nfc() ? composed(token) : token)
                .toList());
    this.bytes = new TokenBytes(model, layout.added());
  }

  private static AddedToken composed(AddedToken token) {
    return new AddedToken(
        token.id(),
        Normalizer.normalize(token.content(), Normalizer.Form.NFC),
        true,
        token.special(),
        token.singleWord(),
        token.takesSpaceBefore(),
        token.takesSpaceBehind());
  }

  /// The bytes of each entry; empty for names of added tokens that are no byte-level text.
  private static byte[][] textPieces(BpeModel model, List<AddedToken> added) {
    byte[][] pieces = model.pieces().clone();
    for (AddedToken token : added) {
      if (token.id() < pieces.length && ByteCharacters.bytes(token.content()) == null) {
        pieces[token.id()] = new byte[0];
      }
    }
    return pieces;
  }

  /// Number of ids, added tokens included.
  public int size() {
    return bytes.size();
  }

  public List<AddedToken> addedTokens() {
    return layout.added();
  }

  public PreTokenizer preTokenizer() {
    return layout.preTokenizer();
  }

  public TokenizerLayout layout() {
    return layout;
  }

  public BpeModel model() {
    return model;
  }

  /// The id of an added token such as `</s>`.
  public OptionalInt idOfAdded(String content) {
    return layout.added().stream()
        .filter(token -> token.content().equals(content))
        .mapToInt(AddedToken::id)
        .findFirst();
  }

  /// Whether an id stands for a special token.
  public boolean isSpecial(int id) {
    return bytes.isSpecial(id);
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
    Encoder encoder = take();
    IdBuffer out = new IdBuffer();
    encoder.encode(text, 0, text.length, specials, out);
    idle.add(encoder);
    return out.toArray();
  }

  /// The ids of a text, and where in it each token lies.
  public Encoding encodeWithOffsets(byte[] text, Specials specials) {
    if (layout.nfc()) {
      throw new InputException(
          "this tokenizer brings text into normal form C first, so that a token has no place in the"
              + " text as given; ask for ids without offsets");
    }
    Encoder encoder = take();
    IdBuffer out = new IdBuffer();
    TokenMarks marks = new TokenMarks();
    encoder.encode(text, 0, text.length, specials, out, marks);
    idle.add(encoder);
    return new Encoding(text, out.toArray(), marks.byteOffsets(text, out, bytes.lengths()));
  }

  private Encoder take() {
    Encoder encoder = idle.poll();
    return encoder == null ? encoder() : encoder;
  }

  /// An encoder for one thread.
  public Encoder encoder() {
    return new Encoder(layout, raw, normalized, whole, new PieceEncoder(merges));
  }

  /// The bytes that an id stands for: of a special token, its name.
  public byte[] bytes(int id) {
    return bytes.of(id);
  }

  /// How many bytes an id stands for.
  public int length(int id) {
    return bytes.length(id);
  }

  /// The bytes of a list of ids, special tokens included.
  public byte[] decodeBytes(int... ids) {
    return bytes.join(ids);
  }

  /// The text of a list of ids, special tokens included; bytes that are no UTF-8 become U+FFFD.
  public String decode(int... ids) {
    return new String(bytes.join(ids), StandardCharsets.UTF_8);
  }

  /// The text of a list of ids without special tokens.
  public String decodeWithoutSpecials(int... ids) {
    return new String(bytes.joinWithoutSpecials(ids), StandardCharsets.UTF_8);
  }

  /// A decoder for ids that come one by one.
  public StreamingDecoder streamingDecoder() {
    return new StreamingDecoder(bytes);
  }
}
