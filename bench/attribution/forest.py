"""LightGBM's boosted trees as the plain arrays that the product evaluates with NumPy."""

from __future__ import annotations

from typing import Any

import numpy as np

from corpus.inference.trees import BoostedTrees


def to_forest(booster: Any) -> BoostedTrees:
    """The trees of a LightGBM booster; numerical splits only, missing values go left."""
    trees = [_flatten(tree["tree_structure"]) for tree in booster.dump_model()["tree_info"]]
    size = max(len(nodes) for nodes, _ in trees)
    shape = (len(trees), size)
    feature, left, right = (np.zeros(shape, np.int16) for _ in range(3))
    threshold, value = np.zeros(shape, np.float32), np.zeros(shape, np.float32)
    for t, (nodes, _) in enumerate(trees):
        for n, (column, bound, low, high, leaf) in enumerate(nodes):
            feature[t, n], threshold[t, n] = column, bound
            left[t, n], right[t, n], value[t, n] = low, high, leaf
    return BoostedTrees(feature, threshold, left, right, value, max(depth for _, depth in trees))


def _flatten(root: dict[str, Any]) -> tuple[list[tuple[int, float, int, int, float]], int]:
    nodes: list[tuple[int, float, int, int, float]] = []
    deepest = 0

    def visit(node: dict[str, Any], depth: int) -> int:
        nonlocal deepest
        deepest = max(deepest, depth)
        number = len(nodes)
        nodes.append((0, 0.0, number, number, float(node.get("leaf_value", 0.0))))
        if "split_feature" in node:
            low = visit(node["left_child"], depth + 1)
            high = visit(node["right_child"], depth + 1)
            # LightGBM compares in float64; the next float32 above keeps equal values on the left.
            bound = np.float32(node["threshold"])
            if float(bound) < node["threshold"]:
                bound = np.nextafter(bound, np.float32(np.inf))
            nodes[number] = (int(node["split_feature"]), float(bound), low, high, 0.0)
        return number

    visit(root, 0)
    return nodes, deepest
