#!/usr/bin/env python3
"""Compares log-probabilities served by Bloomery with those of transformers.

Usage: python3 peers/serve_parity.py [RELEASE] [--url URL]
  Without --url, starts ./bloomery serve for random tiny BloomForCausalLMs with 4 and 6 heads that
  transformers saves into a temporary folder, and for RELEASE if it is given.
  With --url, compares RELEASE with the server that already runs there.
Needs: pip install torch transformers tokenizers. Prints one line; exits with 1 on a difference.
"""

import argparse
import json
import os
import pathlib
import queue
import re
import signal
import subprocess
import sys
import tempfile
import threading
import urllib.request

import torch
import transformers

sys.path.insert(0, str(pathlib.Path(__file__).parent))
import record_bloom_folders as recorder  # noqa: E402

ROOT = pathlib.Path(__file__).parent.parent
TOLERANCE = 1e-4  # fp32 against fp32, up to 512 tokens


def start_server(folder):
    process = subprocess.Popen(
        [str(ROOT / "bloomery"), "serve", str(folder), "--port", "0"],
        stdout=subprocess.PIPE,
        text=True,
        start_new_session=True,
    )
    lines = queue.Queue()

    def read():
        for line in process.stdout:
            lines.put(line)
        lines.put(None)

    threading.Thread(target=read, daemon=True).start()
    while True:
        line = lines.get(timeout=600)
        if line is None:
            sys.exit(f"serve_parity: ./bloomery serve {folder} ended with {process.wait()}")
        found = re.search(r"answers at (http://\S+)", line)
        if found:
            return process, found.group(1)


def stop_server(process):
    os.killpg(process.pid, signal.SIGTERM)
    process.wait(timeout=60)


def post(url, path, body):
    request = urllib.request.Request(
        url + path, json.dumps(body).encode(), {"Content-Type": "application/json"}
    )
    with urllib.request.urlopen(request, timeout=600) as answer:
        return json.load(answer)


def compare(url, folder, lengths):
    """The largest difference between the log-probabilities of the server and of transformers."""
    model = transformers.BloomForCausalLM.from_pretrained(folder, dtype=torch.float32).eval()
    generator = torch.Generator().manual_seed(11)
    vocabulary = model.config.vocab_size
    # The server refuses what the model's context does not hold: the prompt and one token more.
    context = getattr(model.config, "seq_length", 2048)
    lengths = [length for length in lengths if length < context]
    prompts = [
        torch.randint(0, vocabulary, (length,), generator=generator).tolist() for length in lengths
    ]
    answer = post(
        url,
        "/v1/completions",
        {"prompt": prompts, "echo": True, "logprobs": 1, "max_tokens": 1, "temperature": 0},
    )
    worst = 0.0
    count = 0
    for choice in sorted(answer["choices"], key=lambda c: c["index"]):
        ids = prompts[choice["index"]]
        served = choice["logprobs"]["token_logprobs"]
        assert len(served) == len(ids) + 1 and served[0] is None, "lengths of the lists"
        with torch.no_grad():
            expected = torch.log_softmax(model(torch.tensor([ids])).logits[0], -1)
        for i in range(1, len(ids)):
            worst = max(worst, abs(served[i] - expected[i - 1, ids[i]].item()))
            count += 1
        worst = max(worst, abs(served[-1] - expected[-1].max().item()))
        count += 1
    return worst, count


def main():
    parser = argparse.ArgumentParser()
    parser.add_argument("release", nargs="?")
    parser.add_argument("--url")
    arguments = parser.parse_args()
    if arguments.url and not arguments.release:
        parser.error("--url needs the folder that the server has")
    transformers.utils.logging.set_verbosity_error()
    with tempfile.TemporaryDirectory() as temporary:
        folders = []
        if not arguments.url:
            for heads in (4, 6):
                folder = pathlib.Path(temporary) / f"bloom-{heads}-heads"
                recorder.model(heads).save_pretrained(folder)
                recorder.tokenizer().save(str(folder / "tokenizer.json"))
                folders.append(folder)
        if arguments.release:
            folders.append(pathlib.Path(arguments.release))
        worst, count = 0.0, 0
        for folder in folders:
            process, url = (None, arguments.url) if arguments.url else start_server(folder)
            try:
                # A release may be given as a run directory, which has the model below it.
                inner = next(
                    f for f in (folder, folder / "release", folder / "training/model")
                    if (f / "config.json").exists()
                )
                difference, compared = compare(url, inner, (1, 2, 31, 32, 33, 64, 100, 257))
            finally:
                if process:
                    stop_server(process)
            worst, count = max(worst, difference), count + compared
    verdict = "agree" if worst <= TOLERANCE else "DIFFER"
    print(
        f"serve_parity: {len(folders)} models, {count} log-probabilities {verdict} with "
        f"transformers {transformers.__version__}, largest difference {worst:.1e}"
    )
    sys.exit(worst > TOLERANCE)


if __name__ == "__main__":
    main()
