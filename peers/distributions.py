#!/usr/bin/env python3
"""Compares whole next-token distributions with those of transformers: the oracle of NumericalLawsTest (train).

    python peers/distributions.py RELEASE...

Each RELEASE is a Hugging Face folder with a file ours.json: a list of cases {ids, log_probs}, where
log_probs[p][v] is the natural logarithm of the probability that we give id v after the first p + 1 ids.
Prints one line; exits with 1 on a difference.
"""

import json
import pathlib
import sys

import torch
import transformers

TOLERANCE = 1e-4  # our fp32 against fp32, up to 512 tokens


def difference(folder):
    """The largest difference in a folder, and how many numbers were compared."""
    model = transformers.BloomForCausalLM.from_pretrained(folder, dtype=torch.float32).eval()
    worst, count = 0.0, 0
    for case in json.loads((folder / "ours.json").read_text(encoding="utf-8")):
        ours = torch.tensor(case["log_probs"], dtype=torch.float64)
        with torch.no_grad():
            theirs = torch.log_softmax(model(torch.tensor([case["ids"]])).logits[0].double(), -1)
        assert ours.shape == theirs.shape, (folder, ours.shape, theirs.shape)
        worst = max(worst, (ours - theirs).abs().max().item())
        count += ours.numel()
    return worst, count


def main():
    if len(sys.argv) < 2:
        sys.exit(__doc__)
    transformers.utils.logging.set_verbosity_error()
    worst, count = 0.0, 0
    for name in sys.argv[1:]:
        found, compared = difference(pathlib.Path(name))
        worst, count = max(worst, found), count + compared
    verdict = "agree" if worst <= TOLERANCE else "DIFFER"
    print(
        f"distributions: {len(sys.argv) - 1} releases, {count:,} log-probabilities {verdict} with "
        f"transformers {transformers.__version__}, largest difference {worst:.1e}"
    )
    sys.exit(not worst <= TOLERANCE)


if __name__ == "__main__":
    main()
