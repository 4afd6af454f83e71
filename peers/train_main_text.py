#!/usr/bin/env python3
"""Learns the trees of BlockJudge from what BlockTable wrote.

    python peers/train_main_text.py BLOCKS.tsv curate/src/main/resources/org/bloomery/curate/html/main-text-trees.tsv

Needs lightgbm 4.7.0 and numpy. Each page weighs the same, however long it is; pages of which only segments are
annotated weigh less. The parameters were chosen by five-fold cross-validation over the pages of BLOCKS.tsv, never on
held-out pages. Same table, same trees.
"""
import sys
from collections import defaultdict

import lightgbm
import numpy

ROUNDS = 120
PARAMETERS = {
    "objective": "binary", "learning_rate": 0.1, "num_leaves": 12, "min_data_in_leaf": 30, "lambda_l2": 5,
    "feature_fraction": 0.2, "bagging_fraction": 0.7, "bagging_freq": 1, "seed": 1, "num_threads": 1,
    "deterministic": True, "force_row_wise": True, "boost_from_average": False, "verbose": -1,
}
SEGMENTS_WEIGHT = 0.3
SEGMENTS_ROOT_TOKENS = 60


def read(table: str):
    features, labels, roots, pages, segments = [], [], [], [], []
    with open(table, encoding="utf-8", newline="\n") as lines:
        for line in lines:
            cells = line.rstrip("\n").split("\t")
            if cells[3]:
                features.append([float(cell) for cell in cells[4:]])
                labels.append(int(cells[3]))
                roots.append(max(1, int(cells[2])) ** 0.5)
                pages.append(cells[0] + cells[1])
                segments.append(cells[0] == "trafilatura")
    total = defaultdict(float)
    for page, root in zip(pages, roots):
        total[page] += root
    weights = [
        root / total[page] * (SEGMENTS_WEIGHT * min(1, total[page] / SEGMENTS_ROOT_TOKENS) if partial else 1)
        for page, root, partial in zip(pages, roots, segments)]
    weights = numpy.array(weights)
    return numpy.array(features, dtype=numpy.float32), numpy.array(labels), weights / weights.mean()


def write_tree(node: dict, start: int, out: list) -> int:
    """Appends a subtree and gives the position of its root."""
    place = start + len(out)
    out.append("")
    if "leaf_value" in node:
        out[place - start] = f"{node['leaf_value']:.6g}"
        return place
    assert node["decision_type"] == "<="
    left = write_tree(node["left_child"], start, out)
    right = write_tree(node["right_child"], start, out)
    out[place - start] = f"{node['split_feature']}\t{node['threshold']:.9g}\t{left}\t{right}"
    return place


def main(table: str, target: str) -> None:
    features, labels, weights = read(table)
    data = lightgbm.Dataset(features, labels, weight=weights)
    model = lightgbm.train(PARAMETERS, data, ROUNDS).dump_model()
    with open(target, "w", encoding="utf-8") as file:
        file.write(f"# lightgbm {lightgbm.__version__}, {len(labels)} blocks, {ROUNDS} trees\n")
        start = 0
        for tree in model["tree_info"]:
            nodes = []
            write_tree(tree["tree_structure"], start, nodes)
            start += len(nodes)
            file.write("\n".join(nodes) + "\n\n")


if __name__ == "__main__":
    main(*sys.argv[1:])
