"""Called by bench/curate: our text filters and datatrove's by turns, each figure in a fresh process on one core."""
import argparse
import collections
import gzip
import io
import json
import os
import pathlib
import statistics
import subprocess
import sys
import time

ROOT = pathlib.Path(__file__).resolve().parent.parent
COMPARED = ("gopher-repetition", "gopher-quality", "c4-quality", "fineweb-quality")
TOGETHER = "gopher-repetition,gopher-quality,c4-quality"
OURS_ALONE = ("gopher,c4-quality,fineweb-quality", "roots-web-corrected")
PASSES = 8


def read_texts(path, most):
    if path.endswith(".zst"):
        import zstandard

        stream = io.TextIOWrapper(zstandard.ZstdDecompressor().stream_reader(open(path, "rb")), encoding="utf-8")
    else:
        stream = (gzip.open if path.endswith(".gz") else open)(path, "rt", encoding="utf-8")
    with stream as lines:
        return [json.loads(line)["text"] for line, _ in zip(lines, range(most))]


def peer(a):
    from datatrove.data import Document
    from datatrove.pipeline import filters

    made = {
        "gopher-repetition": lambda: filters.GopherRepetitionFilter(),
        "gopher-quality": lambda: filters.GopherQualityFilter(),
        "c4-quality": lambda: filters.C4QualityFilter(filter_no_terminal_punct=False),
        "fineweb-quality": lambda: filters.FineWebQualityFilter(),
    }
    chain = [made[name]() for name in a.peer.split(",")]
    texts = read_texts(a.texts, a.documents)
    for one in chain:
        one.filter(Document(text="Warm up. " * 30, id=""))
    dropped = collections.Counter()
    start = time.perf_counter()
    for text in texts:
        document = Document(text=text, id="")
        for one in chain:
            verdict = one.filter(document)
            if verdict is not True:
                dropped[verdict[1].replace("_", "-")] += 1
                break
    seconds = time.perf_counter() - start
    size = sum(len(text.encode()) for text in texts)
    print(json.dumps({"docs_s": [len(texts) / seconds], "mb_s": [size / 1e6 / seconds], "dropped": dropped}))


def run(command):
    environment = {**os.environ, "OMP_NUM_THREADS": "1", "DATATROVE_COLORIZE_LOGS": "0"}
    result = subprocess.run(["taskset", "-c", "0", *command], stdout=subprocess.PIPE, env=environment, cwd=ROOT)
    if result.returncode:
        sys.exit(f"{command} ended with {result.returncode}")
    return json.loads(result.stdout.decode().strip().splitlines()[-1])


def ours(a, names):
    java = os.environ["JAVA_HOME"] + "/bin/java"
    classes = (ROOT / "bench/target/classpath.txt").read_text().strip()
    path = f"{ROOT}/bench/target/classes:{classes}"
    command = [java, "-Xmx4g", "-XX:+UseSerialGC", "-cp", path, "org.bloomery.bench.CurateBench"]
    return run([*command, str(ROOT / "bench/curate.toml"), a.texts, str(a.documents), str(PASSES), names])


def row(name, measured, other=None):
    documents = [statistics.median(one["docs_s"][len(one["docs_s"]) // 2 :]) for one in measured]  # without warm-up
    megabytes = [statistics.median(one["mb_s"][len(one["mb_s"]) // 2 :]) for one in measured]
    rate = statistics.median(documents)
    ratio = f"  {rate / other:.1f} times" if other else ""
    print(f"{name:48} {rate:12,.0f} docs/s {statistics.median(megabytes):8.2f} MB/s{ratio}")
    return rate


def main():
    parser = argparse.ArgumentParser(prog="bench/curate")
    parser.add_argument("texts", type=os.path.abspath)
    parser.add_argument("--documents", type=int, default=4000)
    parser.add_argument("--repeat", type=int, default=3)
    parser.add_argument("--compare", default=";".join((*COMPARED, TOGETHER)), help="chains, between semicolons")
    parser.add_argument("--alone", default=";".join(OURS_ALONE), help="chains that no peer has")
    parser.add_argument("--peer", help=argparse.SUPPRESS)
    a = parser.parse_args()
    if a.peer:
        return peer(a)
    for name in filter(None, a.compare.split(";")):
        mine, theirs = [], []
        for _ in range(a.repeat):
            theirs.append(run([sys.executable, "-P", __file__, a.texts, "--documents", str(a.documents), "--peer", name]))
            mine.append(ours(a, name))
        peer_rate = row("datatrove " + name, theirs)
        row("ours      " + name, mine, peer_rate)
        same = theirs[0]["dropped"] == mine[0]["dropped"]
        print("  same verdicts" if same else f"  verdicts differ: {theirs[0]['dropped']} and {mine[0]['dropped']}")
    for name in filter(None, a.alone.split(";")):
        row("ours      " + name, [ours(a, name) for _ in range(a.repeat)])


if __name__ == "__main__":
    main()
