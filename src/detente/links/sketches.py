"""An article becomes a sketch: what is needed to tell copies from reports that only look alike, in about 4 KB.

Shingles are runs of three words of the kept lines; MinHash (Broder 1997, 126 permutations by `rensa`) and bands of
three rows find neighbours. Slots are the places where a name, day or number stands, known by the plain words before
them or after them: copies fill a slot alike, this week's report and last week's fill it differently.
"""

from __future__ import annotations

import io
import json
from dataclasses import dataclass
from datetime import date
from typing import Any, TypeAlias

import numpy as np
from numpy.typing import NDArray
from rensa import RMinHash

from detente.links.words import CAPITAL, NUMBER, SMALL, traits_of
from detente.types import Article, LineKind

Codes: TypeAlias = NDArray[np.uint32]
Wide: TypeAlias = NDArray[np.uint64]

PERMUTATIONS = 126
ROWS = 3  # of a band
BANDS = PERMUTATIONS // ROWS
_SEED = 1997
_SIDE = 3  # plain words on one side that make a slot known; as many as there are in _MIX
_SIDES = np.array([1, 0], dtype=np.uint64)  # what tells a slot after its words from one before them
_LEAD = 40  # shingles of the opening paragraph
_MIX = (np.uint64(0x9E3779B97F4A7C15), np.uint64(0xC2B2AE3D27D4EB4F), np.uint64(0x165667B19E3779F9))


@dataclass(frozen=True, slots=True, kw_only=True, eq=False)
class Sketch:
    """What a judgement of copies needs of an article; arrays are sorted, 64-bit.

    `shingles` are all shingles, `lead` those of the opening (32 bits each); `slots[i]` is filled by `fillings[i]`,
    64 bits of which each name sets one; `weights[i]` says how much another filling means: a day 1.25, a name 1, a
    number 0.5, since tolls are mended and days are not. `bands` are the article's keys in an LSH index, one for each
    band in order; none where there are no words.
    """

    article: str
    outlet: str | None
    published: date | None
    clock: str | None
    shingles: Codes
    lead: Codes
    slots: Codes
    fillings: Wide
    weights: NDArray[np.float32]
    bands: NDArray[np.int64]


def sketch(article: Article) -> Sketch:
    """Return the sketch of an article: of its body, or of its title where there is no body."""
    kept = article.body() or tuple(line for line in article.lines if line.kind is LineKind.TITLE)
    traits, sentences = traits_of(line.span.of(article.text) for line in kept)
    codes = traits & np.uint64(0xFFFFFFFF)
    shingles = _shingles(codes)
    slots, fillings, weights = _slots(codes, traits >> np.uint64(32), sentences)
    unique = _once_each(shingles)
    published = article.published
    return Sketch(
        article=article.id,
        outlet=article.outlet.value if article.outlet else None,
        published=published.when.start if published else None,
        clock=published.clock if published else None,
        shingles=unique,
        lead=_once_each(shingles[:_LEAD]),
        slots=slots,
        fillings=fillings,
        weights=weights,
        bands=_bands(unique),
    )


def _shingles(codes: Wide) -> Codes:
    """Return one code for each run of three words; a text shorter than that is one shingle."""
    if codes.size < 3:
        return _narrow(codes.sum(keepdims=True) if codes.size else codes)
    return _narrow(codes[:-2] * _MIX[0] + codes[1:-1] * _MIX[1] + codes[2:] * _MIX[2])


def _narrow(mixed: Wide) -> Codes:
    return ((mixed ^ (mixed >> np.uint64(29))) >> np.uint64(16)).astype(np.uint32)


def _once_each(codes: Codes) -> Codes:
    """Return the codes in order, each once."""
    ordered = np.sort(codes)
    fresh = np.ones(ordered.size, dtype=np.bool_)
    np.not_equal(ordered[1:], ordered[:-1], out=fresh[1:])
    return ordered[fresh]


def _bands(shingles: Codes) -> NDArray[np.int64]:
    """Return the LSH keys, which hold the place of the band too; none for no words."""
    if not shingles.size:
        return np.array([], dtype=np.int64)
    ends = np.array([0, shingles.size], dtype=np.uint64)
    matrix: Any = RMinHash.digest_matrix_from_flat_token_hashes(shingles.astype(np.uint64), ends, PERMUTATIONS, _SEED)
    rows = np.array(matrix.to_rows()[0], dtype=np.uint64).reshape(BANDS, ROWS)
    place = np.arange(BANDS, dtype=np.uint64) * _MIX[0]
    mixed = place + rows[:, 0] * _MIX[0] + rows[:, 1] * _MIX[1] + rows[:, 2] * _MIX[2]
    keys: NDArray[np.int64] = ((mixed ^ (mixed >> np.uint64(31))) >> np.uint64(1)).astype(np.int64)
    return keys


