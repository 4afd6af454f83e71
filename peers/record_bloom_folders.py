#!/usr/bin/env python3
"""Records tiny BloomForCausalLM folders saved by transformers, with the log-probabilities that
transformers gives in fp64, as goldens for the rooms model and serve.

Usage: python3 peers/record_bloom_folders.py   (needs: pip install torch transformers tokenizers)
"""

import json
import pathlib

import tokenizers
import torch
import transformers
from tokenizers import Regex, Tokenizer, decoders, models, pre_tokenizers, processors, trainers

TARGET = pathlib.Path(__file__).parent.parent / "model/src/test/resources"
VOCABULARY = 320
TEXT = [
    "The bloomery was a furnace for iron, and the smith worked at night.",
    "Le bas fourneau donnait du fer ; la forge chantait.",
    "लोहा भट्टी में पिघलता है। नमस्ते दुनिया।",
    "الحديد يلين في النار، والحداد يطرق.",
    "铁在炉中变软。你好，世界。",
    "def smelt(ore):\n    return [iron for iron in ore]\n",
]


def tokenizer():
    made = Tokenizer(models.BPE())
    made.pre_tokenizer = pre_tokenizers.Sequence(
        [
            pre_tokenizers.Split(Regex(r" ?[^(\s|[.,!?…。，、।۔،])]+"), "isolated", invert=False),
            pre_tokenizers.ByteLevel(add_prefix_space=False, use_regex=False),
        ]
    )
    made.post_processor = processors.ByteLevel(trim_offsets=False)
    made.decoder = decoders.ByteLevel()
    trainer = trainers.BpeTrainer(
        vocab_size=VOCABULARY,
        special_tokens=["<unk>", "<s>", "</s>", "<pad>"],
        initial_alphabet=pre_tokenizers.ByteLevel.alphabet(),
        show_progress=False,
    )
    made.train_from_iterator(TEXT, trainer)
    return made


def model(heads):
    torch.manual_seed(heads)
    config = transformers.BloomConfig(
        vocab_size=VOCABULARY, hidden_size=24, n_layer=2, n_head=heads, pad_token_id=3
    )
    made = transformers.BloomForCausalLM(config).eval()
    with torch.no_grad():
        for name, parameter in made.named_parameters():
            scale = 0.5 if "layernorm" in name or "ln_f" in name else 0.2
            centre = 1.0 if name.endswith("norm.weight") or name.endswith("ln_f.weight") else 0.0
            parameter.normal_(centre, scale)
    return made


def log_probs(made, ids):
    with torch.no_grad():
        logits = made(torch.tensor([ids])).logits[0]
    chosen = torch.log_softmax(logits, -1)[:-1].gather(1, torch.tensor(ids[1:])[:, None])[:, 0]
    last = torch.log_softmax(logits[-1], -1)
    return chosen.tolist(), int(last.argmax()), float(last.max())


def main():
    made_tokenizer = tokenizer()
    for heads in (4, 6):
        folder = TARGET / f"bloom-{heads}-heads"
        folder.mkdir(parents=True, exist_ok=True)
        made = model(heads)
        made.save_pretrained(folder)
        made_tokenizer.save(str(folder / "tokenizer.json"))
        special = {
            "tokenizer_class": "PreTrainedTokenizerFast",
            "unk_token": "<unk>",
            "bos_token": "<s>",
            "eos_token": "</s>",
            "pad_token": "<pad>",
            "padding_side": "left",
            "clean_up_tokenization_spaces": False,
        }
        (folder / "tokenizer_config.json").write_text(json.dumps(special, indent=2) + "\n")
        made = made.double()
        cases = []
        generator = torch.Generator().manual_seed(1000 + heads)
        for length in (1, 2, 7, 31, 32, 33, 64, 100):
            ids = torch.randint(0, VOCABULARY, (length,), generator=generator).tolist()
            chosen, best, best_log_prob = log_probs(made, ids)
            cases.append({"ids": ids, "log_probs": chosen, "next": best, "next_log_prob": best_log_prob})
        texts = [{"text": text, "ids": made_tokenizer.encode(text).ids} for text in TEXT]
        recorded = {
            "recorded_by": "peers/record_bloom_folders.py",
            "versions": {
                "torch": torch.__version__,
                "transformers": transformers.__version__,
                "tokenizers": tokenizers.__version__,
            },
            "cases": cases,
            "texts": texts,
        }
        (folder / "recorded.json").write_text(json.dumps(recorded, ensure_ascii=False) + "\n")


if __name__ == "__main__":
    main()
