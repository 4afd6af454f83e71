"""Times our training beside transformers' BloomForCausalLM and hand-written PyTorch, eager and compiled.

Every figure comes from fresh processes that take turns: one batch of random tokens, the same AdamW and
clipping, so many steps; the rate is that of the fastest step after the first, as compilers work in the
first. Of the repeats the median counts. Memory is the most that a process held, start and all.
"""

import argparse
import json
import os
import pathlib
import resource
import statistics
import subprocess
import sys
import time

ROOT = pathlib.Path(__file__).resolve().parent.parent
SIZES = {"256": (256, 4, 4), "512": (512, 8, 8), "1024": (1024, 12, 16)}  # hidden, layers, heads
PEERS = {"hf": "transformers", "eager": "PyTorch eager", "compile": "torch.compile"}
OURS = "Bloomery"

def train_environment():
    """What `bloomery train` sets for its process: glibc's habits with memory."""
    lines = (ROOT / "train/jvm.environment").read_text(encoding="utf-8").splitlines()
    return dict(line.split("=", 1) for line in lines if line and not line.startswith("#"))



# ---- what runs in the peers' processes -------------------------------------------------------


def peer_model(a, half):
    """A module and a function from ids and targets to the mean loss."""
    import torch
    import torch.nn.functional as F

    hidden, layers, heads = SIZES[a.size]
    vocabulary, length, batch = a.vocabulary, a.sequence, a.batch
    if a.peer == "hf":
        from transformers import BloomConfig, BloomForCausalLM

        config = BloomConfig(
            vocab_size=vocabulary, hidden_size=hidden, n_layer=layers, n_head=heads,
            hidden_dropout=0.0, attention_dropout=0.0, use_cache=False,
        )  # fmt: skip
        model = BloomForCausalLM(config)

        def loss(ids, targets):
            return F.cross_entropy(model(ids).logits.float().view(-1, vocabulary), targets.reshape(-1))

        return model, loss

    class Block(torch.nn.Module):
        def __init__(self):
            super().__init__()
            self.norm1 = torch.nn.LayerNorm(hidden)
            self.query_key_value = torch.nn.Linear(hidden, 3 * hidden)
            self.output = torch.nn.Linear(hidden, hidden)
            self.norm2 = torch.nn.LayerNorm(hidden)
            self.up = torch.nn.Linear(hidden, 4 * hidden)
            self.down = torch.nn.Linear(4 * hidden, hidden)

        def forward(self, x, bias):
            qkv = self.query_key_value(self.norm1(x))  # (batch, time, 3 hidden)
            q, k, v = qkv.view(batch, length, 3, heads, hidden // heads).permute(2, 0, 3, 1, 4)
            y = F.scaled_dot_product_attention(q, k, v, attn_mask=bias)  # (batch, heads, time, size)
            x = x + self.output(y.transpose(1, 2).reshape(batch, length, hidden))
            return x + self.down(F.gelu(self.up(self.norm2(x)), approximate="tanh"))

    class Model(torch.nn.Module):
        def __init__(self):
            super().__init__()
            self.embedding = torch.nn.Embedding(vocabulary, hidden)
            torch.nn.init.normal_(self.embedding.weight, std=0.02)
            self.embedding_norm = torch.nn.LayerNorm(hidden)
            self.blocks = torch.nn.ModuleList(Block() for _ in range(layers))
            self.final_norm = torch.nn.LayerNorm(hidden)
            slopes = 2.0 ** (-8.0 / heads * torch.arange(1, heads + 1))  # ALiBi
            causal = torch.full((length, length), float("-inf")).triu(1)
            self.register_buffer(
                "bias", (slopes.view(heads, 1, 1) * torch.arange(length).view(1, 1, length) + causal)[None]
            )

        def forward(self, ids, targets):
            bias = self.bias.to(torch.bfloat16) if half else self.bias
            x = self.embedding_norm(self.embedding(ids))
            x = x.to(torch.bfloat16) if half else x
            for block in self.blocks:
                x = block(x, bias)
            logits = F.linear(self.final_norm(x), self.embedding.weight).view(-1, vocabulary)
            return F.cross_entropy(logits.float(), targets.reshape(-1))

    model = Model()
    return model, torch.compile(model) if a.peer == "compile" else model


def peer_train(a):
    import torch

    torch.set_num_threads(a.threads)
    torch.manual_seed(0)
    half = a.precision == "bf16"
    model, loss_of = peer_model(a, half)
    optimiser = torch.optim.AdamW(model.parameters(), lr=1e-4, betas=(0.9, 0.95), weight_decay=0.1, fused=True)
    tokens = torch.randint(0, a.vocabulary, (a.batch, a.sequence + 1))
    ids, targets = tokens[:, :-1].contiguous(), tokens[:, 1:].contiguous()
    seconds = []
    while len(seconds) < a.steps and (sum(seconds) < a.limit or len(seconds) < 2):
        start = time.perf_counter()
        with torch.autocast("cpu", dtype=torch.bfloat16, enabled=half):
            loss = loss_of(ids, targets)
        loss.backward()
        torch.nn.utils.clip_grad_norm_(model.parameters(), 1.0)
        optimiser.step()
        optimiser.zero_grad(set_to_none=True)
        seconds.append(time.perf_counter() - start)
    versions = {"torch": torch.__version__}
    if a.peer == "hf":
        import transformers

        versions["transformers"] = transformers.__version__
    return {
        "seconds": seconds,
        "loss": loss.item(),
        "parameters": sum(p.numel() for p in model.parameters()),
        "peak_mb": resource.getrusage(resource.RUSAGE_SELF).ru_maxrss >> 10,
        "versions": versions,
    }


def peer_matrix(a):
    import torch

    torch.set_num_threads(a.threads)
    kind = torch.bfloat16 if a.precision == "bf16" else torch.float32
    left = torch.full((a.matrix_size, a.matrix_size), 0.5, dtype=kind)
    right = torch.full((a.matrix_size, a.matrix_size), 0.25, dtype=kind)
    product = torch.empty_like(left)
    seconds = []
    for _ in range(a.matrix_rounds + 1):
        start = time.perf_counter()
        for _ in range(4):
            torch.mm(left, right.t(), out=product)
        seconds.append(time.perf_counter() - start)
    return {"gflops": 4 * 2 * a.matrix_size**3 / min(seconds[1:]) / 1e9}


# ---- the bench itself ------------------------------------------------------------------------


def step_operations(a, size):
    """Operations of the matrix products of a step: forward once, backward twice as many.

    Narayanan et al. 2021, "Efficient large-scale language model training on GPU clusters using
    Megatron-LM", appendix, without recomputation; attention is counted whole, masked keys too.
    """
    hidden, layers, _ = SIZES[size]
    tokens = a.batch * a.sequence
    matrices = 12 * layers * hidden**2 + a.vocabulary * hidden
    return 6 * tokens * matrices + 12 * tokens * layers * hidden * a.sequence


class Bench:
    def __init__(self, a):
        self.a = a
        self.gflops = {}
        options = (ROOT / "train/jvm.options").read_text().splitlines()
        libraries = (ROOT / "bench/target/classpath.txt").read_text().strip()
        self.java = [
            os.environ["JAVA_HOME"] + "/bin/java",
            *[o for o in options if o and not o.startswith("#")],
            *a.java_options.split(),
            "-cp",
            f"{ROOT}/bench/target/classes:{libraries}",
            "org.bloomery.bench.TrainBench",
        ]

    def run(self, command):
        """The JSON of a process's last line."""
        environment = {**os.environ, "OMP_NUM_THREADS": str(self.a.threads)}
        if self.a.malloc == "tuned":
            environment.update(train_environment())
        ended = subprocess.run(command, capture_output=True, text=True, env=environment, cwd="/")
        if ended.returncode:
            sys.exit(f"{command} ended with {ended.returncode}\n{ended.stderr[-2000:]}")
        return json.loads(ended.stdout.splitlines()[-1])

    def our(self, *words):
        return self.run([*self.java, *map(str, words)])

    def peer(self, what, **more):
        options = {
            **more, "vocabulary": self.a.vocabulary, "batch": self.a.batch, "sequence": self.a.sequence,
            "threads": self.a.threads, "steps": self.a.steps, "limit": self.a.limit,
            "matrix-size": self.a.matrix_size, "matrix-rounds": self.a.matrix_rounds,
        }  # fmt: skip
        words = [x for k, v in options.items() for x in (f"--{k}", str(v))]
        return self.run([sys.executable, __file__, "--what", what, *words])

    def matrices(self):
        a = self.a
        print(f"matrix products of {a.matrix_size} × {a.matrix_size}: GFLOP/s")
        for precision in a.precisions:
            ours = self.our("matrix", precision, a.threads, a.matrix_size, a.matrix_rounds)["gflops"]
            theirs = self.peer("matrix", precision=precision)["gflops"]
            self.gflops[precision] = max(ours, theirs)
            print(f"  {precision}  libtorch from Java {ours:6.0f}   PyTorch {theirs:6.0f}")

    def one(self, who, size, precision):
        a = self.a
        if who == OURS:
            shape = (*SIZES[size], a.vocabulary, a.batch, a.sequence)
            return self.our("train", *shape, precision, a.threads, a.steps, int(a.limit))
        return self.peer("train", peer=who, size=size, precision=precision)

    def train(self, size, precision):
        a = self.a
        hidden, layers, heads = SIZES[size]
        who = [OURS, *a.peers]
        rates, memory, last = ({w: [] for w in who} for _ in range(3))
        for _ in range(a.repeat):
            for w in who:
                result = self.one(w, size, precision)
                rates[w].append(a.batch * a.sequence / min(result["seconds"][1:]))
                memory[w].append(result["peak_mb"])
                last[w] = result
        rate = {w: statistics.median(r) for w, r in rates.items()}
        peak = {w: max(m) for w, m in memory.items()}
        print(
            f"\nhidden {hidden}, {layers} layers, {heads} heads, {precision}, "
            f"{last[OURS]['parameters'] / 1e6:.1f} M parameters: tokens/s (minimum, maximum), peak MB"
        )
        for w in who:
            name = PEERS.get(w, w)
            operations = step_operations(a, size) / (a.batch * a.sequence)
            share = rate[w] * operations / self.gflops[precision] / 1e7 if self.gflops else float("nan")
            print(
                f"  {name:14} {rate[w]:8,.0f} ({min(rates[w]):,.0f}, {max(rates[w]):,.0f})  {peak[w]:7,} MB"
                f"  {share:5.0f} % of the matrix rate  loss {last[w]['loss']:.4f}"
            )
        row = {"size": size, "precision": precision, "tokens_s": rate, "peak_mb": peak, "runs": rates}
        if a.peers:
            fastest = max(a.peers, key=rate.get)
            leanest = min(a.peers, key=peak.get)
            row["speed"] = rate[OURS] / rate[fastest]
            row["memory"] = peak[OURS] / peak[leanest]
            print(
                f"  {row['speed']:.2f} times the speed of the fastest peer ({PEERS[fastest]}), "
                f"{row['memory']:.2f} of the memory of the leanest ({PEERS[leanest]})"
            )
        row["versions"] = {k: v for w in who for k, v in last[w]["versions"].items()}
        return row


def main():
    def words(text):
        return [word for word in text.split(",") if word]

    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0])
    parser.add_argument("--sizes", type=words, default=list(SIZES), help="of " + ",".join(SIZES))
    parser.add_argument("--precisions", type=words, default=["fp32", "bf16"])
    parser.add_argument("--peers", type=words, default=list(PEERS), help="of " + ",".join(PEERS) + "; or none: ''")
    parser.add_argument("--steps", type=int, default=6)
    parser.add_argument("--limit", type=float, default=120, help="seconds after which no step begins")
    parser.add_argument("--repeat", type=int, default=3, help="processes for each figure")
    parser.add_argument("--threads", type=int, default=2)
    parser.add_argument("--vocabulary", type=int, default=32768)
    parser.add_argument("--batch", type=int, default=4)
    parser.add_argument("--sequence", type=int, default=512)
    parser.add_argument(
        "--malloc", choices=["tuned", "default"], default="tuned", help="glibc's habits, for all: as bloomery train"
    )
    parser.add_argument("--java-options", default="", help="more options for our Java")
    parser.add_argument("--matrix-size", type=int, default=2048)
    parser.add_argument("--matrix-rounds", type=int, default=5, help="0: not measured")
    parser.add_argument("--json", help="file for the figures")
    # Of the processes that the bench starts itself:
    for hidden in ("--what", "--peer", "--size", "--precision"):
        parser.add_argument(hidden, help=argparse.SUPPRESS)
    a = parser.parse_args()
    if a.what:
        print(json.dumps(peer_train(a) if a.what == "train" else peer_matrix(a)))
        return
    unknown = [x for x, known in [*((s, SIZES) for s in a.sizes), *((p, PEERS) for p in a.peers)] if x not in known]
    if unknown or a.steps < 2:
        parser.error(f"{unknown[0]} is not known" if unknown else "--steps must be at least 2")
    print(f"load {os.getloadavg()[0]:.2f}; {a.threads} threads; {a.batch} × {a.sequence} tokens a step")
    bench = Bench(a)
    if a.matrix_rounds:
        bench.matrices()
    rows = [bench.train(size, precision) for size in a.sizes for precision in a.precisions]
    print(f"\nload {os.getloadavg()[0]:.2f}; versions {rows[-1]['versions'] if rows else {}}")
    if a.json:
        figures = {"gflops": bench.gflops, "rows": rows, "malloc": a.malloc, "threads": a.threads}
        pathlib.Path(a.json).write_text(json.dumps(figures, indent=1) + "\n", encoding="utf-8")


if __name__ == "__main__":
    main()
