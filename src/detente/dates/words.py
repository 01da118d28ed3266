"""Names of months and weekdays in some fifty languages become numbers (Unicode CLDR names, from Babel)."""

from __future__ import annotations

import unicodedata
from collections.abc import Iterable, Mapping
from functools import lru_cache

from babel import Locale

# The first language that knows a name wins where nothing else decides ("mar" is March before anything else).
LANGUAGES = (
    "en", "ru", "az", "tr", "hy", "ka", "uk", "fa", "de", "fr", "es", "it", "pt", "nl", "pl", "ar", "sv", "nb", "da",
    "fi", "el", "cs", "sk", "hu", "ro", "bg", "sr", "hr", "sl", "sr_Latn", "mk", "sq", "lt", "lv", "et", "he", "hi",
    "bn", "gu", "ta", "te", "mr", "ur", "id", "ms", "fil", "vi", "th", "kk", "ky", "uz", "uz_Cyrl", "tk", "tg", "be",
    "ca", "gl", "eu", "af", "zu", "xh", "sw", "is", "ga", "pa", "ml", "kn", "am", "mn", "bs", "en_GB", "ar_LB",
)  # fmt: skip

# What newsrooms print and CLDR does not list: other spellings and cases, by language and month.
_MORE_MONTHS: Mapping[str, tuple[str, ...]] = {
    "en": ("jan", "febr", "mar march", "apr", "may", "june", "july", "aug", "sept", "oct", "nov", "dec"),
    "ru": ("янв", "фев февр", "мар", "апр", "мая май", "июн", "июл", "авг", "сен сент", "окт", "ноя нояб", "дек"),
    "uk": ("січ", "лют", "бер", "квіт", "трав", "черв", "лип", "серп", "вер", "жовт", "лист", "груд"),
    "de": ("jänner", "feber", "märz mrz maerz", "apr", "mai", "jun", "jul", "aug", "sept", "okt", "nov", "dez"),
    "fr": ("janv", "févr fevr", "mars", "avr", "mai", "juin", "juil", "aout", "sept", "oct", "nov", "déc"),
    "es": ("ene", "feb", "mar", "abr", "may", "jun", "jul", "ago", "setiembre sep set", "oct", "nov", "dic"),
    "sv": ("jan", "feb", "mars", "apr", "maj", "juni", "juli", "aug", "sept", "okt", "nov", "dec"),
    "hy": ("հունվար", "փետրվար", "մարտ", "ապրիլ", "մայիս", "հունիս", "հուլիս", "օգոստոս", "սեպտեմբեր",
           "հոկտեմբեր", "նոյեմբեր", "դեկտեմբեր"),
    "uz": ("yanvar", "fevral", "mart", "aprel", "may", "iyun", "iyul", "avgust", "sentabr sentyabr",
           "oktabr oktyabr", "noyabr", "dekabr"),
    "sr_Latn": ("januara", "februara", "marta", "aprila", "maja", "juna", "jula", "avgusta", "septembra",
                "oktobra", "novembra", "decembra"),
    "sr": ("јануара", "фебруара", "марта", "априла", "маја", "јуна", "јула", "августа", "септембра", "октобра",
           "новембра", "децембра"),
}  # fmt: skip

# The months of the solar Hijri calendar in Persian and in the Latin spellings of Iranian outlets.
_SOLAR = (
    "فروردین farvardin", "اردیبهشت ordibehesht", "خرداد khordad", "تیر tir", "مرداد امرداد mordad",
    "شهریور shahrivar", "مهر mehr", "آبان aban", "آذر azar", "دی dey", "بهمن bahman", "اسفند esfand",
)  # fmt: skip

# Scripts whose month names take case endings on the page but not in CLDR (Georgian, Armenian, Basque aside).
_INFLECTED = ("ა", "ჿ"), ("ա", "և")


def plain(word: str) -> str:
    """Return the key under which a name is kept: lower case, without accents, dots and format characters."""
    lowered = unicodedata.normalize("NFKD", word.replace("İ", "i").replace("ı", "i").casefold())
    return "".join(c for c in lowered if not unicodedata.combining(c) and c not in ".’'\u200c\u200e\u200f\u05f3")


@lru_cache(maxsize=1)
def _months() -> dict[str, dict[str, int]]:
    """Return, for every key, the month it names by language, in the order of LANGUAGES."""
    table: dict[str, dict[str, int]] = {}
    for language in LANGUAGES:
        locale = Locale.parse(language)
        for context in ("format", "stand-alone"):
            for width in ("wide", "abbreviated"):
                for number, name in locale.months[context][width].items():
                    _enter(table, language, number, [name])
        for number, names in enumerate(_MORE_MONTHS.get(language, ()), start=1):
            _enter(table, language, number, names.split())
    return table


def _enter(table: dict[str, dict[str, int]], language: str, number: int, names: Iterable[str]) -> None:
    """Put names into a table, unless they are mere numbers ("3月") or single letters."""
    for name in names:
        key = plain(name)
        if len(key) < 2 or any(c.isdigit() for c in key):
            continue
        table.setdefault(key, {}).setdefault(language, number)
        if language == "he":
            table.setdefault("ב" + key, {}).setdefault(language, number)
        if language == "ka" and len(key) > 4:
            table.setdefault(key[:-1], {}).setdefault(language, number)  # the stem, before a case ending


@lru_cache(maxsize=1)
def _weekdays() -> dict[str, dict[str, int]]:
    """Return, for every key, the weekday it names (Monday is 0) by language."""
    table: dict[str, dict[str, int]] = {}
    for language in LANGUAGES:
        locale = Locale.parse(language)
        for context in ("format", "stand-alone"):
            for width in ("wide", "abbreviated", "short", "narrow"):
                for number, name in locale.days[context].get(width, {}).items():
                    key = plain(name)
                    if len(key) > 1 or key > "\u3040":  # one letter says too little, one Han character does not
                        table.setdefault(key, {}).setdefault(language, number)
    return table


@lru_cache(maxsize=1)
def _solar() -> dict[str, int]:
    return {plain(name): n for n, names in enumerate(_SOLAR, start=1) for name in names.split()}


@lru_cache(maxsize=4096)
def month_numbers(word: str, language: str | None = None) -> tuple[int, ...]:
    """Return the months that a word may name, the likeliest first; empty if it names none.

    `language` (ISO 639-1) settles words that name different months in two languages.
    """
    key = plain(word)
    named = _months().get(key) or _months().get(_stem(key))
    if not named:
        return ()
    if language is not None and language in named:
        return (named[language],)
    return tuple(dict.fromkeys(named.values()))


def _stem(key: str) -> str:
    """Return the longest known month name that an inflected Georgian or Armenian word begins with, or ""."""
    if not any(first <= key[:1] <= last for first, last in _INFLECTED):
        return ""
    cuts = (key[:n] for n in range(len(key) - 1, 3, -1))
    return next((cut for cut in cuts if len(key) - len(cut) <= 3 and cut in _months()), "")


@lru_cache(maxsize=4096)
def weekday_numbers(word: str) -> frozenset[int]:
    """Return the weekdays (Monday is 0) that a word may name in any language; empty if it names none."""
    return frozenset(_weekdays().get(plain(word), {}).values())


def solar_month(word: str) -> int | None:
    """Return the number of a month of the solar Hijri calendar, or None."""
    return _solar().get(plain(word))
