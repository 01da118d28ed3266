"""Trained network -> one ONNX file whose matrices are int8 per channel.

The graph is written by hand, node by node, with the fused operators of onnxruntime, so that one text costs one
pass without padding: ids and features in, one row of tag scores and link vectors a piece out.
"""

from __future__ import annotations

from pathlib import Path

import numpy as np
import onnx
from onnx import TensorProto, helper, numpy_helper

from detente.models.windows import CASES, PLACES, QUOTES
from training.attribution.network import HEADS, LAYERS, WIDTH

MS = "com.microsoft"


class Graph:
    """Nodes and initialisers under way."""

    def __init__(self) -> None:
        self.nodes: list[onnx.NodeProto] = []
        self.values: list[onnx.TensorProto] = []
        self.count = 0

    def value(self, array: np.ndarray, name: str) -> str:
        self.values.append(numpy_helper.from_array(np.ascontiguousarray(array), name))
        return name

    def node(self, op: str, inputs: list[str], outputs: int = 1, domain: str = "", **attributes: object) -> list[str]:
        self.count += 1
        names = [f"{op}{self.count}_{i}" for i in range(outputs)]
        self.nodes.append(helper.make_node(op, inputs, names, domain=domain, **attributes))
        return names


def rows_int8(table: np.ndarray) -> tuple[np.ndarray, np.ndarray]:
    """Symmetric int8 with one scale a row."""
    scale = np.maximum(np.abs(table).max(axis=1, keepdims=True), 1e-8) / 127
    return np.rint(table / scale).astype(np.int8), scale.astype(np.float32)


def best_scale(weight: np.ndarray, top: int) -> np.ndarray:
    """One scale a column: of several clippings the one with the least squared error."""
    peak = np.maximum(np.abs(weight).max(axis=0), 1e-8)
    best, loss = peak / top, np.full(weight.shape[1], np.inf)
    for clip in np.linspace(0.6, 1.0, 17):
        scale = peak * clip / top
        error = ((np.clip(np.rint(weight / scale), -top, top) * scale - weight) ** 2).sum(axis=0)
        best, loss = np.where(error < loss, scale, best), np.minimum(error, loss)
    return best.astype(np.float32)


def matmul(g: Graph, x: str, weight: np.ndarray, bias: np.ndarray | None, name: str, kind: str) -> str:
    """Multiply by a [in, out] matrix, held as `kind`: "float", or "int8" (a scale a column)."""
    if kind == "float":
        (y,) = g.node("MatMul", [x, g.value(weight.astype(np.float32), name)])
        return y if bias is None else g.node("Add", [y, g.value(bias, name + "_b")])[0]
    scale = best_scale(weight, 127)
    q = np.clip(np.rint(weight / scale), -127, 127).astype(np.int8)
    inputs = [
        x,
        g.value(q, name),
        g.value(scale, name + "_s"),
        g.value(np.zeros(len(scale), np.int8), name + "_z"),
    ]
    inputs += [g.value(bias.astype(np.float32), name + "_b")] if bias is not None else []
    return g.node("DynamicQuantizeMatMul", inputs, domain=MS)[0]


def build(state: dict[str, np.ndarray], kind: str = "int8", keep: tuple[str, ...] = ()) -> onnx.ModelProto:
    """Write the network as ONNX; matrices whose name holds one of `keep` stay float."""
    g = Graph()

    def weight(name: str) -> np.ndarray:
        return state[name + ".weight"].T

    def kind_of(name: str) -> str:
        return "float" if any(k in name for k in keep) else kind

    def mat(x: str, name: str, bias: bool = True) -> str:
        return matmul(g, x, weight(name), state[name + ".bias"] if bias else None, name, kind_of(name))

    def norm(x: str, y: str, name: str) -> str:
        # not the fused SkipLayerNormalization, whose CPU kernel in onnxruntime takes seven times as long
        gamma, beta = g.value(state[name + ".weight"], name + ".g"), g.value(state[name + ".bias"], name + ".h")
        (total,) = g.node("Add", [x, y])
        return g.node("LayerNormalization", [total, gamma, beta], axis=-1, epsilon=1e-12)[0]

    table, scale = rows_int8(state["word.weight"])
    (small,) = g.node("Gather", [g.value(table, "word"), "ids"])
    (wide,) = g.node("Cast", [small], to=TensorProto.FLOAT)
    (step,) = g.node("Gather", [g.value(scale, "word_s"), "ids"])
    (word,) = g.node("Mul", [wide, step])
    case, quote, place = (state[f"feature.{i}.weight"] for i in range(3))
    folded = (case[:, None, None] + quote[None, :, None] + place[None, None, :]).reshape(
        CASES * QUOTES * PLACES, WIDTH
    )
    (surface,) = g.node("Gather", [g.value(folded.astype(np.float32), "surface"), "feature"])
    (where,) = g.node(
        "Gather", [g.value((state["place.weight"] + state["kind"]).astype(np.float32), "place"), "place_ids"]
    )
    (x,) = g.node("Add", [word, surface])
    x = norm(x, where, "norm")
    for n in range(LAYERS):
        at = f"layers.{n}."
        qkv = mat(x, at + "qkv")
        parts = g.node("Split", [qkv], 3, axis=2, num_outputs=3)
        (seen,) = g.node("MultiHeadAttention", parts, domain=MS, num_heads=HEADS)
        x = norm(x, mat(seen, at + "out"), at + "norm1")
        up = mat(x, at + "up", bias=False)
        (up,) = g.node("FastGelu", [up, g.value(state[at + "up.bias"], at + "up_b")], domain=MS)
        x = norm(x, mat(up, at + "down"), at + "norm2")
    heads = [("polnear", state["polnear.weight"], state["polnear.bias"])]
    heads.append(
        ("speech", state["polnear.weight"] + state["speech.weight"], state["polnear.bias"] + state["speech.bias"])
    )
    heads += [(n, state[n + ".weight"], state[n + ".bias"]) for n in ("query", "key", "null")]
    w = np.concatenate([h[1] for h in heads]).T
    b = np.concatenate([h[2] for h in heads])
    (y,) = g.node("MatMul", [x, g.value(w, "heads")])
    g.nodes.append(helper.make_node("Add", [y, g.value(b, "heads_b")], ["rows"]))
    shape = [1, "pieces"]
    graph = helper.make_graph(
        g.nodes,
        "attribution",
        [helper.make_tensor_value_info(n, TensorProto.INT64, shape) for n in ("ids", "feature", "place_ids")],
        [helper.make_tensor_value_info("rows", TensorProto.FLOAT, [1, "pieces", w.shape[1]])],
        g.values,
    )
    opsets = [helper.make_opsetid("", 18), helper.make_opsetid(MS, 1)]
    return helper.make_model(graph, opset_imports=opsets, ir_version=9, producer_name="detente")


def save(model: onnx.ModelProto, path: Path) -> None:
    path.write_bytes(model.SerializeToString())
