#!/usr/bin/env python3
"""Pages a second of ours, trafilatura and Resiliparse, by turns, each in fresh processes with one thread. Ours is timed
in the last of five passes of a process (the first ones compile), the peers in their only one, after one page."""
import argparse
import json
import os
import pathlib
import statistics
import subprocess
import sys
import time

sys.path.pop(0)  # this file has the name of a module of Python's own, which the peers use
ROOT = pathlib.Path(__file__).resolve().parent.parent
PASSES = 5


def ours(mode: str, folder: str) -> float:
    jars = (ROOT / "bench/target/classpath.txt").read_text().strip()
    command = [os.environ["JAVA_HOME"] + "/bin/java", "-XX:+UseSerialGC", "-Xmx2g", "-cp",
               f"{ROOT}/bench/target/classes:{jars}", "org.bloomery.bench.HtmlBench", mode, folder, str(PASSES)]
    return json.loads(subprocess.run(command, check=True, capture_output=True, text=True).stdout)["pagesPerSecond"][-1]


def peer(name: str, folder: str) -> float:
    command = [sys.executable, __file__, folder, "--peer", name]
    return float(subprocess.run(command, check=True, capture_output=True, text=True).stdout)


def extract(name: str):
    if name.startswith("trafilatura"):
        import trafilatura
        options = {"fast": True, "include_comments": False} if name.endswith("fast") else {}
        return lambda page: trafilatura.extract(page, **options)
    from resiliparse.extract.html2text import extract_plain_text
    return lambda page: extract_plain_text(page, main_content=True)


def time_peer(name: str, folder: str) -> None:
    pages = [p.read_bytes().decode("utf-8", "replace") for p in sorted(pathlib.Path(folder).rglob("*.html"))]
    work = extract(name)
    work(pages[0])
    start = time.perf_counter()
    for page in pages:
        work(page)
    print(len(pages) / (time.perf_counter() - start))


def main() -> None:
    parser = argparse.ArgumentParser()
    parser.add_argument("folder")
    parser.add_argument("--repeat", type=int, default=3)
    parser.add_argument("--peer")
    arguments = parser.parse_args()
    if arguments.peer:
        time_peer(arguments.peer, arguments.folder)
        return
    rows = {f"ours {mode}": lambda mode=mode: ours(mode, arguments.folder) for mode in ("main", "whole", "bigscience")}
    rows |= {name: lambda name=name: peer(name, arguments.folder)
             for name in ("trafilatura", "trafilatura fast", "resiliparse")}
    times = {name: [] for name in rows}
    for _ in range(arguments.repeat):
        for name, work in rows.items():
            times[name].append(work())
    reference = statistics.median(times["trafilatura fast"])
    for name, values in times.items():
        median = statistics.median(values)
        print(f"{name:18} {median:8.0f} pages/s  {median / reference:6.2f} x trafilatura fast  "
              f"{[round(v) for v in values]}")


main()
