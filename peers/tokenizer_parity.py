"""Compares `bloomery tokenizer` with Hugging Face tokenizers, live.

    pip install tokenizers==0.23.3
    python peers/tokenizer_parity.py TOKENIZER.json TEXT... [--strings 10000] [--seed 1]
                                     [--vocab N] [--bloomery ./bloomery]

Encodes random Unicode strings and every document of TEXT with both and compares the ids; then lets
both train on TEXT and compares vocabulary and merges. TEXT is JSONL with a field `text` (plain, or
.gz), or plain text, where a line with its line feed is a document. Prints one line; exit code 1 says
that something differs.
"""

import argparse
import gzip
import json
import random
import subprocess
import sys
import tempfile
from pathlib import Path

import tokenizers
from tokenizers import Tokenizer

from record_tokenizer import train

CORNERS = (
    " ,  ,\n,\r\n,\t,(,),|,.,!,?,…,。,，,、,।,۔,،,\u0085,\u00a0,\u1680,\u2003,\u2028,\u3000,\u200b,\ufeff,</s>,<s>,"
    "<pad>,</s,the, the,aaa,é,e\u0301,👩‍👩‍👧,🏳️‍🌈,नमस्ते,你好,สวัสดี,سلام,שלום,2²,Ⅷ,\u0000,\u0007,\u007f"
).split(",")


def random_string(chance):
    parts = []
    for _ in range(chance.randrange(1, 25)):
        kind = chance.randrange(4)
        if kind == 0:
            parts.append(chance.choice(CORNERS))
        elif kind == 1:
            parts.append("".join(chance.choice("abcdeé ") for _ in range(chance.randrange(1, 9))))
        else:
            point = chance.randrange(chance.choice([0x80, 0x250, 0x3100, 0x110000]))
            parts.append(" " if 0xD800 <= point <= 0xDFFF else chr(point))
    return "".join(parts)


def documents(paths):
    for path in paths:
        opened = gzip.open(path, "rb") if path.endswith(".gz") else open(path, "rb")
        with opened as lines:
            for line in lines:
                text = line.decode("utf-8")
                yield json.loads(text)["text"] if ".jsonl" in path else text


def our_ids(bloomery, folder, strings):
    with tempfile.TemporaryFile() as given:
        for text in strings:
            given.write(json.dumps(text).encode("ascii") + b"\n")
        given.seek(0)
        command = [bloomery, "tokenizer", "encode", str(folder), "--jsonl"]
        done = subprocess.run(command, stdin=given, stdout=subprocess.PIPE, check=True)
    return [json.loads(line) for line in done.stdout.decode("ascii").splitlines()]


def compare_ids(tokenizer, bloomery, folder, strings):
    """Number of strings whose ids differ; the first is shown."""
    ours = our_ids(bloomery, folder, strings)
    if len(ours) != len(strings):
        sys.exit(f"{len(strings)} strings gave {len(ours)} lines")
    wrong = 0
    for start in range(0, len(strings), 1000):
        batch = strings[start : start + 1000]
        for text, theirs, mine in zip(batch, tokenizer.encode_batch(batch), ours[start : start + 1000]):
            if theirs.ids != mine:
                wrong += 1
                if wrong == 1:
                    print(f"first difference: {text[:200]!r}\n  peer {theirs.ids[:40]}\n  ours {mine[:40]}")
    return wrong


def merge_strings(model):
    return [merge if isinstance(merge, str) else " ".join(merge) for merge in model["merges"]]


def compare_training(bloomery, paths, size):
    """The number of merges, and what differs."""
    with tempfile.TemporaryDirectory() as folder:
        command = [bloomery, "tokenizer", "train", "--out", folder, "--vocab", str(size), *paths]
        subprocess.run(command, check=True, stdout=subprocess.DEVNULL)
        ours = json.loads(Path(folder, "tokenizer.json").read_text(encoding="utf-8"))["model"]
    theirs = json.loads(train(documents(paths), size).to_str())["model"]
    mine, peer = merge_strings(ours), merge_strings(theirs)
    problems = []
    if ours["vocab"] != theirs["vocab"]:
        problems.append("vocabularies differ")
    if mine != peer:
        at = next((i for i, (a, b) in enumerate(zip(mine, peer)) if a != b), min(len(mine), len(peer)))
        problems.append(f"merges differ from {at} on: ours {mine[at:at + 2]}, peer {peer[at:at + 2]}")
    return len(peer), problems


def main():
    parser = argparse.ArgumentParser()
    parser.add_argument("tokenizer")
    parser.add_argument("text", nargs="+")
    parser.add_argument("--strings", type=int, default=10_000)
    parser.add_argument("--seed", type=int, default=1)
    parser.add_argument("--vocab", type=int)
    parser.add_argument("--bloomery", default="./bloomery")
    options = parser.parse_args()
    tokenizer = Tokenizer.from_file(options.tokenizer)
    folder = Path(options.tokenizer)
    chance = random.Random(options.seed)
    strings = [random_string(chance) for _ in range(options.strings)]
    wrong_random = compare_ids(tokenizer, options.bloomery, folder, strings)
    texts = list(documents(options.text))
    wrong_texts = compare_ids(tokenizer, options.bloomery, folder, texts)
    size = options.vocab or tokenizer.get_vocab_size()
    merges, problems = compare_training(options.bloomery, options.text, size)
    print(
        f"tokenizers {tokenizers.__version__}: {wrong_random} of {len(strings)} random strings (seed {options.seed})"
        f" and {wrong_texts} of {len(texts)} documents differ in ids; training at {size}:"
        f" {merges} merges, {'; '.join(problems) or 'identical vocabulary and merges'}"
    )
    sys.exit(1 if wrong_random or wrong_texts or problems else 0)


if __name__ == "__main__":
    main()
