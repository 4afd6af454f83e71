"""Times our tokenizer beside Hugging Face tokenizers and tiktoken, each figure in fresh processes.

With --threads 1 every process is bound to one processor, ours with its compiler and collector
threads too. Rows print minimum, median and maximum over the repeats, and ours over the best peer.
"""

import argparse
import json
import os
import pathlib
import statistics
import subprocess
import sys
import tempfile
import time
import zlib

ROOT = pathlib.Path(__file__).resolve().parent.parent
BLOOM = " ?[^(\\s|[.,!?…。，、।۔،])]+"
# tiktoken keeps only what the pattern matches, so gaps are matched too: as little as leads to the
# next word (which takes one space along) or to the end.
SEPARATORS = "(\\s|.,!?…。，、।۔،)"
BLOOM_WITH_GAPS = rf" ?[^{SEPARATORS}]+|[{SEPARATORS}]+?(?= ?[^{SEPARATORS}]|\z)"
SPECIALS = ["<unk>", "<s>", "</s>", "<pad>"]


# ---- what runs in the peers' processes -------------------------------------------------------


def peer_train(a):
    from tokenizers import Regex, Tokenizer, decoders, models, pre_tokenizers, trainers

    tokenizer = Tokenizer(models.BPE())
    tokenizer.pre_tokenizer = pre_tokenizers.Sequence(
        [
            pre_tokenizers.Split(Regex(BLOOM), "isolated"),
            pre_tokenizers.ByteLevel(add_prefix_space=False, use_regex=False),
        ]
    )
    tokenizer.decoder = decoders.ByteLevel()
    trainer = trainers.BpeTrainer(
        vocab_size=a.vocab,
        special_tokens=SPECIALS,
        initial_alphabet=pre_tokenizers.ByteLevel.alphabet(),
        show_progress=False,
    )
    tokenizer.train([a.texts], trainer)
    tokenizer.save(a.tokenizer)
    return {}


def read_texts(path):
    with open(path, encoding="utf-8") as lines:
        return [json.loads(line) for line in lines]