def _marked(codes: Wide, forms: Wide) -> NDArray[np.bool_]:
    """Tell which words fill slots: numbers, and capitalised words never written small in the same article."""
    marked: NDArray[np.bool_] = forms == CAPITAL
    small = np.sort(codes[forms == SMALL])
    if small.size:
        capitals = codes[marked]
        places = np.minimum(np.searchsorted(small, capitals), small.size - 1)
        marked[marked] = small[places] != capitals
    marked |= forms == NUMBER
    return marked


def _slots(codes: Wide, traits: Wide, sentences: NDArray[np.int64]) -> tuple[Codes, Wide, NDArray[np.float32]]:
    """Return the slots with their fillings; one that leaves its sentence, or occurs twice, is left out."""
    marked = _marked(codes, traits & np.uint64(3))
    plain, filled = np.flatnonzero(~marked), np.flatnonzero(marked)
    if plain.size < _SIDE or not filled.size:
        return np.array([], dtype=np.uint32), np.array([], dtype=np.uint64), np.array([], dtype=np.float32)
    gap = np.searchsorted(plain, filled)  # a run of fillings lies before plain[gap]
    starts = np.flatnonzero(np.concatenate([[True], gap[1:] != gap[:-1]]))
    fillings, weights = _fillings(traits[filled], starts)
    at, own = gap[starts], sentences[filled[starts]]
    words, homes = codes[plain], sentences[plain]
    runs = words[:-2] * _MIX[0] + words[1:-1] * _MIX[1] + words[2:] * _MIX[2]
    begin = np.concatenate([at - _SIDE, at])  # of the plain words before the run, then of those after it
    side, own = np.repeat(_SIDES, at.size), np.concatenate([own, own])
    inner = np.flatnonzero((begin >= 0) & (begin < runs.size))
    whole = inner[(homes[begin[inner]] == own[inner]) & (homes[begin[inner] + _SIDE - 1] == own[inner])]
    keys = _narrow(runs[begin[whole]] + side[whole])
    bits, heavy = np.concatenate([fillings, fillings])[whole], np.concatenate([weights, weights])[whole]
    order = np.argsort(keys, kind="stable")
    slots = keys[order]
    once = np.ones(slots.size, dtype=np.bool_)
    twice = slots[1:] == slots[:-1]
    once[1:] &= ~twice
    once[:-1] &= ~twice
    return slots[once], bits[order][once], heavy[order][once]


def _fillings(traits: Wide, starts: NDArray[np.int64]) -> tuple[Wide, NDArray[np.float32]]:
    """Return the bits of each run and its weight; in a run with a number only numbers count, then only days."""
    digits = (traits & np.uint64(3)) == NUMBER
    days = (traits >> np.uint64(8)).astype(np.bool_)
    bits = np.uint64(1) << ((traits >> np.uint64(2)) & np.uint64(63))
    whole = np.bitwise_or.reduceat(bits, starts)
    calendar = np.bitwise_or.reduceat(bits * days, starts)
    numbers = np.bitwise_or.reduceat(bits * digits, starts)
    dated, number = calendar != 0, numbers != 0
    chosen = np.where(number, numbers, np.where(dated, calendar, whole))
    weights = np.where(dated, 1.25, np.where(number, 0.5, 1.0)).astype(np.float32)
    return chosen, weights


_ARRAYS = ("shingles", "lead", "slots", "fillings", "weights", "bands")


def pack(made: Sketch) -> bytes:
    """Return a sketch as bytes, for the index of a record."""
    head = {
        "article": made.article,
        "outlet": made.outlet,
        "published": made.published.isoformat() if made.published else None,
        "clock": made.clock,
    }
    room = io.BytesIO()
    np.savez(room, head=np.array(json.dumps(head)), **{name: getattr(made, name) for name in _ARRAYS})
    return room.getvalue()


def unpack(data: bytes) -> Sketch:
    """Return the sketch that `pack` made bytes of."""
    with np.load(io.BytesIO(data), allow_pickle=False) as found:
        head = json.loads(str(found["head"]))
        day = head.pop("published")
        return Sketch(
            **head, published=date.fromisoformat(day) if day else None, **{name: found[name] for name in _ARRAYS}
        )
