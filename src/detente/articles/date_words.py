"""Words around a printed date, in the languages of the region and beyond, say what the date is of."""

from __future__ import annotations

import re
from collections.abc import Sequence

from detente.types import Dated, Line

PUBLISHED = re.compile(
    r"publi[séekc]|posted|erschienen|veröffentlicht|erstellt|geschrieben|опубликован|опубліковано|дата|pubblicat|"
    r"gepubliceerd|geplaatst|yayın|giriş|tarih|tarix|dərc|հրապարակ|გამოქვეყნ|жарияланды|түнділген|chop etil|"
    r"انتشار|نشر|公開|掲載|配信|发布|發布|發表|등록|입력|julkaistu|opublikowan|zveřejněno|megjelen|közzé|objavljen|dátum|"
    r"\bdate\b|\bdatum\b|\bfecha\b|\bdata\b|created|first published|issued|ngày đăng|प्रकाशित",
    re.I,
)
UPDATED = re.compile(
    r"updat|aktualisiert|güncel|yenilən|обновлен|оновлен|изменен|actualiz|aggiornat|atualizad|mis à jour|modifi|"
    r"bijgewerkt|oppdater|opdater|uppdater|päivitetty|zaktualiz|aktualizov|aktualizac|frissít|ažurir|última|تحديث|"
    r"\bakt\b|به\s?روز|更新|수정|թարմաց|განახლ|\bedited\b|\bstand\b|\bmodified\b",
    re.I,
)
NOT_PUBLICATION = re.compile(
    r"©|\(c\)|copyright|all rights reserved|все права|expires?|deadline|\bborn\b|\bdied\b|\bgeb\.|founded|abgerufen|"
    r"retrieved|accessed|valid until|gültig|\bevents?\b|veranstaltung|\bjoined\b|\bregistered\b|\bsince\b",
    re.I,
)
PHOTOGRAPH = re.compile(
    r"\bphoto\b|\bfoto\b|фото|\bbild\b|getty|afp|reuters/|\(ap\b|picture|shutterstock|archive|archiv|\bfile\b", re.I
)
AGO = re.compile(
    r"(?P<minutes>\d{1,2}) ?(?:minutes?|mins?|minuten|минут\w*|dəqiqə|dakika|minutos) ?(?:ago|назад|əvvəl|önce)"
    r"|(?:vor|hace|il y a|há) (?P<minutes2>\d{1,2}) minut\w*"
    r"|(?P<hours>\d{1,2}) ?(?:hours?|hrs?|h|час\w*|saat|годин\w*) ?(?:ago|назад|əvvəl|önce|тому)"
    r"|(?:vor|hace|il y a|há) (?P<hours2>\d{1,2}) (?:stunden?|horas?|heures?)"
    r"|(?P<days>\d{1,2}) ?(?:days?|дн\w*|день|gün) ?(?:ago|назад|əvvəl|önce|тому)"
    r"|(?:vor|hace|il y a|há) (?P<days2>\d{1,2}) (?:tagen?|días?|jours?|dias?)",
    re.I,
)
READ = 2000  # code points of a line that are read: longer lines are prose
_LABELS = tuple(re.compile(rf"\b\w{{0,40}}?(?:{words.pattern})\w*", re.I) for words in (PUBLISHED, UPDATED))
COPYRIGHT = re.compile(r"(?:©|\(c\)|copyright).{0,40}", re.I)


def rest_of(text: str, line: Line, dates: Sequence[Dated]) -> str:
    """Return the letters that a line holds besides its dates and the words that label them."""
    pieces, at = [], line.span.start
    for found in dates:
        pieces.append(text[at : found.spans[0].start])
        at = found.spans[0].stop
    pieces.append(text[at : min(line.span.stop, line.span.start + READ)])
    rest = " ".join(pieces)
    for words in _LABELS:
        rest = words.sub("", rest)
    return letters(rest)


def has_letters(text: str) -> bool:
    """Tell whether a text holds a letter."""
    return any(c.isalpha() for c in text)


def letters(text: str) -> str:
    return "".join(c for c in text if c.isalpha())