def one_piece(texts, length):
    letters = "".join(c for text in texts for c in text if "a" <= c <= "z")
    return (letters * (length // max(1, len(letters)) + 1))[:length]


def checksum(ids):
    crc = 0
    for text in ids:
        crc = zlib.crc32(b"".join(i.to_bytes(4, "little") for i in text), crc)
    return crc


def encoders(a):
    """Functions from texts to ids and back, for the peer that the mode names."""
    if a.peer == "tiktoken":
        import tiktoken

        model = json.load(open(a.tokenizer, encoding="utf-8"))["model"]
        printable = [*range(0x21, 0x7F), *range(0xA1, 0xAD), *range(0xAE, 0x100)]
        rest = [b for b in range(256) if b not in printable]
        byte_of = {chr(b): b for b in printable}
        byte_of.update({chr(0x100 + n): b for n, b in enumerate(rest)})
        ranks = {
            bytes(byte_of[c] for c in piece): i
            for piece, i in model["vocab"].items()
            if piece not in SPECIALS
        }
        encoding = tiktoken.Encoding(
            "bench",
            pat_str=BLOOM_WITH_GAPS,
            mergeable_ranks=ranks,
            special_tokens={name: i for i, name in enumerate(SPECIALS)},
        )
        if a.what == "one":
            return lambda texts: [encoding.encode_ordinary(texts[0])], None
        return (
            lambda texts: encoding.encode_ordinary_batch(texts, num_threads=a.threads),
            lambda ids: encoding.decode_batch(ids, num_threads=a.threads),
        )
    import tokenizers

    tokenizer = tokenizers.Tokenizer.from_file(a.tokenizer)
    tokenizer.encode_special_tokens = True  # a text's own "<s>" is text, as for the other two

    def encode(texts):
        ids = []
        for start in range(0, len(texts), 1000):  # its memory grows with the batch
            batch = tokenizer.encode_batch_fast(texts[start : start + 1000], add_special_tokens=False)
            ids += [e.ids for e in batch]
        return ids

    return encode, lambda ids: tokenizer.decode_batch(ids, skip_special_tokens=False)


def peer_pass(a):
    texts = read_texts(a.texts)
    if a.what == "one":
        texts = ["\n".join(texts)]
    if a.what == "piece":
        texts = [one_piece(texts, a.threads)]
        a.threads = 1
    size = sum(len(text.encode()) for text in texts)
    encode, decode = encoders(a)
    rates = []
    if a.what == "decode":
        ids = encode(texts)
    for _ in range(a.passes):
        start = time.perf_counter()
        if a.what == "decode":
            decoded = decode(ids)
        else:
            ids = encode(texts)
        rates.append(size / 1e6 / (time.perf_counter() - start))
    if a.what == "decode":
        assert decoded == texts
    return {"mb_s": rates, "tokens": sum(map(len, ids)), "crc": checksum(ids)}


# ---- the bench itself ------------------------------------------------------------------------


def run(command, threads, **environment):
    """Runs a command; its last line of output, seconds and peak memory in MB."""
    if threads == 1:
        command = ["taskset", "-c", "0", *command]
    environment = {**os.environ, "RAYON_NUM_THREADS": str(threads), **environment}
    with tempfile.TemporaryFile() as output:
        start = time.perf_counter()
        process = subprocess.Popen(command, stdout=output, env=environment, cwd=ROOT)
        peak = watch_memory(process)
        seconds = time.perf_counter() - start
        output.seek(0)
        lines = output.read().decode().strip().splitlines()
    if process.returncode:
        sys.exit(f"{command} ended with {process.returncode}")
    return lines[-1] if lines else "{}", seconds, peak


def watch_memory(process):
    """Waits for a process; the most memory in MB that any single process below it held."""
    peak = 0
    while process.poll() is None:
        for pid in descendants(process.pid):
            try:
                status = pathlib.Path(f"/proc/{pid}/status").read_text()
                peak = max(peak, int(status.split("VmHWM:")[1].split()[0]) >> 10)
            except (OSError, IndexError):
                pass  # it has just ended
        time.sleep(0.02)
    return peak


def descendants(pid):
    found = [pid]
    for at in found:
        try:
            tasks = pathlib.Path(f"/proc/{at}/task")
            for task in tasks.iterdir():
                found += [int(c) for c in (task / "children").read_text().split()]
        except OSError:
            pass
    return found


def spread(values):
    return f"{min(values):.2f} / {statistics.median(values):.2f} / {max(values):.2f}"


class Bench:
    def __init__(self, a):
        self.a = a
        self.java = os.environ["JAVA_HOME"] + "/bin/java"
        self.work = pathlib.Path(a.work)
        classes = (ROOT / "bench/target/classpath.txt").read_text().strip()
        self.class_path = f"{ROOT}/bench/target/classes:{classes}"

    def our(self, main, *arguments, threads=2):
        return run([self.java, "--enable-native-access=ALL-UNNAMED", "-cp", self.class_path, f"org.bloomery.bench.{main}", *arguments], threads)

    def peer(self, what, peer, threads, **more):
        options = [x for k, v in more.items() for x in (f"--{k}", str(v))]
        command = [sys.executable, __file__, str(self.work), "--what", what, "--peer", peer]
        return run([*command, "--threads", str(threads), *options], 1 if threads == 1 else 2)

    def prepare(self):
        line, _, _ = self.our("TokenizerTexts", self.a.corpus, str(self.work), str(self.a.sample))
        sizes = json.loads(line)
        print(
            f"{sizes['documents']:,} documents, {sizes['bytes'] / 1e6:.1f} MB for training; "
            f"{sizes['sampleBytes'] / 1e6:.1f} MB of them for encoding; vocabulary {self.a.vocab:,}"
        )

    def train(self):
        lines = self.work / "lines.txt"
        print("\ntraining, whole process: seconds (minimum / median / maximum), peak MB")
        for threads in self.a.thread_counts:
            seconds = {"ours": [], "peer": []}
            memory = {"ours": [], "peer": []}
            for _ in range(self.a.train_repeat):
                ours = ["./bloomery", "tokenizer", "train", "--out", str(self.work / "ours")]
                _, s, m = run([*ours, "--vocab", str(self.a.vocab), str(lines)], threads)
                seconds["ours"].append(s)
                memory["ours"].append(m)
                _, s, m = self.peer(
                    "train", "hf", threads, texts=lines, vocab=self.a.vocab, tokenizer=self.work / "hf.json"
                )
                seconds["peer"].append(s)
                memory["peer"].append(m)
            for who, name in (("ours", "Bloomery"), ("peer", "Hugging Face")):
                print(f"  {threads} threads  {name:13} {spread(seconds[who])} s  {max(memory[who]):,} MB")
            faster = statistics.median(seconds["peer"]) / statistics.median(seconds["ours"])
            print(
                f"  {threads} threads  {faster:.2f} times as fast, "
                f"{max(memory['ours']) / max(memory['peer']):.2f} of the memory"
            )
        self.compare_models()

    def compare_models(self):
        ours = json.load(open(self.work / "ours/tokenizer.json", encoding="utf-8"))["model"]
        theirs = json.load(open(self.work / "hf.json", encoding="utf-8"))["model"]
        merges = [m if isinstance(m, str) else " ".join(m) for m in theirs["merges"]]
        same = ours["vocab"] == theirs["vocab"] and ours["merges"] == merges
        print(f"  vocabulary and merges are {'identical' if same else 'DIFFERENT'}")

    def passes(self, title, what, peers, counts):
        """One kind of work: rates of the first and the best later pass."""
        print(f"\n{title}: MB/s, first pass and best of {self.a.passes} (median of {self.a.repeat})")
        for threads in counts:
            rates, crcs = {}, {}
            for _ in range(self.a.repeat):
                for who in ("ours", *peers):
                    if who == "ours":
                        line, _, _ = self.our(
                            "TokenizerBench", what, str(self.work / "ours"), str(self.work / "documents.jsonl"),
                            str(threads), str(self.a.passes), threads=1 if threads == 1 else 2,
                        )  # fmt: skip
                    else:
                        line, _, _ = self.peer(
                            what, who, threads, texts=self.work / "documents.jsonl",
                            tokenizer=self.work / "ours/tokenizer.json", passes=self.a.passes,
                        )  # fmt: skip
                    result = json.loads(line)
                    rates.setdefault(who, []).append((result["mb_s"][0], max(result["mb_s"])))
                    crcs[who] = result["crc"]
            medians = {
                who: tuple(statistics.median(r[i] for r in all_) for i in (0, 1))
                for who, all_ in rates.items()
            }
            label = f"{threads:,} bytes" if what == "piece" else f"{threads} threads"
            for who, (first, best) in medians.items():
                print(f"  {label}  {who:9} {first:8.2f} {best:8.2f}")
            if peers:
                first, best = (max(medians[p][i] for p in peers) for i in (0, 1))
                print(
                    f"  {label}  over the fastest peer {medians['ours'][0] / first:.2f} {medians['ours'][1] / best:.2f}"
                    f"; ids {'identical' if len(set(crcs.values())) == 1 else 'DIFFERENT'}"
                )


def main():
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0])
    parser.add_argument("corpus")
    parser.add_argument("--vocab", type=int, default=32768)
    parser.add_argument("--sample", type=int, default=20_000_000, help="bytes to encode")
    parser.add_argument("--thread-counts", type=lambda s: [int(x) for x in s.split(",")], default=[1, 2])
    parser.add_argument("--repeat", type=int, default=3)
    parser.add_argument("--train-repeat", type=int, default=1)
    parser.add_argument("--passes", type=int, default=3)
    parser.add_argument("--only", default="train,encode,one,decode,piece")
    parser.add_argument("--work", default=str(ROOT / "target/bench"), help="folder for texts and models")
    # Of the processes that the bench starts itself:
    for hidden in ("--what", "--peer", "--texts", "--tokenizer"):
        parser.add_argument(hidden, help=argparse.SUPPRESS)
    parser.add_argument("--threads", type=int, default=2, help=argparse.SUPPRESS)
    a = parser.parse_args()
    if a.what:
        print(json.dumps(peer_train(a) if a.what == "train" else peer_pass(a)))
        return
    bench = Bench(a)
    bench.prepare()
    wanted = a.only.split(",")
    if "train" in wanted:
        bench.train()
    if "encode" in wanted:
        bench.passes("encoding documents", "encode", ["hf", "tiktoken"], a.thread_counts)
    if "one" in wanted:
        bench.passes("encoding one document", "one", ["hf", "tiktoken"], [1])
    if "decode" in wanted:
        bench.passes("decoding", "decode", ["hf", "tiktoken"], a.thread_counts)
    if "piece" in wanted:
        bench.passes("one piece without separators", "piece", [], [10_000, 100_000, 1_000_000, 10_000_000])


if __name__ == "__main__":
    main()
