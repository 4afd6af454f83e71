#!/usr/bin/env python3
"""Records the logits, the loss and the gradients that transformers computes in float64 for the tiny
BLOOM folders of record_bloom_folders.py, as the oracle of BloomModelTest.

    python peers/record_bloom.py

Needs torch, transformers, safetensors. Writes forward-backward.safetensors beside each model.
"""
import pathlib

import safetensors.torch
import torch
import transformers

RESOURCES = pathlib.Path(__file__).parent.parent / "model/src/test/resources"


def record(folder: pathlib.Path) -> None:
    model = transformers.BloomForCausalLM.from_pretrained(folder, dtype=torch.float64).eval()
    generator = torch.Generator().manual_seed(5)
    ids = torch.randint(0, model.config.vocab_size, (2, 18), generator=generator)
    logits = model(ids[:, :-1]).logits
    loss = torch.nn.functional.cross_entropy(logits.flatten(0, 1), ids[:, 1:].flatten())
    loss.backward()
    tensors = {f"gradient.{name}": p.grad.float() for name, p in model.named_parameters()}
    tensors["ids"] = ids
    tensors["logits"] = logits.detach().float()
    tensors["loss"] = loss.detach()[None].float()
    versions = {"torch": torch.__version__, "transformers": transformers.__version__}
    safetensors.torch.save_file(tensors, folder / "forward-backward.safetensors", metadata=versions)


if __name__ == "__main__":
    for heads in (4, 6):
        record(RESOURCES / f"bloom-{heads}-heads")
