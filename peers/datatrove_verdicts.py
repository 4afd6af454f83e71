#!/usr/bin/env python3
"""What datatrove's quality filters and spaCy's tokenizer say of texts.

    python peers/datatrove_verdicts.py IN.jsonl OUT.jsonl      a JSON object a line with text and language
    python peers/datatrove_verdicts.py --record OUT.jsonl      a few hundred texts of this repository, changed by
                                                               a seeded program, as the golden file of the tests

Writes a line for each text: its tokens with a space between, the verdict of each filter ("keep" or the reason), and the text that C4
leaves. Languages are en and xx; xx is spaCy's general tokenizer, on which datatrove's filters run then.
"""
import json
import pathlib
import random
import sys

import spacy
from datatrove.data import Document
from datatrove.pipeline.filters import (
    C4QualityFilter,
    FineWebQualityFilter,
    GopherQualityFilter,
    GopherRepetitionFilter,
)
from datatrove.utils import text as cutting
from datatrove.utils.word_tokenizers import SpaCyTokenizer, load_word_tokenizer

ROOT = pathlib.Path(__file__).resolve().parent.parent
GENERAL = SpaCyTokenizer("xx")


def filters(language):
    code = "eng"
    options = {} if language == "en" else {"min_stop_words": None}  # its stop words are English
    return {
        "gopher-repetition": GopherRepetitionFilter(language=code),
        "gopher-quality": GopherQualityFilter(language=code, **options),
        "c4-quality": C4QualityFilter(language=code),
        "c4-quality-lines": C4QualityFilter(language=code, filter_no_terminal_punct=False),
        "fineweb-quality": FineWebQualityFilter(language=code),
    }


FILTERS = {language: filters(language) for language in ("en", "xx")}


def verdicts(text, language):
    english = load_word_tokenizer("eng")
    saved = english._tokenizer
    if language == "xx":
        english._tokenizer = GENERAL.tokenizer
    cutting.split_into_parts.cache_clear()
    result = {"text": text, "language": language}
    result["tokens"] = " ".join(english.word_tokenize(text))
    for name, one in FILTERS[language].items():
        document = Document(text=text, id="0")
        try:
            verdict = one.filter(document)
        except ZeroDivisionError:
            verdict = (False, "division by zero")
        dropped = verdict is False or isinstance(verdict, tuple) and not verdict[0]
        result[name] = verdict[1].replace("_", "-") if dropped else "keep"
        if name.startswith("c4") and not dropped:
            result[name + "-text"] = document.text
    english._tokenizer = saved
    return result


MARKS = (
    "(Mr. Smith's) don't,can't 'tis e.g. U.S.A. 5km 10% $5 US$7 7US$ 3+4 a-b 9-b well-known A--B x---y :) foo:) "
    "http://a.org/b?c=1 me@mail.example.com www.example.com. 1.2.3.4 10.0.0.1 end... ...start wait.... (a/Mr.) "
    "i'm Im y'all gonna 12a.m. 9pm. \"quoted\" «angle» “curly” ‘em 'em x=y a:b a<b 1:2 £5m 20°C. 20°c. C++ c++, "
    "…… …a… a…b ☺ 😀 a😀b ½ № ² 5m² m²5 it's. ITS' they'll've ’s and/or w/o O'clock vs. co.uk A.B. AB. aB. _x_ "
    "#tag @you a,b 1,000 .5 -5 --5 ~a a~b — a—b –a a–b [12] [edit] {x} <b>x</b> ^2 3^4 3*4 3**4 a*b \\n a\\tb 5kg,"
).split()


def changed(text, r):
    words = text.split(" ")
    kind = r.randrange(12)
    if kind == 0:
        return "\n".join(sentence + "." for sentence in text.split(". "))
    if kind == 1:
        return " ".join(words[: r.randrange(1, 12)])
    if kind == 2:
        return (text + "\n") * r.randrange(2, 6)
    if kind == 3:
        return "\n\n".join([text, text[: len(text) // 2], text])
    if kind == 4:
        return "\n".join(r.choice(["- ", "• ", "", "  * "]) + w for w in words)
    if kind == 5:
        return " ".join(w + r.choice(["", "...", "…", "#", ""]) for w in words)
    if kind == 6:
        return "\n".join([text, "We use cookies.", "Enable JavaScript now please.", text + "[3]", "[edit] " + text])
    if kind == 7:
        return text.replace("e", "{") if r.random() < 0.3 else text + " lorem Ipsum dolor."
    if kind == 8:
        at = r.randrange(len(words))
        return " ".join(words[:at] + words[at : at + 6] * r.randrange(1, 4) + words[at:])
    if kind == 9:
        return " ".join(str(r.randrange(10**6)) if r.random() < 0.4 else w for w in words)
    if kind == 10:
        return "  ".join(words) + r.choice(["\r\n", "\x0b", "\u2028", "\x85"]) + text
    return " ".join(r.choice(MARKS) if r.random() < 0.5 else w for w in words)


def record():
    r = random.Random(8)
    yield "", "en"
    for mark in MARKS:
        yield mark, r.choice(("en", "xx"))
    for name in ("en", "fr", "es", "de"):
        lines = (ROOT / "runs/tiny" / (name + ".txt")).read_text(encoding="utf-8").splitlines()
        for _ in range(60 if name == "en" else 15):
            text = " ".join(r.choice(lines) for _ in range(r.randrange(1, 3)))
            yield changed(text, r), "en" if name == "en" else "xx"


def main(source, target):
    if source == "--record":
        texts = record()
    else:
        lines = open(source, encoding="utf-8")
        texts = ((each["text"], each["language"]) for each in map(json.loads, lines))
    with open(target, "w", encoding="utf-8") as out:
        for text, language in texts:
            out.write(json.dumps(verdicts(text, language), ensure_ascii=False) + "\n")
    print(f"datatrove on spaCy {spacy.__version__}: {target}")


if __name__ == "__main__":
    main(sys.argv[1], sys.argv[2])
