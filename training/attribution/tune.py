"""A trained network -> decoder numbers (tag bias, confidence weights, threshold), fitted on held-out training articles."""

from __future__ import annotations

import json
from typing import Any

import numpy as np
from sklearn.linear_model import LogisticRegression

from detente.models.join import FACTS
from detente.models.tagger import Tagger, attribution_of
from training.attribution.corpus import Document


def blank(near: np.ndarray, window: tuple[int, int]) -> dict[str, Any]:
    """Decoder numbers before tuning: no bias, every candidate kept."""
    scheme = {"bias": [0.0] * 7, "confidence": [0.0] * FACTS, "threshold": 0.0}
    return {"near": np.round(near, 5).tolist(), "window": list(window), "schemes": {"polnear": dict(scheme), "speech": dict(scheme)}}


def chars(text: str, spans: Any) -> set[int]:
    return {i for s, e in spans for i in range(s, e) if not text[i].isspace()}


def jaccard(a: set[int], b: set[int]) -> float:
    return len(a & b) / len(a | b) if a and b else 0.0


def judged(tagger: Tagger, docs: list[Document], scheme: Any) -> tuple[np.ndarray, np.ndarray, int]:
    """Facts of every candidate, whether its content and source are right (best pairs first), and the gold count."""
    facts, right, gold = [], [], 0
    for doc in docs:
        cands = []
        for pieces, joined in tagger.joined(doc.text, scheme):
            a = attribution_of(doc.text, pieces, joined, 0.0, scheme)
            cands.append((chars(doc.text, a.content), chars(doc.text, a.source), joined.facts))
        wanted = [(chars(doc.text, g.content), chars(doc.text, g.source)) for g in doc.gold if g.content]
        gold += len(wanted)
        pairs = [(jaccard(g[0], c[0]), i, k) for i, g in enumerate(wanted) for k, c in enumerate(cands)]
        used_g: set[int] = set()
        hit: dict[int, bool] = {}
        for j, i, k in sorted(pairs, key=lambda p: -p[0]):
            if j < 0.5 or i in used_g or k in hit:
                continue
            used_g.add(i)
            g, c = wanted[i][1], cands[k][1]
            # close to the scorer's rule: half of the characters, or one within the other
            hit[k] = (not g and not c) or jaccard(g, c) >= 0.4
        for k, c in enumerate(cands):
            facts.append(c[2])
            right.append(hit.get(k, False))
    return np.array(facts), np.array(right), gold


def fit_confidence(facts: np.ndarray, right: np.ndarray, gold: int) -> tuple[list[float], float, float]:
    """Logistic weights, and the threshold that gives the best F1 on the same articles."""
    model = LogisticRegression(C=1.0, max_iter=2000, fit_intercept=False).fit(facts, right)
    p = model.predict_proba(facts)[:, 1]
    best = (0.0, 0.0)
    for t in np.arange(0.05, 0.7, 0.02):
        keep = p >= t
        f = 2 * right[keep].sum() / (keep.sum() + gold)
        best = max(best, (float(f), float(t)))
    return [round(float(w), 5) for w in model.coef_[0]], round(best[1], 3), best[0]


def tune(tagger: Tagger, docs: dict[str, list[Document]], biases: tuple[float, ...] = (0.0, 0.4, 0.8)) -> dict[str, Any]:
    """Choose the bias against O and fit the confidence, scheme by scheme, in the tagger's own decoder table."""
    tagger.remembered = sum(map(len, docs.values())) + 1
    for scheme, held in docs.items():
        if not held:
            continue
        best: tuple[float, Any] = (-1.0, None)
        for b in biases:
            rules = tagger._decoder["schemes"][scheme]
            rules["bias"] = [-b, 0, 0, 0, 0, 0, 0]
            facts, right, gold = judged(tagger, held, scheme)
            weights, threshold, f1 = fit_confidence(facts, right, gold)
            print(scheme, "bias", b, "candidates", len(right), "gold", gold, "threshold", threshold, f"F1 {f1:.4f}", flush=True)
            if f1 > best[0]:
                best = (f1, {"bias": list(rules["bias"]), "confidence": weights, "threshold": threshold})
        tagger._decoder["schemes"][scheme] = best[1]
    return json.loads(json.dumps(tagger._decoder))
