#!/usr/bin/env python3
"""Trains tiny fastText classifiers on the texts of this repository and writes what fastText predicts.

    python peers/record_fasttext.py FOLDER

Writes hs.bin, softmax.bin, ova.bin and softmax.ftz (pruned and quantised), and predictions.json: for each model and text
every label with its probability. Texts are those of runs/tiny and strings that are no words.
"""
import json
import pathlib
import sys

import fasttext

ROOT = pathlib.Path(__file__).resolve().parent.parent
ODD = ["", "0", "zzzz", "a b", "😀 naïve façade", "हिन्दी 中文", "__label__en word", "tab\tand\x0bvt", "</s>", "x" * 300]


def main(folder):
    out = pathlib.Path(folder)
    train = out / "train.txt"
    texts = list(ODD)
    with open(train, "w", encoding="utf-8") as file:
        for language in ("en", "fr", "es", "de"):
            lines = (ROOT / "runs/tiny" / (language + ".txt")).read_text(encoding="utf-8").splitlines()
            for line in lines[:30]:
                file.write(f"__label__{language} {line.lower()}\n")
            texts += [line.lower() for line in lines[80:84]]
    predictions = {}
    for name in ("hs", "softmax", "ova"):
        model = trained(str(train), name)
        model.save_model(str(out / (name + ".bin")))
        predictions[name + ".bin"] = predict(model, texts)
        if name == "softmax":
            model.quantize(input=str(train), retrain=True, cutoff=700, qnorm=True, thread=1, verbose=0)
            model.save_model(str(out / "softmax.ftz"))
            predictions["softmax.ftz"] = predict(model, texts)
    with open(out / "predictions.json", "w", encoding="utf-8") as file:
        json.dump({"texts": texts, "models": predictions}, file, ensure_ascii=False)
        file.write("\n")
    train.unlink()
    print("fastText: " + ", ".join(predictions))


def trained(file, loss):
    """The wheel reads memory that it never set: most attempts end with "Encountered NaN", the others are right."""
    for _ in range(1000):
        try:
            return fasttext.train_supervised(
                file, loss=loss, dim=4, minn=2, maxn=4, wordNgrams=2, bucket=1000, epoch=20, lr=0.1, thread=1, verbose=0
            )
        except RuntimeError as failure:
            if "NaN" not in str(failure):
                raise
    sys.exit("fastText gave NaN a thousand times")


def predict(model, texts):
    all_texts = []
    for text in texts:
        labels = model.f.predict(text + "\n", 10, 0.0, "strict")
        all_texts.append({label.removeprefix("__label__"): probability for probability, label in labels})
    return all_texts


if __name__ == "__main__":
    main(sys.argv[1])
