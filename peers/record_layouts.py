"""Records what Hugging Face tokenizers and tiktoken make of the layouts that the tokenize room imports.

    pip install tokenizers==0.23.3 tiktoken==0.14.0
    python peers/record_layouts.py tokenize/src/test/resources/golden

Writes layouts.json (one tokenizer.json a layout, with ids and offsets of the golden strings) and
patterns.json (the pieces that Oniguruma makes of them with many patterns). Reads text.txt there.
"""

import base64
import json
import random
import sys
from pathlib import Path

import tokenizers
from tokenizers import AddedToken, Regex, Tokenizer, decoders, models, normalizers, pre_tokenizers, processors, trainers

from record_tokenizer import samples, write

PEER = "tokenizers " + tokenizers.__version__
LLAMA_3 = (
    r"(?i:'s|'t|'re|'ve|'m|'ll|'d)|[^\r\n\p{L}\p{N}]?\p{L}+|\p{N}{1,3}"
    r"| ?[^\s\p{L}\p{N}]+[\r\n]*|\s*[\r\n]+|\s+(?!\S)|\s+"
)
QWEN_2 = LLAMA_3.replace("{1,3}", "")
GPT_4O = "|".join(
    [
        r"[^\r\n\p{L}\p{N}]?[\p{Lu}\p{Lt}\p{Lm}\p{Lo}\p{M}]*[\p{Ll}\p{Lm}\p{Lo}\p{M}]+(?i:'s|'t|'re|'ve|'m|'ll|'d)?",
        r"[^\r\n\p{L}\p{N}]?[\p{Lu}\p{Lt}\p{Lm}\p{Lo}\p{M}]+[\p{Ll}\p{Lm}\p{Lo}\p{M}]*(?i:'s|'t|'re|'ve|'m|'ll|'d)?",
        r"\p{N}{1,3}",
        r" ?[^\s\p{L}\p{N}]+[\r\n/]*",
        r"\s*[\r\n]+",
        r"\s+(?!\S)",
        r"\s+",
    ]
)
CL100K = (
    r"'(?i:[sdmt]|ll|ve|re)|[^\r\n\p{L}\p{N}]?+\p{L}++|\p{N}{1,3}+| ?[^\s\p{L}\p{N}]++[\r\n]*+|\s++$|\s*[\r\n]|\s+(?!\S)|\s"
)
PATTERNS = [
    LLAMA_3,
    QWEN_2,
    GPT_4O,
    r"\p{N}",
    r"\w+|[^\w\s]+",
    r"\b",
    r"(?=\p{Lu})",
    r"(?<=[a-z])(?=[A-Z])|\s+",
    r"^.+$",
    r"\h+|\v",
    r"[一-龥\p{Han}]+|\p{Hiragana}+|\p{^L}",
    r"a{2}?|b{,2}|c{1,2}+|{x}",
    r"[^(\s|[.,!?…。，、।۔،])]+",
    r"\W+\w|\H",
    r"[]a]|[^]b]+",
    r"(?>a+|ab)c?|\x{1F600}|\u00e9",
    r"'(?i:[sdmt]|ll|ve|re)|\p{L}++",
]


def layout(name, specials):
    """A tokenizer before training."""
    tokenizer = Tokenizer(models.BPE(ignore_merges=name in ("llama3", "gpt4o")))
    steps = []
    prefix = name == "prefix"
    pattern = {"llama3": LLAMA_3, "qwen2": QWEN_2, "gpt4o": GPT_4O, "added": LLAMA_3}.get(name)
    if pattern:
        steps.append(pre_tokenizers.Split(Regex(pattern), behavior="isolated", invert=False))
    if name == "digits":
        steps.append(pre_tokenizers.Digits(individual_digits=True))
        steps.append(pre_tokenizers.Split(" ", behavior="isolated", invert=False))
    steps.append(pre_tokenizers.ByteLevel(add_prefix_space=prefix, trim_offsets=False, use_regex=pattern is None))
    tokenizer.pre_tokenizer = steps[0] if len(steps) == 1 else pre_tokenizers.Sequence(steps)
    if name == "qwen2":
        tokenizer.normalizer = normalizers.NFC()
    tokenizer.decoder = decoders.ByteLevel()
    if name == "llama3":
        begin = processors.TemplateProcessing(single="<s> $A", pair="<s> $A <s>:1 $B:1", special_tokens=[("<s>", 0)])
        tokenizer.post_processor = processors.Sequence([processors.ByteLevel(trim_offsets=False), begin])
    else:
        tokenizer.post_processor = processors.ByteLevel(trim_offsets=False)
    return tokenizer


