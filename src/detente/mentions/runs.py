"""Capitalised words become runs that may be the name of a person, with the title before or behind them."""

from __future__ import annotations

from dataclasses import dataclass

from detente.mentions.plain import plain
from detente.mentions.scene import Scene
from detente.mentions.titles import Title, title_before, title_before_comma, title_behind
from detente.mentions.vocabulary import NameKind
from detente.types import Sentence

PARTICLES = frozenset(
    {"al", "el", "bin", "ibn", "ben", "de", "da", "di", "del", "van", "von", "der", "den", "ter", "la", "dos", "oglu",
     "qizi", "kyzy", "uulu", "ul", "ur", "ad", "as", "abu", "af", "du"}
)  # fmt: skip


@dataclass(slots=True)
class Run:
    """A run of name-like words, tokens first..stop-1; `words` are the parts of the name, hyphens joined."""

    first: int
    stop: int
    words: list[str]
    gender: str = ""
    title: Title | None = None
    apposition: Title | None = None
    earlier: Title | None = None  # "its deputy chairman, Major X"
    shared: Title | None = None  # a plural title before the name joined to this one
    honorific: int | None = None  # token where the honorifics begin

    @property
    def last(self) -> int:
        """The last token."""
        return self.stop - 1


def namelike(scene: Scene, index: int) -> bool:
    """Tell whether the token could be a part of a person's name."""
    token, word = scene.tokens[index], scene.lower[index]
    text = token.text
    if not text[0].isupper() or not any(c.isalpha() for c in text) or any(c.isdigit() for c in text):
        return False
    if index in scene.at:
        return _given_place(scene, index)
    if _in_a_date(scene, index) or word in scene.vocabulary.honorifics or word in scene.vocabulary.things:
        return False
    given = plain(text) in scene.vocabulary.given
    if word in scene.vocabulary.nouns or _opens_a_noun(scene, index):
        return False
    if len(text) <= 2 and not (text.endswith(".") or given or plain(text) in scene.vocabulary.family_first):
        return len(text) == 2 and index > 0 and scene.tokens[index - 1].pos == "PROPN"
    if token.pos == "PROPN":
        return True
    opens = index == scene.sentences[scene.sentence[index]].first or not scene.tokens[index - 1].text[-1:].isalnum()
    if given and token.pos in ("NOUN", "ADJ", "VERB", "X", "INTJ", "ADV"):
        return True
    return not opens and token.pos in ("NOUN", "ADJ", "X", "VERB", "NUM", "ADV") and not scene.title(index)


def _opens_a_noun(scene: Scene, index: int) -> bool:
    """Vice in "Vice-Minister": the first word of a noun of several"""
    for last in range(index + 1, min(index + 3, len(scene.tokens))):
        hit = scene.noun_at(last)
        if hit and hit[1] == index:
            return True
    return False


def _in_a_date(scene: Scene, index: int) -> bool:
    word = scene.lower[index]
    if word not in scene.vocabulary.calendar:
        return False
    near = [scene.tokens[i].text for i in (index - 1, index + 1) if 0 <= i < len(scene.tokens)]
    return (
        word not in scene.vocabulary.month_names
        or any(t[:1].isdigit() for t in near)
        or scene.tokens[index].ent == "DATE"
    )


def _given_place(scene: Scene, index: int) -> bool:
    """ "Sofia Lazarova", "Israel Katz": a place name that is a given name, before another name."""
    seen = scene.at[index]
    if seen.stop - seen.first > 1 or seen.sight.entry.kind not in (NameKind.PLACE, NameKind.CAPITAL, NameKind.STATE):
        return False
    if plain(scene.tokens[index].text) not in scene.vocabulary.given or index + 1 >= len(scene.tokens):
        return False
    after = scene.tokens[index + 1]
    return (
        after.text[:1].isupper()
        and after.pos == "PROPN"
        and index + 1 not in scene.at
        and scene.lower[index + 1] not in scene.vocabulary.nouns
        and scene.lower[index + 1] not in scene.vocabulary.things
    )


def runs(scene: Scene) -> list[Run]:
    """Return all runs, in text order, with honorifics, titles and appositions looked up."""
    found: list[Run] = []
    for sentence in scene.sentences:
        index = sentence.first
        while index < sentence.stop:
            if namelike(scene, index):
                run = _run(scene, index, sentence.stop)
                _look_around(scene, run, _true_start(scene, sentence), sentence.stop)
                _share_title(scene, found, run)
                found.append(run)
                index = run.stop
            else:
                index += 1
    return found


