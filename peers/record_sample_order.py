#!/usr/bin/env python3
"""Records the golden of SampleOrderTest (train) with numpy.

The rules are Megatron-LM's (megatron/core/datasets/gpt_dataset.py and helpers.cpp), written here in
the plainest way: documents end to end, samples as slices of the whole stream.

    python peers/record_sample_order.py            writes the golden
    python peers/record_sample_order.py --check    compares it with what numpy gives today
"""
import json
import pathlib
import sys

import numpy


GOLDEN = pathlib.Path(__file__).parent.parent / "train/src/test/resources/sample-order.json"


def order(lengths, sequence, count, seed):
    epoch = sum(lengths)
    epochs = 1
    while (epochs * epoch - 1) // sequence < count:
        epochs += 1
    before = ((epochs - 1) * epoch - 1) // sequence
    apart = epochs > 1 and count - before < int(0.80 * ((epoch - 1) // sequence))
    random = numpy.random.RandomState(seed)

    def documents(n):
        index = numpy.tile(numpy.arange(len(lengths), dtype=numpy.int32), n)
        random.shuffle(index)
        return index

    if apart:
        index = numpy.concatenate([documents(epochs - 1), documents(1)])
    else:
        index = documents(epochs)
    stream = [int(d) * 1000 + t for d in index for t in range(lengths[d])]
    total = (epochs * epoch - 1) // sequence
    head = before if apart else total
    first = numpy.arange(0, head, dtype=numpy.uint32)
    random.shuffle(first)
    last = numpy.arange(head, total, dtype=numpy.uint32)
    if head < total:
        random.shuffle(last)
    shuffle = [int(k) for k in numpy.concatenate([first, last])]
    samples = [stream[k * sequence:k * sequence + sequence + 1] for k in shuffle]
    return {"lengths": lengths, "sequence": sequence, "count": count, "seed": seed,
            "epochs": epochs, "apart": bool(apart), "documents": [int(d) for d in index],
            "shuffle": shuffle, "samples": samples}


def shuffled(seed, n):
    values = numpy.arange(n, dtype=numpy.int32)
    numpy.random.RandomState(seed).shuffle(values)
    return {"seed": seed, "n": n, "values": [int(v) for v in values]}


def main():
    lengths = [int(n) for n in numpy.random.RandomState(7).randint(1, 12, size=9)]
    cases = [
        order([5, 3, 8], 4, 3, 0),                 # a part of one epoch
        order([5, 3, 8], 4, 10, 42),               # several epochs
        order(lengths, 6, 12, 1234),               # last epoch small: shuffled apart
        order(lengths, 6, 19, 1234),               # last epoch nearly whole: mixed in
        order(lengths, 5, 60, 4294967295),         # many epochs, the largest seed
        order([2, 1], 8, 4, 3),                    # sample longer than an epoch
        order([0, 4, 0, 7], 3, 9, 11),             # empty documents
    ]
    shuffles = [shuffled(s, n) for s, n in [(0, 1), (0, 2), (42, 10), (1, 100), (4294967295, 700)]]
    found = {"orders": cases, "shuffles": shuffles}
    if "--check" not in sys.argv:
        GOLDEN.write_text(json.dumps({"numpy": numpy.__version__, **found}) + "\n", encoding="utf-8")
        return
    golden = json.loads(GOLDEN.read_text(encoding="utf-8"))
    recorded = golden.pop("numpy")
    verdict = "agree" if golden == found else "DIFFER"
    print(
        f"record_sample_order: {len(cases)} orders and {len(shuffles)} shuffles recorded with numpy {recorded} "
        f"{verdict} with numpy {numpy.__version__}"
    )
    sys.exit(golden != found)


main()
