"""Parts become sentences of colour: what an outlet's own correspondent adds, hardly ever the same twice."""
# ruff: noqa: E501 -- sentences are kept whole, one a line

from __future__ import annotations

from random import Random

_WHO = (
    "A retired envoy", "The waiter at the hotel bar", "One of the interpreters", "A trader from the covered market",
    "The editor of a border weekly", "A student leader", "An old colonel in civilian clothes", "The taxi driver",
    "A professor of trade law", "Somebody close to the delegation", "A widow from the upper village",
    "The secretary of the chamber of commerce", "A young diplomat on her first posting", "The keeper of the archive",
)  # fmt: skip
_SAYS = (
    "thinks that", "is sure that", "does not believe that", "shrugs when asked whether", "keeps a notebook to show that",
    "laughs at the idea that", "has argued for years that", "would bet a month's pay that", "is tired of hearing that",
    "warns anybody who listens that", "no longer asks whether", "has stopped hoping that",
)  # fmt: skip
_WHAT = (
    "prices in the bazaar will follow", "the young will leave before anything is built",
    "paper costs nothing and roads cost lives", "the neighbours read every comma twice",
    "winter decides more than ministers do", "the generals have been told to wait",
    "old maps will come out of the drawers again", "nobody in the valley has been asked",
    "the next election has begun already", "a photograph was all that was wanted",
    "the interpreters earned their money", "the real talks are held over tea",
    "the harvest will be sold elsewhere", "both sides have gone as far as they dare",
)  # fmt: skip
_SCENE = (
    "Outside, {x} policemen stamped their feet in the cold.", "The lights on the third floor burned until {x} o'clock.",
    "A brass band had rehearsed {x} marches and played none.", "On the square {x} people held up a banner and went home.",
    "Rain fell on the flags, {x} of each kind.", "The buffet closed early, with {x} plates untouched.",
    "A dog slept through it all on the steps, as it has for {x} summers.", "The printers ran out of ink after {x} copies.",
    "Schoolchildren waved from {x} windows along the route.", "The old tram passed {x} times with its bell silent.",
)  # fmt: skip


def colour(rng: Random, count: int) -> list[str]:
    """Return some sentences of colour, no two alike."""
    made: dict[str, None] = {}
    while len(made) < count:
        if rng.random() < 0.35:
            made[rng.choice(_SCENE).format(x=rng.randrange(3, 200))] = None
        else:
            made[f"{rng.choice(_WHO)} {rng.choice(_SAYS)} {rng.choice(_WHAT)}."] = None
    return list(made)