def _true_start(scene: Scene, sentence: Sentence) -> int:
    """Return where the sentence begins, also where the parser has cut one in two before a name."""
    first = sentence.first
    if first and scene.tokens[first - 1].text[-1:].isalpha():
        before = scene.sentences[scene.sentence[first - 1]]
        if before.line == sentence.line:
            return before.first
    return first


def _share_title(scene: Scene, found: list[Run], run: Run) -> None:
    """Presidents Ilham Aliyev and Vladimir Putin: one plural title for both"""
    if not found or run.title or run.first != found[-1].stop + 1:
        return
    above = found[-1].title or found[-1].shared
    if above and above.noun.plural and scene.lower[run.first - 1] in ("and", ","):
        run.shared = above


def _run(scene: Scene, first: int, limit: int) -> Run:
    words = [scene.tokens[first].text]
    index = first + 1
    while index < limit:
        token = scene.tokens[index]
        glued = not scene.tokens[index - 1].space
        if (
            token.text in ("-", "‑")
            and glued
            and not token.space
            and index + 1 < limit
            and scene.tokens[index + 1].text[0].isalpha()
        ):
            words[-1] += "-" + scene.tokens[index + 1].text
            index += 2
        elif _honorific_inside(scene, index, limit) or (
            (namelike(scene, index) or _placelike_surname(scene, index, words))
            and (not glued or scene.tokens[index - 1].text.endswith("."))
        ):
            words.append(token.text)
            index += 1
        elif token.text in PARTICLES and index + 1 < limit and scene.tokens[index - 1].space:
            after = index + 2 if scene.tokens[index + 1].text == "-" else index + 1
            if after >= limit or not scene.tokens[after].text[0].isupper() or after in scene.at:
                break
            words.append(scene.text(index, after + 1))
            index = after + 1
        else:
            break
    return Run(first, index, words)


def _only_a_form_of_address(scene: Scene, index: int) -> bool:
    """Haji, Mrs: no office that could be held"""
    return all(noun.sort.name == "anyone" for noun in scene.vocabulary.nouns.get(scene.lower[index], ()))


def _honorific_inside(scene: Scene, index: int, limit: int) -> bool:
    """Adan Haji Noor"""
    return (
        scene.lower[index] in scene.vocabulary.honorifics
        and _only_a_form_of_address(scene, index)
        and scene.tokens[index].text[0].isupper()
        and index + 1 < limit
        and namelike(scene, index + 1)
        and not scene.tokens[index].text.endswith(".")
    )


def _placelike_surname(scene: Scene, index: int, words: list[str]) -> bool:
    """ "Denzel Washington": a place name behind a given name, and not behind "in" or a comma."""
    seen = scene.at.get(index)
    return (
        seen is not None
        and seen.stop - seen.first == 1
        and seen.sight.entry.kind in (NameKind.PLACE, NameKind.CAPITAL)
        and len(words) == 1
        and plain(words[0]) in scene.vocabulary.given
        and scene.tokens[index].pos == "PROPN"
    )


def _look_around(scene: Scene, run: Run, first: int, limit: int) -> None:
    index = run.first - 1
    while index >= first and (scene.lower[index] in scene.vocabulary.honorifics or _bracketed(scene, index)):
        if scene.lower[index] in scene.vocabulary.honorifics:
            if index > first and scene.lower[index - 1] == "of" and scene.tokens[index].text.islower():
                break  # "minister of justice X": a field, no form of address
            run.gender = run.gender or scene.vocabulary.honorifics[scene.lower[index]]
            run.honorific = index
            if not _only_a_form_of_address(scene, index):
                break
        index -= 1
    run.title = title_before(scene, index, first)
    far = run.title is not None and run.title.head + 1 + len(run.title.noun.after) < run.title.stop
    if far and len(run.words) < 2 and run.honorific is None:
        run.title = None  # "residents of Pohang": the name is the complement's
    start = run.title.first if run.title else run.first if run.honorific is None else run.honorific
    run.earlier = title_before_comma(scene, run.first, run.last, start, first, limit)
    run.apposition = title_behind(scene, run.last, limit)


def _bracketed(scene: Scene, index: int) -> bool:
    return scene.tokens[index].text in ("(", ")") and any(
        scene.lower[i] in ("retd", "ret", "res", "retd.", "ret.") for i in range(max(0, index - 2), index + 2)
    )
