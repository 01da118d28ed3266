"""Bytes become text: byte-order mark, declared encoding, UTF-8, and last a careful guess, with the reason."""

from __future__ import annotations

import codecs
import re

from charset_normalizer import from_bytes

from detente.errors import ArticleError
from detente.text import Decoded, byte_order_mark

_DECLARED = re.compile(rb"""charset\s*=\s*["']?\s*([A-Za-z0-9_.:-]{2,40})""", re.I)
_XML = re.compile(rb"""^\s*<\?xml[^>]*encoding\s*=\s*["']([A-Za-z0-9_.:-]{2,40})""", re.I)
_SUPERSETS = {"iso-8859-1": "cp1252", "latin-1": "cp1252", "ascii": "cp1252", "us-ascii": "cp1252",
              "iso-8859-9": "cp1254", "gb2312": "gb18030", "gbk": "gb18030", "shift_jis": "cp932",
              "euc-kr": "cp949", "ks_c_5601-1987": "cp949"}  # fmt: skip


def decode(body: bytes, *, html: bool) -> Decoded:
    """Return the text of `body` and the encoding it was read in.

    Browsers read the Latin-1 family as Windows code pages, and so do we. Raises ArticleError where the bytes
    fit no encoding.
    """
    mark = byte_order_mark(body)
    if mark:
        return _strictly(body, mark, "byte-order mark") or _last_resort(body)
    wide = _unmarked_utf16(body)
    if wide is not None:
        return wide
    declared = _declaration(body) if html else None
    plain = _strictly(body, "utf-8", "valid UTF-8")
    if plain is not None:
        return plain
    if declared:
        found = _strictly(body, declared, "declared by the page")
        if found is not None:
            return found
        if declared.replace("_", "-").lower() in {"utf-8", "utf8"}:
            return Decoded(body.decode("utf-8", "replace"), "utf-8", "declared by the page; broken bytes replaced")
    return _last_resort(body)


# Letters of two-byte UTF-8 read one byte at a time as Latin-1 or as a Windows code page.
_GARBLED = re.compile(
    "[ÂÃÄÅÐÑØÙ][\u0080-\u00bf€‚ƒ„…†‡ˆ‰Š‹ŒŽ‘’“”•–—˜™š›œžŸ]|â€[\u0080-\u00bf™œ“”˜¦]|[РС][\u0080-\u00bf°±‡€„†‹Љ]"
)


def is_garbled(text: str) -> str | None:
    """Return a piece of the text that shows that it was once read in a wrong encoding, None where none does.

    A few odd pairs are names or quotations; ten, and one in every fifty letters, are not.
    """
    found = _GARBLED.findall(text)
    if len(found) >= 10 and len(found) * 50 >= sum(c.isalpha() for c in text):
        first = _GARBLED.search(text)
        return text[first.start() : first.start() + 12] if first else None
    at = text.find("\ufffd")
    return text[max(0, at - 6) : at + 6] if text.count("\ufffd") >= 10 else None


def _unmarked_utf16(body: bytes) -> Decoded | None:
    """Read UTF-16 that lost its byte-order mark: every other byte of plain letters is zero."""
    head = body[:4096]
    if b"\x00" not in head or len(body) % 2:
        return None
    even, odd = head[0::2].count(0), head[1::2].count(0)
    return _strictly(body, "utf-16-le" if odd > even else "utf-16-be", "every other byte is zero, as in UTF-16")


def _declaration(body: bytes) -> str | None:
    head = body[:4096]
    found = _XML.search(head) or _DECLARED.search(head)
    if not found:
        return None
    name = found.group(1).decode("ascii").lower()
    name = _SUPERSETS.get(name, name)
    try:
        return codecs.lookup(name).name
    except LookupError:
        return None


def _strictly(body: bytes, encoding: str, reason: str) -> Decoded | None:
    try:
        return Decoded(body.decode(encoding), encoding, reason)
    except (UnicodeDecodeError, LookupError):
        return None


def _last_resort(body: bytes) -> Decoded:
    """Guess the encoding; Turkish and Azerbaijani bytes are tried before the guess, which knows them ill."""
    turkish = _strictly(body, "cp1254", "letters of Turkish or Azerbaijani")
    if turkish is not None and len(re.findall(r"[a-zçöüA-Z][ığşİĞŞ]|[ığş][a-zçöü]", turkish.text)) >= 3:
        strange = len(re.findall(r"[^\x00-\x7fçğıöşüÇĞİÖŞÜâîûəƏ‘’“”–—…«»©®°\u00a0]", turkish.text))
        if strange * 10 <= sum(ord(c) > 127 for c in turkish.text):
            return turkish
    best = from_bytes(body[:200_000]).best()
    if best is not None:
        found = _strictly(body, best.encoding, "guessed from the bytes")
        if found is not None:
            return found
    found = _strictly(body, "cp1252", "no better guess")
    if found is not None:
        return found
    if not body:
        raise ArticleError("The page holds no bytes; save it again.")
    return Decoded(body.decode("latin-1"), "latin-1", "fits no encoding; every byte kept as one character")
