"""A ledger becomes regimes: two or three levels between which the relation switches, with smoothed probabilities.

Method: Markov-switching regression on a constant (Hamilton 1989; statsmodels), variance in common, fitted by maximum
likelihood; as many regimes as the least BIC asks for, one of them meaning that no switching shows. Periods without
anything counted are left out, so that a stay is counted in periods that were read.
"""

from __future__ import annotations

import math
import warnings

import numpy as np

from detente.relations.ledger import Floats, Ledger
from detente.relations.nouns import Measure, Regimes
from detente.relations.turns import levels

LEAST = 24  # periods for two regimes
_THREE = 48  # and for three


def find_regimes(ledger: Ledger, measure: Measure = "balance") -> Regimes:
    """Return the regimes of a ledger, or why there are none; the same ledger gives the same regimes."""
    known = levels(ledger, measure)
    size = len(known.places)
    periods = tuple(ledger.periods[place] for place in known.places)
    if size < LEAST:
        few = f"{size} period{'' if size == 1 else 's'} with something counted; regimes need {LEAST}"
        return Regimes(little=f"too little to say: {few}")
    if float(known.values.std()) < 1e-9:
        return Regimes(little="no switching: every period has the same level")
    bic = {1: _one(known.values)}
    fits = {}
    for count in (2, 3) if size >= _THREE else (2,):
        fit = _fit(known.values, count)
        if fit is not None:
            bic[count], fits[count] = fit[0], fit[1:]
    best = min(bic, key=lambda k: bic[k])
    ranked = tuple(sorted((k, round(v, 2)) for k, v in bic.items()))
    if best == 1:
        return Regimes(little="no switching shows: one level explains the series best (BIC)", bic=ranked)
    means, chances, stays = fits[best]
    order = np.argsort(means)
    return Regimes(
        levels=tuple(float(means[k]) for k in order),
        periods=periods,
        probabilities=tuple(tuple(float(row[k]) for k in order) for row in chances),
        stays=tuple(float(stays[k]) for k in order),
        bic=ranked,
    )


def _one(values: Floats) -> float:
    """BIC of one level with normal noise."""
    size = len(values)
    likelihood = -0.5 * size * (math.log(2 * math.pi * float(values.var())) + 1)
    return 2 * math.log(size) - 2 * likelihood


def _fit(values: Floats, count: int) -> tuple[float, Floats, Floats, Floats] | None:
    """Return BIC, level of each regime, smoothed probabilities and stays; None where no maximum is found."""
    from statsmodels.tsa.regime_switching.markov_regression import MarkovRegression  # here: a second of loading

    with warnings.catch_warnings(), np.errstate(all="ignore"):
        warnings.simplefilter("ignore")
        try:
            model = MarkovRegression(values, k_regimes=count, trend="c", switching_variance=False)
            result = model.fit(disp=False, em_iter=20)
        except (ValueError, np.linalg.LinAlgError):
            return None
        names = list(model.param_names)
        means = np.array([result.params[names.index(f"const[{k}]")] for k in range(count)])
        chances = np.asarray(result.smoothed_marginal_probabilities)
        stays = np.asarray(result.expected_durations)
        bic = float(result.bic)
    if not (np.isfinite(bic) and np.isfinite(means).all() and np.isfinite(chances).all()):
        return None
    return bic, means, chances, stays