def train_layout(name, texts, size):
    """Trained on texts; all but `llama3` have their special tokens behind the vocabulary."""
    specials = ["<s>"] if name == "llama3" else []
    tokenizer = layout(name, specials)
    trainer = trainers.BpeTrainer(
        vocab_size=size,
        special_tokens=specials,
        initial_alphabet=pre_tokenizers.ByteLevel.alphabet(),
        show_progress=False,
    )
    tokenizer.train_from_iterator(texts, trainer)
    tokenizer.add_special_tokens(["<|begin_of_text|>", "<|end_of_text|>", "</s>"])
    if name == "added":
        tokenizer.add_tokens(
            [
                AddedToken("<mask>", lstrip=True, special=True),
                AddedToken("<right>", rstrip=True, normalized=False),
                AddedToken("<both>", lstrip=True, rstrip=True, normalized=True),
                AddedToken("word", single_word=True, normalized=False),
                AddedToken("nor", normalized=True),
                AddedToken("of_text", normalized=False),
            ]
        )
    if name == "qwen2":
        tokenizer.add_tokens([AddedToken("e\u0301e", normalized=True), AddedToken("o\u0308o", normalized=False)])
    return tokenizer


LAYOUTS = ["llama3", "qwen2", "gpt4o", "digits", "prefix", "added"]
MORE = [
    "We'LL don'T I'm 'S 'ſ 12345 x1234567y ²½Ⅷ  two  spaces\r\n\r\n\tTab \u3000 HTTPServer fooBar ÀÉ",
    "<|begin_of_text|>a  <mask>  b <mask><mask> <right>  c<both>  <both> d word words word. aword word",
    "nor<|begin_of_text|> north  <right> <mask>\n\n<both>\t word\u00e9 \u00e9word",
    "e\u0301 e\u0301e \u00e9e o\u0308o \u00f6o a\u0323\u0307 \u1100\u1161\u11a8 \u212b \ufb01 \u0958",
    "نور 你好，世界。 नमस्ते दुनिया 👩‍👩‍👧 🇫🇷 \u0000\u0007",
    "/* code */\n    if (x == 12) { return y; }  // 1,234.56\n\n\n",
]


def word_rich(text, chance):
    parts = ["<mask>", "<right>", "<both>", "word", "nor", "of_text", "<|begin_of_text|>", " ", "  ", "\n", "é", "a", "1"]
    parts += ["e", "\u0301", "\u0308", "o", "\u1100", "\u1161", "'s", "'LL", "123", "A", "B", "b", "\u00a0", "\u200d"]
    return ["".join(chance.choice(parts) for _ in range(chance.randrange(1, 14))) for _ in range(200)]


def record(tokenizer, strings):
    cases = []
    for text in strings:
        encoding = tokenizer.encode(text, add_special_tokens=False)
        tokenizer.encode_special_tokens = True
        as_text = tokenizer.encode(text, add_special_tokens=False).ids
        tokenizer.encode_special_tokens = False
        case = {"text": text, "ids": encoding.ids, "offsets": [o for pair in encoding.offsets for o in pair]}
        if as_text != encoding.ids:
            case["idsAsText"] = as_text
        cases.append(case)
    return {"tokenizer": json.loads(tokenizer.to_str()), "cases": cases}


def record_tiktoken(tokenizer, strings):
    """The vocabulary of a layout in tiktoken's form: bytes and ranks, with its own ids of the strings."""
    import tiktoken

    model = json.loads(tokenizer.to_str())["model"]
    of_char = {c: b for b, c in byte_characters().items()}
    pieces = sorted((id, bytes(of_char[c] for c in text)) for text, id in model["vocab"].items())
    ranks = {piece: rank for rank, (_, piece) in enumerate(pieces)}
    specials = {"<|endoftext|>": len(ranks), "<|fim|>": len(ranks) + 1}
    result = {"peer": "tiktoken " + tiktoken.__version__, "specials": specials, "encodings": []}
    result["ranks"] = [base64.b64encode(piece).decode("ascii") for _, piece in pieces]
    for name, pattern in (("cl100k_base", CL100K), ("o200k_base", GPT_4O)):
        encoding = tiktoken.Encoding(name, pat_str=pattern, mergeable_ranks=ranks, special_tokens=specials)
        cases = [{"text": text, "ids": encoding.encode(text, allowed_special="all")} for text in strings]
        result["encodings"].append({"name": name, "pattern": pattern, "cases": cases})
    return result


def byte_characters():
    printable = [*range(0x21, 0x7F), *range(0xA1, 0xAD), *range(0xAE, 0x100)]
    others = [b for b in range(256) if b not in printable]
    return {b: chr(b) for b in printable} | {b: chr(0x100 + n) for n, b in enumerate(others)}


def main():
    folder = Path(sys.argv[1])
    text = (folder / "text.txt").read_bytes().decode("utf-8")
    chance = random.Random(20260602)
    every = samples(text)
    strings = MORE + every[:12] + chance.sample(every[12:], 90) + word_rich(text, chance)[:120]
    layouts = {name: record(train_layout(name, [text], 600), strings) for name in LAYOUTS}
    write(folder / "layouts.json", {"peer": PEER, "layouts": layouts})
    pieces = []
    for pattern in PATTERNS:
        split = pre_tokenizers.Split(Regex(pattern), behavior="isolated", invert=False)
        cases = {text: [piece for piece, _ in split.pre_tokenize_str(text)] for text in strings if text}
        pieces.append({"pattern": pattern, "cases": cases})
    write(folder / "patterns.json", {"peer": PEER, "patterns": pieces})
    write(folder / "tiktoken.json", record_tiktoken(train_layout("gpt4o", [text], 600), strings + ["a<|endoftext|>b<|fim|>"]))


if __name__ == "__main__":
    main()
