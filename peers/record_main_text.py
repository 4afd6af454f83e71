#!/usr/bin/env python3
"""Records trafilatura and Resiliparse as the peers of MainTextGoldTest.

    python peers/record_main_text.py GOLD_FOLDER curate/src/test/resources/main-text-peers.tsv

GOLD_FOLDER holds article-extraction-benchmark.zip, readability-test-pages.zip, newspaper4k-tests.zip and
trafilatura-eval.zip. Each page is decoded once (UTF-8, else what Resiliparse detects) and given to every peer as a
string. A line of the result is a page: SHA-256 of its bytes, its set, then one number a peer. For the first three sets
the number is the token F1: words (in scripts without spaces: characters) as a multiset, lower case. trafilatura's own
set has no whole texts but segments that must and must not be found; there a number is found/missing/wrong.
"""
import hashlib
import html
import json
import re
import sys
import zipfile
from collections import Counter
from importlib.metadata import version

import resiliparse  # noqa: F401
import trafilatura
from resiliparse.extract.html2text import extract_plain_text
from resiliparse.parse.encoding import detect_encoding
from resiliparse.parse.html import HTMLTree

# Han, kana, Thai, Lao, Myanmar, Khmer: a character is a token. The same ranges stand in TokenF1.
SINGLE = "\u0e00-\u0eff\u1000-\u109f\u1780-\u17ff\u3040-\u30ff\u3400-\u9fff"
TOKEN = re.compile(f"[{SINGLE}]|[^\\W_{SINGLE}]+")

PEERS = {
    "trafilatura": lambda page: trafilatura.extract(page),
    "trafilatura_fast": lambda page: trafilatura.extract(
        page, include_comments=False, include_tables=True, **FAST),
    "resiliparse": lambda page: extract_plain_text(HTMLTree.parse(page), main_content=True),
}
FAST = {"fast": True} if trafilatura.__version__.startswith("2") else {"no_fallback": True}


def tokens(text: str) -> Counter:
    return Counter(TOKEN.findall(text.lower()))


def f1(gold: str, found: str) -> float:
    wanted, got = tokens(gold), tokens(found)
    common = sum((wanted & got).values())
    total = sum(wanted.values()) + sum(got.values())
    return 2 * common / total if total else 1.0


def plain(markup: str) -> str:
    return html.unescape(re.sub("<[^>]*>", " ", markup))


def decode(page: bytes) -> str:
    try:
        return page.decode("utf-8")
    except UnicodeDecodeError:
        return page.decode(detect_encoding(page), errors="replace")


def cases(folder: str):
    with zipfile.ZipFile(f"{folder}/article-extraction-benchmark.zip") as z:
        for key, gold in json.loads(z.read("ground-truth.json")).items():
            yield "benchmark", z.read(f"html/{key}.html"), gold["articleBody"]
    with zipfile.ZipFile(f"{folder}/readability-test-pages.zip") as z:
        for name in z.namelist():
            if name.endswith("/source.html"):
                gold = z.read(name.replace("source", "expected")).decode("utf-8")
                yield "readability", z.read(name), plain(gold)
    with zipfile.ZipFile(f"{folder}/newspaper4k-tests.zip") as z:
        for name in z.namelist():
            gold = name.replace("html/", "txt/").replace(".html", ".txt")
            if name.startswith("html/") and gold in z.namelist():
                yield "newspaper4k", z.read(name), z.read(gold).decode("utf-8")
    with zipfile.ZipFile(f"{folder}/trafilatura-eval.zip") as z:
        for entry in json.loads(z.read("evaldata.json")).values():
            yield "trafilatura", z.read(f"html/{entry['file']}"), entry


def score(gold, found: str) -> str:
    if isinstance(gold, str):
        return f"{f1(gold, found):.6f}"
    hit = sum(segment in found for segment in gold["with"])
    wrong = sum(segment in found for segment in gold["without"])
    return f"{hit}/{len(gold['with']) - hit}/{wrong}"


def main(folder: str, target: str) -> None:
    rows = []
    for kind, page, gold in cases(folder):
        text = decode(page)
        scores = []
        for extract in PEERS.values():
            try:
                found = extract(text) or ""
            except Exception:  # a peer that gives up has found nothing
                found = ""
            scores.append(score(gold, found))
        rows.append([hashlib.sha256(page).hexdigest(), kind, *scores])
    with open(target, "w", encoding="utf-8") as out:
        out.write(f"# trafilatura {trafilatura.__version__}, Resiliparse {version('Resiliparse')};"
                  f" columns: page, set, {', '.join(PEERS)}\n")
        for row in sorted(rows):
            out.write("\t".join(row) + "\n")


if __name__ == "__main__":
    main(*sys.argv[1:])
