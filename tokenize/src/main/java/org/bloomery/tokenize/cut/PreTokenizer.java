package org.bloomery.tokenize.cut;

/// Cuts a text into pieces before any merge: no token ever spans two pieces. Immutable; each thread
/// takes a cutter of its own.
public sealed interface PreTokenizer
    permits BloomPreTokenizer,
        Gpt2PreTokenizer,
        Llama3PreTokenizer,
        RegexPreTokenizer,
        SequencePreTokenizer {
  PieceCutter cutter();
}
