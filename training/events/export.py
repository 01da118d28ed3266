"""The trained encoder and head become two int8 ONNX graphs with their tokenizer and meta file."""

from __future__ import annotations

import json
import shutil
import tempfile
from pathlib import Path

import torch
from onnxruntime.quantization import QuantType, quantize_dynamic
from torch import nn

from training.events.encoder import Whole, small

GATE = -1.0  # least gate of a trigger that the head is asked about: an event is likelier than about one in four
MARKS = 20  # sixteen types that the lexicon allows; nominal, unknown, phrasal, a trigger and no pair


def export(net: nn.ModuleList, meta: dict[str, list[str]], out: Path) -> None:
    """Write encoder.onnx, head.onnx, tokenizer.json and typist.json into `out`; weights of matrices are int8."""
    lower, upper, head = net
    length = 12
    ids = torch.ones(2, length, dtype=torch.long)
    mask = torch.ones(2, length)
    batch = {0: "batch", 1: "length"}
    with tempfile.TemporaryDirectory() as folder:
        plain = Path(folder)
        torch.onnx.export(
            Whole(lower, upper).eval(), (ids, mask, ids * 0), str(plain / "encoder.onnx"),
            input_names=["ids", "mask", "given"], output_names=["hidden", "gate"],
            dynamic_axes=dict.fromkeys(("ids", "mask", "given", "hidden", "gate"), batch),
            opset_version=17, dynamo=False,
        )  # fmt: skip
        torch.onnx.export(
            head.eval(), (torch.zeros(2, length, small().width), mask, ids * 0, ids, torch.zeros(2, MARKS)),
            str(plain / "head.onnx"), input_names=["hidden", "mask", "tags", "slots", "marks"],
            output_names=["kinds", "statuses", "roles"],
            dynamic_axes={**dict.fromkeys(("hidden", "mask", "tags", "slots", "roles"), batch),
                          **{key: {0: "batch"} for key in ("marks", "kinds", "statuses")}},
            opset_version=17, dynamo=False,
        )  # fmt: skip
        for name in ("encoder.onnx", "head.onnx"):
            quantize_dynamic(str(plain / name), str(out / name), weight_type=QuantType.QInt8, per_channel=True)
    shutil.copy(small().folder / "tokenizer.json", out / "tokenizer.json")
    (out / "typist.json").write_text(
        json.dumps({**meta, "temperature": 1.0, "gate": GATE}, indent=1) + "\n", encoding="utf-8"
    )
