"""Compares `bloomery tokenizer` with Hugging Face tokenizers, live.

    pip install -r peers/requirements.txt
    python peers/tokenizer_parity.py TOKENIZER.json TEXT... [--strings 10000] [--seed 1] [--vocab N]
                                     [--documents PATH...] [--layouts [NAME...]]
                                     [--bloomery ./bloomery]

Encodes random Unicode strings and every document of TEXT with both and compares the ids; then lets
both train on TEXT and compares vocabulary and merges. TEXT is JSONL with a field `text` (plain, .gz
or .zst), or plain text, where a line with its line feed is a document; so are the files that
--documents names, and all such files in its folders, which are encoded but not learnt from.

--layouts trains tokenizers of GPT-2's, Llama 3's, Qwen 2's and GPT-4o's layouts, or of those named,
on TEXT with the peer, imports each with `bloomery tokenizer convert`, and compares the ids of the
same strings: the peer's file, our file read by the peer, and our file read by us. If tiktoken is
there, its ids are compared too. Strings are made and compared in chunks, so that a million take
some minutes a layout and no more memory than ten thousand; a line on standard error tells of each
chunk. Prints one line; exit code 1 says that something differs.
"""

import argparse
import base64
import gzip
import io
import json
import random
import re
import subprocess
import sys
import tempfile
from pathlib import Path

import tokenizers
import zstandard
from tokenizers import Tokenizer

from record_layouts import CL100K, GPT_4O, LAYOUTS, byte_characters, train_layout
from record_tokenizer import train

try:
    import tiktoken
except ImportError:
    tiktoken = None

TIKTOKEN_PATTERNS = {"gpt4o": [("o200k_base", GPT_4O), ("cl100k_base", CL100K)]}

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


def random_strings(count, seed):
    chance = random.Random(seed)
    for _ in range(count):
        yield random_string(chance)


def opened(path):
    if path.endswith(".zst"):
        return io.BufferedReader(zstandard.open(path, "rb"))
    return gzip.open(path, "rb") if path.endswith(".gz") else open(path, "rb")


def documents(paths):
    for path in files(paths):
        with opened(path) as lines:
            for line in lines:
                text = line.decode("utf-8")
                yield json.loads(text)["text"] if ".jsonl" in path else text


def files(paths):
    for path in paths:
        below = sorted(p for p in Path(path).rglob("*") if p.is_file() and re.search(r"\.(jsonl|txt)(\.gz|\.zst)?$", p.name))
        yield from ([str(p) for p in below] if Path(path).is_dir() else [str(path)])


def chunks(strings):
    """Lists of up to 100,000 strings or 16 million characters: one start of our program each."""
    chunk, length = [], 0
    for text in strings:
        chunk.append(text)
        length += len(text)
        if len(chunk) == 100_000 or length > 1 << 24:
            yield chunk
            chunk, length = [], 0
    if chunk:
        yield chunk


def our_ids(bloomery, folder, strings, options=()):
    """The lists of ids, one by one."""
    with tempfile.TemporaryFile() as given, tempfile.TemporaryFile() as got:
        for text in strings:
            given.write(json.dumps(text).encode("ascii") + b"\n")
        given.seek(0)
        command = [bloomery, "tokenizer", "encode", str(folder), "--jsonl", *options]
        subprocess.run(command, stdin=given, stdout=got, check=True)
        got.seek(0)
        count = 0
        for line in got:
            count += 1
            yield json.loads(line)
    if count != len(strings):
        sys.exit(f"{len(strings)} strings gave {count} lines")


def peer_ids(tokenizer, strings):
    for start in range(0, len(strings), 1000):
        for encoding in tokenizer.encode_batch(strings[start : start + 1000], add_special_tokens=False):
            yield encoding.ids


def compare_ids(name, tokenizer, bloomery, folder, strings, options=()):
    """Number of strings, and of those whose ids differ; the first of these is shown."""
    total, wrong = 0, 0
    for chunk in chunks(strings):
        total += len(chunk)
        for text, theirs, mine in zip(chunk, peer_ids(tokenizer, chunk), our_ids(bloomery, folder, chunk, options)):
            if theirs != mine:
                wrong += 1
                if wrong == 1:
                    print(f"first difference: {text[:200]!r}\n  peer {theirs[:40]}\n  ours {mine[:40]}")
        print(f"{name}: {wrong} of {total} differ", file=sys.stderr, flush=True)
    return total, wrong


