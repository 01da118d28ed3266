"""Cyrillic names become Latin letters, as English-language pages of the region write them."""

from __future__ import annotations

_PAIRS = (
    "а=a б=b в=v г=g д=d е=e ж=zh з=z и=i й=y к=k л=l м=m н=n о=o п=p р=r с=s т=t у=u ф=f х=kh ц=ts "
    "ч=ch ш=sh щ=shch ъ= ы=y ь= э=e ю=yu я=ya ё=yo і=i ғ=gh қ=q ң=ng ү=u ұ=u ҳ=h ҷ=j һ=h ӣ=i ө=o ӯ=u "
)
LETTERS = {pair[0]: pair[2:] for pair in _PAIRS.split()}


def romanise(name: str) -> str:
    """Return the name with Cyrillic letters in Latin ones (BGN/PCGN without signs); other letters stay."""
    if name.isascii():
        return name
    out = []
    for char in name:
        plain = LETTERS.get(char.lower())
        if plain is None:
            out.append(char)
        else:
            out.append(plain.capitalize() if char.isupper() else plain)
    return "".join(out)
