#!/usr/bin/env python3
"""Records token shards and blended sample orders by the rules of Megatron-LM, written down again with numpy:
the oracle of MegatronShardsTest (artifact) and of MegatronBlendTest (train).

    python peers/record_megatron_data.py

Shards: IndexedDatasetBuilder and _IndexWriter of megatron/core/datasets/indexed_dataset.py.
Orders: GPTDataset, build_sample_idx and build_blending_indices of megatron/core/datasets, by brute force.
"""

import json
import math
import pathlib
import struct

import numpy

ROOT = pathlib.Path(__file__).parent.parent
CODES = {1: numpy.uint8, 2: numpy.int8, 3: numpy.int16, 4: numpy.int32, 5: numpy.int64, 8: numpy.uint16}


def shard(code, documents, modes=None):
    """.idx and .bin of documents, which are lists of sequences, which are lists of ids."""
    kind = CODES[code]
    sequences = [numpy.array(s, dtype=kind) for d in documents for s in d]
    lengths = numpy.array([len(s) for s in sequences], dtype=numpy.int32)
    starts = [0]
    for document in documents:
        starts.append(starts[-1] + len(document))
    pointers, at = [], 0
    for length in lengths.tolist():
        pointers.append(at)
        at += length * numpy.dtype(kind).itemsize
    index = b"MMIDIDX\x00\x00" + struct.pack("<Q", 1) + struct.pack("<B", code)
    index += struct.pack("<Q", len(sequences)) + struct.pack("<Q", len(starts))
    index += lengths.tobytes() + numpy.array(pointers, dtype=numpy.int64).tobytes()
    index += numpy.array(starts, dtype=numpy.int64).tobytes()
    if modes is not None:
        index += numpy.array(modes, dtype=numpy.int8).tobytes()
    return index, b"".join(s.tobytes(order="C") for s in sequences)


def shards():
    one = [[[5, 6, 2]], [[7]], [[9, 10, 11, 2]]]
    several = [[[1, 2], [3, 4, 5]], [], [[6]], [[7, 8], [9], [10, 11]]]
    cases = [(f"code {code}", code, one, None) for code in CODES]
    cases += [("several sequences a document", 4, several, None), ("modes of text", 8, one, [0, 0, 0])]
    large = {1: 255, 2: 127, 3: 32767, 4: 250_000, 5: 250_000, 8: 65_535}
    recorded = []
    for name, code, documents, modes in cases:
        documents = [*documents, [[large[code]]]]
        modes = modes and [*modes, 0]
        index, data = shard(code, documents, modes)
        sequences = [s for d in documents for s in d]
        recorded.append(
            {"name": name, "idx": index.hex(), "bin": data.hex(), "sequences": sequences, "documents": len(documents)}
        )
    return recorded


def order(lengths, documents, sequence, wanted, seed):
    """Samples of a GPTDataset as lists of (document, token)."""
    per_epoch = sum(lengths[d] for d in documents)
    epochs, tokens = 1, per_epoch
    while tokens < wanted * sequence + 1:
        epochs += 1
        tokens += per_epoch
    apart = False
    if epochs > 1:
        without_last = ((epochs - 1) * per_epoch - 1) // sequence
        from_last = wanted - without_last
        apart = from_last < int(0.80 * ((per_epoch - 1) // sequence))
    random = numpy.random.RandomState(seed)

    def document_index(count, split):
        if not split or count == 1:
            index = numpy.mgrid[0:count, 0 : len(documents)][1]
            index[:] = documents
            index = index.reshape(-1).astype(numpy.int32)
            random.shuffle(index)
            return index
        return numpy.concatenate((document_index(count - 1, False), document_index(1, False)))

    walk = [(int(d), t) for d in document_index(epochs, apart) for t in range(lengths[d])]
    total = (epochs * per_epoch - 1) // sequence
    samples = [walk[k * sequence : k * sequence + sequence + 1] for k in range(total)]
    head = without_last if apart else total
    first = numpy.arange(0, head, dtype=numpy.uint32)
    random.shuffle(first)
    index = first
    if head != total:
        last = numpy.arange(head, total, dtype=numpy.uint32)
        random.shuffle(last)
        index = numpy.concatenate((first, last))
    return [samples[k] for k in index]


def blend(case):
    """For every sample of a blend: the set, and its tokens as document · 1000 + token."""
    total = sum(case["weights"])
    shares = [w / total for w in case["weights"]]
    sizes = [int(math.ceil(math.ceil(case["count"] * w) * 1.005)) for w in shares]
    orders = []
    for lengths, held_out, size in zip(case["lengths"], case["held_out"], sizes):
        documents = numpy.arange(0, int(round((1 - held_out) * len(lengths))), dtype=numpy.int32)
        orders.append(order(lengths, documents, case["sequence"], size, case["seed"]))
    taken = [0] * len(shares)
    samples = []
    for n in range(case["count"]):
        behind = [w * max(n, 1.0) - t for w, t in zip(shares, taken)]
        chosen = behind.index(max(behind))
        sample = orders[chosen][taken[chosen]]
        samples.append([chosen, *(1000 * d + t for d, t in sample)])
        taken[chosen] += 1
    return {**case, "sizes": sizes, "samples": samples}


def blends():
    random = numpy.random.RandomState(3)
    cases = []
    for count, sequence, seed, sets in [(40, 4, 42, 3), (7, 5, 1, 2), (400, 3, 1234, 5), (1, 4, 0, 2)]:
        lengths = [random.randint(1, 12, size=random.randint(5, 20)).tolist() for _ in range(sets)]
        weights = [round(float(w), 3) for w in random.uniform(0.01, 3, size=sets)]
        held_out = [0.0 if i % 2 else 0.1 for i in range(sets)]
        cases.append(
            {"count": count, "sequence": sequence, "seed": seed, "weights": weights, "held_out": held_out, "lengths": lengths}
        )
    return [blend(case) for case in cases]


def write(path, content):
    file = ROOT / path
    file.parent.mkdir(parents=True, exist_ok=True)
    file.write_text(json.dumps({"numpy": numpy.__version__, **content}) + "\n", encoding="utf-8")


if __name__ == "__main__":
    write("artifact/src/test/resources/megatron-shards.json", {"shards": shards()})
    write("train/src/test/resources/megatron-blends.json", {"blends": blends()})
