"""Records what Hugging Face tokenizers makes of the golden text, for the tests of the tokenize room.

    pip install tokenizers==0.23.3
    python peers/record_tokenizer.py tokenize/src/test/resources/golden

Reads text.txt in that folder (the whole file is one document) and writes golden-600.json,
golden-1500.json (BLOOM's pre-tokeniser) and golden-gpt2.json, golden-gpt2-tokenizer.json.
"""

import json
import random
import sys
from pathlib import Path

import tokenizers
from tokenizers import AddedToken, Regex, Tokenizer, decoders, models, pre_tokenizers, processors, trainers

SPECIALS = ["<unk>", "<s>", "</s>", "<pad>"]
BLOOM_PATTERN = " ?[^(\\s|[.,!?…。，、।۔،])]+"
PEER = "tokenizers " + tokenizers.__version__


def untrained(layout):
    tokenizer = Tokenizer(models.BPE())
    if layout == "bloom":
        tokenizer.pre_tokenizer = pre_tokenizers.Sequence(
            [
                pre_tokenizers.Split(Regex(BLOOM_PATTERN), behavior="isolated", invert=False),
                pre_tokenizers.ByteLevel(add_prefix_space=False, trim_offsets=True, use_regex=False),
            ]
        )
    else:
        tokenizer.pre_tokenizer = pre_tokenizers.ByteLevel(add_prefix_space=False, use_regex=True)
    tokenizer.post_processor = processors.ByteLevel(trim_offsets=False)
    tokenizer.decoder = decoders.ByteLevel()
    return tokenizer


def train(texts, size, layout="bloom", specials=SPECIALS):
    tokenizer = untrained(layout)
    trainer = trainers.BpeTrainer(
        vocab_size=size,
        special_tokens=specials,
        initial_alphabet=pre_tokenizers.ByteLevel.alphabet(),
        show_progress=False,
    )
    tokenizer.train_from_iterator(texts, trainer)
    return tokenizer


def samples(text):
    """Strings to encode: lines, slices, specials in text, corners, random characters."""
    chance = random.Random(20260601)
    out = ["", " ", "  ", "\n", "</s>", "a</s>b", " </s> ", "<s><s>", "</s", "<pad><unk>x", "2²", "x" * 300]
    out += text.split("\n")
    for _ in range(120):
        start = chance.randrange(len(text))
        out.append(text[start : start + chance.randrange(1, 120)])
    for _ in range(90):
        length = chance.randrange(1, 40)
        limit = chance.choice([0x80, 0x800, 0x3100, 0x110000])
        points = [chance.randrange(limit) for _ in range(length)]
        out.append("".join(chr(p) for p in points if not 0xD800 <= p <= 0xDFFF))
    for _ in range(20):
        out.append("".join(chance.choice(["</s>", "<s>", " ", "a", "é", "<", "/", "s>", "\n"]) for _ in range(12)))
    return out


def golden(tokenizer, strings):
    model = json.loads(tokenizer.to_str())["model"]
    cases = []
    for text in strings:
        ids = tokenizer.encode(text).ids
        tokenizer.encode_special_tokens = True
        as_text = tokenizer.encode(text).ids
        tokenizer.encode_special_tokens = False
        case = {"text": text, "ids": ids}
        if as_text != ids:
            case["idsAsText"] = as_text
        decoded = tokenizer.decode(ids, skip_special_tokens=False)
        if decoded != text:
            case["decoded"] = decoded
        # A cut through the ids often cuts a character: the lossy text of the first half.
        case["firstHalf"] = tokenizer.decode(ids[: len(ids) // 2], skip_special_tokens=False)
        cases.append(case)
    return {"peer": PEER, "vocab": model["vocab"], "merges": model["merges"], "cases": cases}


def write(path, value):
    path.write_text(json.dumps(value, ensure_ascii=True, separators=(",", ":")) + "\n", encoding="utf-8")


def main():
    folder = Path(sys.argv[1])
    text = (folder / "text.txt").read_bytes().decode("utf-8")
    strings = samples(text)
    for size in (600, 1500):
        write(folder / f"golden-{size}.json", golden(train([text], size), strings))
    gpt2 = train([text], 700, "gpt2", ["<|endoftext|>"])
    gpt2.add_tokens([AddedToken("Bloomery", normalized=True), AddedToken("<|user|>", special=True)])
    (folder / "golden-gpt2-tokenizer.json").write_text(gpt2.to_str(), encoding="utf-8")
    strings += ["Bloomery's Bloomery<|user|>it'll<|endoftext|>'s 's", "I'm  I've 'Lll'll 12ab ²½ \u00a0\u00a0x \n\n x"]
    write(folder / "golden-gpt2.json", golden(gpt2, strings))


if __name__ == "__main__":
    main()
