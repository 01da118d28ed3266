"""A line of GDELT events (version 1: 57 or 58 columns, version 2: 61, no header) becomes a coded event."""

from __future__ import annotations

from collections.abc import Sequence

from detente.datasets.coded import Coded, Unusable, day_of, of_cameo, state_of, whole
from detente.lexicon import Lexicon

NAME = "GDELT"
COLUMNS = (57, 58, 61)
# places in the line, as the GDELT event codebook numbers them from 0
ID, DAY, FIRST, SECOND, CODE, MENTIONS = 0, 1, 7, 17, 26, 31


def coded(cells: Sequence[str], lexicon: Lexicon) -> Coded | None:
    """Return the event, None where it has not two states or is none in PLOVER; Unusable where the line is broken."""
    if len(cells) not in COLUMNS:
        raise Unusable(f"{len(cells)} columns; GDELT events have {', '.join(map(str, COLUMNS))}")
    source, target = state_of(cells[FIRST], lexicon), state_of(cells[SECOND], lexicon)
    kind = of_cameo(cells[CODE], lexicon)
    if source is None or target is None or kind is None:
        return None
    return Coded(
        id=cells[ID],
        day=day_of(cells[DAY]),
        sources=(source,),
        targets=(target,),
        type=kind[0],
        mode=kind[1],
        url=cells[-1] if len(cells) > 57 else "",
        reports=whole(cells[MENTIONS]),
    )
