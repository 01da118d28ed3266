"""A trained network -> decoder numbers (links, tag bias, confidence, threshold), fitted on articles kept aside."""

from __future__ import annotations

import json
from typing import Any

import numpy as np
import torch
from sklearn.linear_model import LogisticRegression
from torch import Tensor

from detente.models.decode import CONTENT
from detente.models.join import FACTS, LINK_ROLES, LINKS, Prior, asked, open_to
from detente.models.tagger import Tagger, attribution_of, vectors_of
from training.attribution.corpus import Document

# added to the scores of O; B, I of source; of cue; of content
BIASES = tuple(
    (-o, s, s, c, c, 0.0, 0.0) for o, s, c in ((0.0, 0.0, 0.0), (0.6, 0.0, 0.0), (1.0, 0.0, 0.0), (0.6, 0.6, 0.6))
)


def blank(near: np.ndarray, layout: np.ndarray, windows: dict[str, list[int]]) -> dict[str, Any]:
    """Decoder numbers before tuning: no bias, every candidate kept."""
    scheme = {"bias": [0.0] * 7, "confidence": [0.0] * FACTS, "threshold": 0.0, "lines": 0}
    tables = {"scale": [1.0] * LINKS, "nothing": [0.0] * LINKS}
    tables |= {"near": near.tolist(), "layout": layout.tolist()}
    return {**tables, "schemes": {name: {**scheme, "window": list(w)} for name, w in windows.items()}}


def fit_links(tagger: Tagger, docs: list[Document], rigour: float = 1.0) -> None:
    """Fit the links' prior anew on articles that the network has not seen, on gold spans (conditional logit)."""
    old = tagger.prior
    parts = [torch.zeros(x.shape, requires_grad=True) for x in (old.scale, old.nothing, old.near, old.layout)]
    cases: list[tuple[int, tuple[Tensor, ...], int]] = []
    for doc in docs:
        pieces, rows = tagger.rows(doc.text, "polnear")
        spans = [sorted({x for link in doc.links for x in link[role]}) for role in range(3)]
        bounds = [np.array(x, np.int64).reshape(-1, 2) for x in spans]
        for link, (asker, answer) in enumerate(LINK_ROLES):
            score, nothing, gap, bucket, layout = asked(link, bounds, pieces.line, vectors_of(rows))
            for gold in doc.links:
                for k, span in enumerate(gold[asker]):
                    i = spans[asker].index(span)
                    told = gold[answer][:1] if link != 2 else gold[CONTENT][k - 1 : k]
                    may = np.flatnonzero(open_to(link, gap)[i])
                    target = len(may) if not told else int(np.searchsorted(may, spans[answer].index(told[0])))
                    if target < len(may) or not told:
                        table = (score[i][may], nothing[i : i + 1], bucket[i][may], layout[i][may])
                        cases.append((link, tuple(torch.from_numpy(np.ascontiguousarray(x)) for x in table), target))
    solver = torch.optim.LBFGS(parts, max_iter=60)

    def closure() -> Tensor:
        solver.zero_grad()
        scale, lift, near, layout = (p + torch.from_numpy(x) for p, x in zip(parts, vars_of(old), strict=True))
        loss = rigour * (parts[2].square().sum() + parts[3].square().sum()) / 2
        for link, (score, nothing, bucket, place), target in cases:
            given = score * scale[link] + near[link][bucket] + layout[link][place]
            loss = loss - torch.log_softmax(torch.cat([given, nothing * scale[link] + lift[link]]), 0)[target]
        loss.backward()
        return loss

    before = closure().item()
    solver.step(closure)
    print("links", len(cases), f"loss {before:.0f} -> {closure().item():.0f}", flush=True)
    names = ("scale", "nothing", "near", "layout")
    fitted = [np.round(x + p.detach().numpy(), 4) for p, x in zip(parts, vars_of(old), strict=True)]
    tagger.decoder.update({n: x.tolist() for n, x in zip(names, fitted, strict=True)})
    tagger.prior = Prior(*(x.astype(np.float32) for x in fitted))


def vars_of(prior: Prior) -> tuple[np.ndarray, ...]:
    return prior.scale, prior.nothing, prior.near, prior.layout


def chars(text: str, spans: Any) -> set[int]:
    return {i for s, e in spans for i in range(s, e) if not text[i].isspace()}


def jaccard(a: set[int], b: set[int]) -> float:
    return len(a & b) / len(a | b) if a and b else 0.0


def judged(tagger: Tagger, docs: list[Document], scheme: Any) -> tuple[np.ndarray, np.ndarray, np.ndarray, int]:
    """Facts of every candidate, whether its content is right, whether its source is too, and the gold count."""
    facts, found, right, gold = [], [], [], 0
    for doc in docs:
        cands = []
        for pieces, joined in tagger.joined(doc.text, scheme):
            a = attribution_of(pieces, joined, 0.0, scheme)
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
            found.append(k in hit)
            right.append(hit.get(k, False))
    return np.array(facts), np.array(found), np.array(right), gold


def fit_confidence(facts: np.ndarray, right: np.ndarray, gold: int) -> tuple[list[float], float, float]:
    """Logistic weights, the threshold for the best F1, and that F1 on the same articles.

    With calibrated chances the best threshold is half of the best F1 (Lipton et al. 2014), which is steadier on a
    few hundred cases than the threshold that happens to score best.
    """
    if right.all() or not right.any():
        # too little was learnt to tell candidates apart: keep them all
        return [0.0] * FACTS, 0.0, float(2 * right.sum() / (len(right) + gold))
    model = LogisticRegression(C=1.0, max_iter=3000, fit_intercept=False).fit(facts, right)
    p = model.predict_proba(facts)[:, 1]
    best = max(float(2 * right[p >= t].sum() / ((p >= t).sum() + gold)) for t in np.arange(0.05, 0.7, 0.02))
    return [round(float(w), 5) for w in model.coef_[0]], round(best / 2, 3), best


def tune(
    tagger: Tagger, docs: dict[str, list[Document]], biases: tuple[tuple[float, ...], ...] = BIASES
) -> dict[str, Any]:
    """Choose the bias against O and fit the confidence, scheme by scheme, in the tagger's own decoder table."""
    tagger.remembered = sum(map(len, docs.values())) + 1
    fit_links(tagger, docs["polnear"])
    for scheme, held in docs.items():
        best: tuple[float, Any] = (-1.0, None)
        rules = tagger.decoder["schemes"][scheme]
        for lines, bias in ((n, b) for n in (0, 1) for b in biases):
            rules.update(bias=list(bias), lines=lines)
            facts, _, right, gold = judged(tagger, held, scheme)
            weights, threshold, f1 = fit_confidence(facts, right, gold)
            print(scheme, "lines", lines, "bias", bias, len(right), "of", gold, threshold, f"F1 {f1:.4f}", flush=True)
            if f1 > best[0]:
                best = (
                    f1,
                    {**rules, "bias": list(bias), "confidence": weights, "threshold": threshold, "lines": lines},
                )
        tagger.decoder["schemes"][scheme] = best[1]
    return json.loads(json.dumps(tagger.decoder))
