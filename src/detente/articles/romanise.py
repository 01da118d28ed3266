"""Cyrillic names become Latin letters, as English-language pages of the region write them."""

from __future__ import annotations

_LETTERS = dict(
    zip(
        "абвгдезийклмнопрстуфхцчшщъыьэюяёғқҳӣӯҷңөұүһі",
        [
            "a",
            "b",
            "v",
            "g",
            "d",
            "e",
            "z",
            "i",
            "y",
            "k",
            "l",
            "m",
            "n",
            "o",
            "p",
            "r",
            "s",
            "t",
            "u",
            "f",
            "kh",
            "ts",
            "ch",
            "sh",
            "shch",
            "-",
            "y",
            "-",
            "e",
            "yu",
            "ya",
            "yo",
            "gh",
            "q",
            "h",
            "i",
            "u",
            "j",
            "ng",
            "o",
            "u",
            "u",
            "h",
            "i",
        ],
        strict=True,
    )
)
_LETTERS["ъ"] = _LETTERS["ь"] = ""
_LETTERS["ж"] = "zh"


def romanise(name: str) -> str:
    """Return the name with Cyrillic letters in Latin ones (BGN/PCGN without signs); other letters stay."""
    out = []
    for char in name:
        plain = _LETTERS.get(char.lower())
        if plain is None:
            out.append(char)
        else:
            out.append(plain.capitalize() if char.isupper() else plain)
    return "".join(out)
