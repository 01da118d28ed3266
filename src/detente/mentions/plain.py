"""Letters with marks become plain Latin letters, one for one, so that offsets hold."""

from __future__ import annotations

import unicodedata


def _one_letter(char: str) -> str | None:
    base = unicodedata.normalize("NFKD", char)[0]
    return base if base != char and base.isascii() and base.isalpha() else None


# letters with marks to their base letter, one for one, so that offsets hold
_PLAIN: dict[int, str] = {
    code: base for code in range(0xC0, 0x250) if (base := _one_letter(chr(code))) is not None
} | {code: base for code in range(0x1E00, 0x1F00) if (base := _one_letter(chr(code))) is not None}
_PLAIN |= {ord(a): b for a, b in zip("ıİəƏøØłŁđĐ’ʼ‘`\u00a0\u202f", "iIaAoOlLdD''''  ", strict=True)}


def plain(text: str) -> str:
    """Return the text with plain Latin letters and straight apostrophes, character for character."""
    return text if text.isascii() else text.translate(_PLAIN)