class Tiktoken:
    """The vocabulary of a tokenizer in tiktoken, with the interface that compare_ids uses."""

    def __init__(self, tokenizer, pattern, folder):
        model = json.loads(tokenizer.to_str())["model"]
        of_char = {c: b for b, c in byte_characters().items()}
        pieces = sorted((id, bytes(of_char[c] for c in text)) for text, id in model["vocab"].items())
        self.file = Path(folder, "ranks.tiktoken")
        self.file.write_bytes(b"".join(base64.b64encode(p) + b" %d\n" % rank for rank, (_, p) in enumerate(pieces)))
        ranks = {piece: rank for rank, (_, piece) in enumerate(pieces)}
        self.encoding = tiktoken.Encoding("parity", pat_str=pattern, mergeable_ranks=ranks, special_tokens={})

    def encode_batch(self, strings, add_special_tokens):
        return [argparse.Namespace(ids=ids) for ids in self.encoding.encode_ordinary_batch(strings)]


def convert(bloomery, source, out, *options):
    command = [bloomery, "tokenizer", "convert", str(source), "--out", str(out), *options]
    subprocess.run(command, check=True, stdout=subprocess.DEVNULL)


def compare_layouts(bloomery, paths, size, names, strings):
    """For each layout its name and the number of strings whose ids differ anywhere.

    strings() gives the same strings each time.
    """
    results = {}
    with tempfile.TemporaryDirectory() as folder:
        for name in names:
            theirs, ours = Path(folder, name), Path(folder, name + "-ours")
            theirs.mkdir()
            tokenizer = train_layout(name, documents(paths), size)
            tokenizer.save(str(theirs / "tokenizer.json"))
            convert(bloomery, theirs, ours)
            again = Tokenizer.from_file(str(ours / "tokenizer.json"))
            wrong = compare_ids(name, tokenizer, bloomery, theirs, strings())[1]
            wrong += compare_ids(name + ', our file', again, bloomery, ours, strings())[1]
            results[name] = wrong
            if tiktoken and name in TIKTOKEN_PATTERNS:
                for named, pattern in TIKTOKEN_PATTERNS[name]:
                    peer = Tiktoken(tokenizer, pattern, folder)
                    convert(bloomery, peer.file, ours, "--pattern", named)
                    results["tiktoken " + named] = compare_ids(named, peer, bloomery, ours, strings())[1]
    return results


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
    parser.add_argument("--documents", nargs="+", default=[])
    parser.add_argument("--layouts", nargs="*", choices=["gpt2", *LAYOUTS])
    parser.add_argument("--bloomery", default="./bloomery")
    options = parser.parse_args()
    tokenizer = Tokenizer.from_file(options.tokenizer)
    folder = Path(options.tokenizer)

    def strings():
        return random_strings(options.strings, options.seed)

    random_total, wrong_random = compare_ids("strings", tokenizer, options.bloomery, folder, strings())
    texts, wrong_texts = compare_ids(
        "documents", tokenizer, options.bloomery, folder, documents([*options.text, *options.documents])
    )
    size = options.vocab or tokenizer.get_vocab_size()
    merges, problems = compare_training(options.bloomery, options.text, size)
    names = [] if options.layouts is None else options.layouts or ["gpt2", *LAYOUTS]
    layouts = compare_layouts(options.bloomery, options.text, size, names, strings)
    shown = ", ".join(f"{name} {wrong}" for name, wrong in layouts.items())
    print(
        f"tokenizers {tokenizers.__version__}: {wrong_random} of {random_total} random strings (seed {options.seed})"
        f" and {wrong_texts} of {texts} documents differ in ids; training at {size}:"
        f" {merges} merges, {'; '.join(problems) or 'identical vocabulary and merges'}"
        + (f"; strings that differ by imported layout: {shown}" if layouts else "")
    )
    sys.exit(1 if wrong_random or wrong_texts or problems or any(layouts.values()) else 0)


if __name__ == "__main__":
    main()
