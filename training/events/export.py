"""Trained halves become two int8 ONNX graphs with their tokenizer and meta file."""

from __future__ import annotations

import json
import shutil
import tempfile
from pathlib import Path

import torch
from onnxruntime.quantization import QuantType, quantize_dynamic

from training.events.encoder import WIDTH, Lower, Upper, weights_folder


def export(upper: Upper, slots: list[str], types: list[str], statuses: list[str], out: Path) -> None:
    """Write lower.onnx, upper.onnx, tokenizer.json and typist.json into `out`; weights of matrices are int8."""
    length = 12
    ids = torch.ones(2, length, dtype=torch.long)
    mask = torch.ones(2, length)
    tags = torch.zeros(2, length, dtype=torch.long)
    batch = {0: "batch", 1: "length"}
    with tempfile.TemporaryDirectory() as folder:
        plain = Path(folder)
        torch.onnx.export(
            Lower().eval(), (ids, mask), str(plain / "lower.onnx"), input_names=["ids", "mask"],
            output_names=["hidden"], dynamic_axes={"ids": batch, "mask": batch, "hidden": batch},
            opset_version=17, dynamo=False,
        )  # fmt: skip
        torch.onnx.export(
            upper.eval(), (torch.zeros(2, length, WIDTH), mask, tags, tags, torch.zeros(2, 20)),
            str(plain / "upper.onnx"), input_names=["hidden", "mask", "tags", "slots", "marks"],
            output_names=["kinds", "statuses", "roles"],
            dynamic_axes={**dict.fromkeys(("hidden", "mask", "tags", "slots", "roles"), batch), "marks": {0: "batch"},
                          "kinds": {0: "batch"}, "statuses": {0: "batch"}},
            opset_version=17, dynamo=False,
        )  # fmt: skip
        for name in ("lower.onnx", "upper.onnx"):
            quantize_dynamic(str(plain / name), str(out / name), weight_type=QuantType.QInt8, per_channel=True)
    shutil.copy(weights_folder() / "tokenizer.json", out / "tokenizer.json")
    meta = {"types": types, "statuses": statuses, "slots": slots, "temperature": 1.0}
    (out / "typist.json").write_text(json.dumps(meta, indent=1) + "\n", encoding="utf-8")
