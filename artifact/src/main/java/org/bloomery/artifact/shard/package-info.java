/// Token shards in Megatron-LM's indexed format, so that other trainers can read ours and we
/// theirs.
///
/// `NAME.bin` holds the ids of all documents, little-endian, unsigned 16 bits where the vocabulary
/// is smaller than 65,500, else 32 bits. `NAME.idx`, little-endian: magic `MMIDIDX\0\0`, u64
/// version 1, u8 element type, u64 sequences, u64 document entries, i32 length and i64 byte offset
/// of each sequence, i64 first sequence of each document and, last, the number of sequences. Here
/// every sequence is a document. Shards of others are read with any integer type, several sequences
/// a document, and the i8 modes that multimodal producers append, if all of them say text; shards
/// of the older format `TNTIDX` are refused. Source: `megatron/core/datasets/indexed_dataset.py`.
///
/// Read [org.bloomery.artifact.shard.ShardWriter] first.
@NullMarked
package org.bloomery.artifact.shard;

import org.jspecify.annotations.NullMarked;
