"""Spellings of a name become one key, so that Sergei and Sergey, Aliyev and Aliev, Nikol and Nicol meet."""

from __future__ import annotations

import re
from functools import lru_cache

from detente.text import fold

# what one letter of another script becomes in different hands; the order matters
_VARIANTS = (
    (re.compile(r"[^a-z\- ]"), ""),
    (re.compile(r"kh"), "h"),
    (re.compile(r"dzh|dj"), "j"),
    (re.compile(r"tch|tsch"), "ch"),
    (re.compile(r"gh|q"), "g"),
    (re.compile(r"ph"), "f"),
    (re.compile(r"ou"), "u"),
    (re.compile(r"ck|c(?!h)"), "k"),
    (re.compile(r"x"), "h"),
    (re.compile(r"w"), "v"),
    (re.compile(r"[yj]"), "i"),
    (re.compile(r"([a-z])\1+"), r"\1"),
    (re.compile(r"ie(?=[vn])"), "e"),
    (re.compile(r"(?<=[aeou])i(?=[eaou])"), ""),
)


@lru_cache(maxsize=4096)
def name_key(word: str) -> str:
    """Return the key of one word of a name; words with the same key are spellings of one name."""
    key = fold(word)
    for pattern, new in _VARIANTS:
        key = pattern.sub(new, key)
    return key


def _frame(key: str) -> str:
    """Return a key with its inner vowels made one: Rashad and Reshad, Hossein and Hussein share it."""
    return key[0] + re.sub(r"[aeiou]+", "a", key[1:-1]) + key[-1]


@lru_cache(maxsize=4096)
def same_given(left: str, right: str) -> bool:
    """Tell whether two given names may be one: spellings of one name, or an initial of the other."""
    a, b = left.rstrip("."), right.rstrip(".")
    if len(a) == 1 or len(b) == 1:
        return fold(a)[:1] == fold(b)[:1]
    left, right = name_key(a), name_key(b)
    return left == right or (min(len(left), len(right)) > 4 and _frame(left) == _frame(right))
