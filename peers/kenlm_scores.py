#!/usr/bin/env python3
"""Scores texts with KenLM under an ARPA file.

    python peers/kenlm_scores.py MODEL.arpa TEXTS OUT      a text a line in, a logarithm to base 10 a line out
"""
import sys

import kenlm

model = kenlm.Model(sys.argv[1])
with open(sys.argv[2], encoding="utf-8", newline="\n") as texts, open(sys.argv[3], "w", encoding="utf-8") as out:
    count = 0
    for text in texts:
        out.write(repr(model.score(text.rstrip("\n"), bos=True, eos=True)) + "\n")
        count += 1
print(f"KenLM: {count} texts")
