"""Called by bench/curate-large: web filters of ROOTS, exact and near duplicates over a generated corpus, in bounded memory.

The limit is the operating system's (RLIMIT_DATA) on every process, heap and native memory together; peak is the
largest resident set of any process.
"""
import argparse
import json
import os
import pathlib
import resource
import shutil
import subprocess
import sys
import tempfile
import time

ROOT = pathlib.Path(__file__).resolve().parent.parent
CARD = """id = "generated"
title = "Made-up words"
kind = "generated"
languages = ["en"]
custodian = "bench/curate-large"
origin = "LargeCorpus"
availability = "open"
personalData = "None."
personalDataRisk = "none"
why = "To see whether memory grows."
location = "file:texts/*.jsonl.zst"

[licence]
id = "CC0-1.0"
allowed = ["train", "redistribute", "show"]
url = "https://creativecommons.org/publicdomain/zero/1.0/"

[format]
reader = "jsonl"
text = "text"
url = "url"
"""
RUN = """
[curate.duplicates]
url = "path"
minhash = { bands = 14, rows = 8, shingle = 5, similarity = 0.7 }
"""


def run(command, limit, **more):
    start = time.perf_counter()
    result = subprocess.run(
        [str(word) for word in command],
        stdout=subprocess.PIPE,
        preexec_fn=lambda: resource.setrlimit(resource.RLIMIT_DATA, (limit, limit)),
        **more,
    )
    if result.returncode:
        sys.exit(f"{command} ended with {result.returncode}\n{result.stdout.decode()}")
    return time.perf_counter() - start, result.stdout.decode()


def main():
    parser = argparse.ArgumentParser(prog="bench/curate-large")
    parser.add_argument("--gigabytes", type=float, default=10)
    parser.add_argument("--limit", type=float, default=8, help="gigabytes of memory a process")
    parser.add_argument("--heap", default="4g", help="Java's heap of the stage")
    parser.add_argument("--seed", type=int, default=1)
    parser.add_argument("--folder", default=ROOT / "out", type=pathlib.Path, help="where there is room")
    a = parser.parse_args()
    limit = int(a.limit * 1e9)
    a.folder.mkdir(parents=True, exist_ok=True)
    work = pathlib.Path(tempfile.mkdtemp(prefix="curate-large-", dir=a.folder))
    try:
        libraries = (ROOT / "bench/target/classpath.txt").read_text().strip()
        java = pathlib.Path(os.environ["JAVA_HOME"]) / "bin/java"
        classes = f"{ROOT}/bench/target/classes:{libraries}"
        size = int(a.gigabytes * 1e9)
        command = [java, "-cp", classes, "org.bloomery.bench.LargeCorpus", work / "texts", size, a.seed]
        seconds, output = run(command, limit)
        made = json.loads(output)
        print(f"{made} in {seconds:.0f} s", flush=True)
        (work / "card.toml").write_text(CARD)
        run_file = (ROOT / "bench/curate.toml").read_text().replace("none.toml", "card.toml")
        (work / "run.toml").write_text(run_file.replace('"fineweb"]', '"fineweb"]', 1) + RUN)
        chain = "curate.operators.chain=[\"roots-web-corrected\"]"
        options = {**os.environ, "BLOOMERY_JAVA_OPTIONS": f"-Xmx{a.heap}"}
        for stage in ("catalogue", "curate"):
            command = [ROOT / "bloomery", stage, work / "run.toml", "--out", work / "out", "--set", chain]
            seconds, output = run(command, limit, env=options)
            peak = resource.getrusage(resource.RUSAGE_CHILDREN).ru_maxrss * 1024
            rate = made["bytes"] / 1e6 / seconds
            print(f"{stage:10} {seconds:8.1f} s {rate:8.1f} MB/s  peak so far {peak / 1e9:.2f} GB", flush=True)
        print(output)
    finally:
        shutil.rmtree(work)


if __name__ == "__main__":
    main()
