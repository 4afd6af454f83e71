#!/usr/bin/env python3
"""Records torch.optim.AdamW (with clip_grad_norm_) as the oracle of AdamWTest.

    python peers/record_adamw.py train/src/test/resources/org/bloomery/train/optim/adamw.json

Needs torch. Writes one JSON file: settings, initial values, a gradient for each step and parameter,
and the values and moments after the last step, all in float64.
"""
import json
import sys

import torch

BETAS, EPSILON, DECAY, MAXIMUM = (0.9, 0.95), 1e-8, 0.1, 1.0
RATES = [1e-3, 2e-3, 1.5e-3, 1e-3, 5e-4]


def main(target: str) -> None:
    torch.manual_seed(11)
    torch.set_default_dtype(torch.float64)
    matrix = torch.nn.Parameter(torch.randn(5, 7))
    vector = torch.nn.Parameter(torch.randn(9))
    start = {"matrix": matrix.tolist(), "vector": vector.tolist()}
    optimizer = torch.optim.AdamW(
        [{"params": [matrix], "weight_decay": DECAY}, {"params": [vector], "weight_decay": 0.0}],
        lr=RATES[0], betas=BETAS, eps=EPSILON,
    )
    gradients, norms = [], []
    for step, rate in enumerate(RATES):
        for parameter in (matrix, vector):
            parameter.grad = torch.randn_like(parameter) * (0.05 if step % 2 else 1.0)
        gradients.append({"matrix": matrix.grad.tolist(), "vector": vector.grad.tolist()})
        norms.append(torch.nn.utils.clip_grad_norm_([matrix, vector], MAXIMUM).item())
        for group in optimizer.param_groups:
            group["lr"] = rate
        optimizer.step()
    end = {
        name: {
            "value": p.tolist(),
            "first": optimizer.state[p]["exp_avg"].tolist(),
            "second": optimizer.state[p]["exp_avg_sq"].tolist(),
        }
        for name, p in (("matrix", matrix), ("vector", vector))
    }
    record = {
        "peer": f"torch {torch.__version__}", "betas": BETAS, "epsilon": EPSILON, "weightDecay": DECAY,
        "clip": MAXIMUM, "rates": RATES, "start": start, "gradients": gradients, "norms": norms, "end": end,
    }
    with open(target, "w", encoding="utf-8") as file:
        json.dump(record, file)
        file.write("\n")


if __name__ == "__main__":
    main(sys.argv[1])
