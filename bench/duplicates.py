"""Times MinHash end to end beside rensa and datatrove, each figure in a fresh process.

A fifth of the documents with 50 words and more get a copy with 2 % of the words dropped, doubled or
swapped. All find near duplicates with shingles of 5 words, 14 bands and 8 rows; ours also compares
candidates exactly. Texts are in memory for ours and rensa; datatrove reads and writes JSONL, as it
must. Rows print the best and the median of the repeats, planted copies caught and others removed.
"""

import argparse
import json
import os
import pathlib
import random
import re
import shutil
import statistics
import subprocess
import sys
import tempfile
import time

ROOT = pathlib.Path(__file__).resolve().parent.parent
BANDS, ROWS, SHINGLE = 14, 8, 5


def plant(texts, seed=7):
    chance = random.Random(seed)
    documents = [{"id": f"d{i}", "text": t, "copyOf": ""} for i, t in enumerate(texts)]
    long = [d for d in documents if len(d["text"].split()) >= 50]
    for k, source in enumerate(chance.sample(long, min(len(long), len(texts) // 5))):
        words = source["text"].split()
        for _ in range(max(1, len(words) // 50)):
            at = chance.randrange(len(words))
            change = chance.randrange(3)
            if change == 0:
                del words[at]
            elif change == 1:
                words.insert(at, words[at])
            else:
                words[at] = words[chance.randrange(len(words))]
        documents.append({"id": f"c{k}", "text": " ".join(words), "copyOf": source["id"]})
    chance.shuffle(documents)
    return documents


def judge(documents, kept):
    sources = {d["copyOf"] for d in documents if d["copyOf"]}
    caught = sum(
        not (d["id"] in kept and d["copyOf"] in kept) for d in documents if d["copyOf"]
    )
    others = sum(
        not d["copyOf"] and d["id"] not in kept and d["id"] not in sources for d in documents
    )
    return {"planted": len([d for d in documents if d["copyOf"]]), "plantedCaught": caught,
            "othersRemoved": others}


def peer_rensa(path):
    from rensa import RMinHash, RMinHashDeduplicator

    documents = [json.loads(line) for line in open(path, encoding="utf-8")]
    split = re.compile(r"\W+")

    def shingles(text):
        words = split.split(text.lower())
        return [" ".join(words[i : i + SHINGLE]) for i in range(max(1, len(words) - SHINGLE + 1))]

    start = time.perf_counter()
    index = RMinHashDeduplicator(
        threshold=0.72, num_perm=BANDS * ROWS, use_lsh=True, num_bands=BANDS, seed=42
    )
    sketches = RMinHash.from_token_sets(
        [shingles(d["text"]) for d in documents], BANDS * ROWS, 42
    )
    keep = index.add_pairs([(d["id"], s) for d, s in zip(documents, sketches)])
    seconds = time.perf_counter() - start
    kept = {d["id"] for d, k in zip(documents, keep) if k}
    return {"seconds": [seconds]} | judge(documents, kept)


def peer_datatrove(path):
    from datatrove.executor import LocalPipelineExecutor
    from datatrove.pipeline.dedup import (
        MinhashDedupBuckets,
        MinhashDedupCluster,
        MinhashDedupFilter,
        MinhashDedupSignature,
    )
    from datatrove.pipeline.dedup.minhash import MinhashConfig
    from datatrove.pipeline.readers import JsonlReader
    from datatrove.pipeline.writers import JsonlWriter

    documents = [json.loads(line) for line in open(path, encoding="utf-8")]
    with tempfile.TemporaryDirectory() as work:
        os.makedirs(f"{work}/in")
        shutil.copy(path, f"{work}/in/0.jsonl")
        config = MinhashConfig(n_grams=SHINGLE, num_buckets=BANDS, hashes_per_bucket=ROWS)
        stages = [
            (1, [JsonlReader(f"{work}/in"), MinhashDedupSignature(f"{work}/s", config=config)]),
            (BANDS, [MinhashDedupBuckets(f"{work}/s", f"{work}/b", config=config)]),
            (1, [MinhashDedupCluster(f"{work}/b", f"{work}/r", config=config)]),
            (1, [JsonlReader(f"{work}/in"), MinhashDedupFilter(f"{work}/r"),
                 JsonlWriter(f"{work}/out", compression=None)]),
        ]  # fmt: skip
        start = time.perf_counter()
        for number, (tasks, pipeline) in enumerate(stages):
            LocalPipelineExecutor(
                pipeline, tasks=tasks, workers=1, logging_dir=f"{work}/log{number}"
            ).run()
        seconds = time.perf_counter() - start
        kept = {
            json.loads(line)["id"]
            for file in pathlib.Path(f"{work}/out").iterdir()
            for line in file.open(encoding="utf-8")
        }
    return {"seconds": [seconds]} | judge(documents, kept)


def ours(path, passes):
    classes = ROOT / "bench/target/classes"
    libraries = (ROOT / "bench/target/classpath.txt").read_text().strip()
    java = pathlib.Path(os.environ["JAVA_HOME"]) / "bin/java"
    command = [java, "-Xmx2g", "-XX:+UseSerialGC", "-cp", f"{classes}{os.pathsep}{libraries}",
               "org.bloomery.bench.DuplicatesBench", path, BANDS, ROWS, 0.7, passes]  # fmt: skip
    return json.loads(subprocess.check_output([str(word) for word in command]))


def peer(name, path, python):
    command = [python, __file__, path, "--peer", name]
    output = subprocess.run(command, capture_output=True, text=True)
    if output.returncode:
        return {"error": output.stderr.strip().splitlines()[-1]}
    return json.loads(output.stdout.splitlines()[-1])


def main():
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("texts")
    parser.add_argument("--repeat", type=int, default=3)
    parser.add_argument("--python", default=sys.executable, help="one with rensa and datatrove")
    parser.add_argument("--only", default="ours,rensa,datatrove")
    parser.add_argument("--peer", help=argparse.SUPPRESS)
    options = parser.parse_args()
    if options.peer:
        print(json.dumps({"rensa": peer_rensa, "datatrove": peer_datatrove}[options.peer](options.texts)))
        return
    lines = pathlib.Path(options.texts).read_text(encoding="utf-8").splitlines()
    documents = plant([line.split("\t")[-1] for line in lines if line.strip()])
    with tempfile.TemporaryDirectory() as work:
        path = f"{work}/documents.jsonl"
        with open(path, "w", encoding="utf-8") as out:
            for document in documents:
                out.write(json.dumps(document, ensure_ascii=False) + "\n")
        rows = {}
        for _ in range(options.repeat):
            for name in options.only.split(","):
                if name == "ours":
                    result = ours(path, 5)
                    first, rest = result["seconds"][:1], result["seconds"][2:]
                    rows.setdefault("ours, first pass", []).append(result | {"seconds": first})
                    rows.setdefault("ours, warm", []).append(result | {"seconds": rest})
                else:
                    rows.setdefault(name, []).append(peer(name, path, options.python))
    print(f"{len(documents)} documents")
    for name, results in rows.items():
        failed = [r["error"] for r in results if "error" in r]
        if failed:
            print(f"{name:18} failed: {failed[0]}")
            continue
        seconds = [s for r in results for s in r["seconds"]]
        last = results[-1]
        print(
            f"{name:18} best {min(seconds):8.3f} s  median {statistics.median(seconds):8.3f} s  "
            f"caught {last['plantedCaught']}/{last['planted']}, others {last['othersRemoved']}"
        )


if __name__ == "__main__":
    main()
