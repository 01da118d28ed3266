"""Runs of name-like words become persons: one figure for all spellings and short forms of one name on the page.

Full names are drawn first; surnames, given names and initials are then linked to them, never across two people who
share a surname. What stands before or behind a name ("Russian analyst", ", deputy minister") gives the role.
"""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass, field

from detente.mentions.draft import Draft, Figure, Mark
from detente.mentions.offices import Known
from detente.mentions.roles import joined, noun_gender, posts, role_words
from detente.mentions.runs import Run, runs
from detente.mentions.scene import Scene
from detente.mentions.spelling import name_key, same_given
from detente.mentions.titles import Title
from detente.mentions.vocabulary import plain
from detente.types import ActorKind, MentionKind

SPEECH = frozenset(
    [
        "say",
        "tell",
        "note",
        "add",
        "state",
        "claim",
        "argue",
        "insist",
        "warn",
        "stress",
        "remark",
        "recall",
        "explain",
        "believe",
        "think",
        "reply",
        "answer",
        "ask",
        "declare",
        "announce",
        "write",
        "comment",
        "conclude",
        "observe",
        "point",
        "admit",
        "deny",
        "accuse",
        "promise",
        "suggest",
        "emphasize",
        "emphasise",
        "underline",
        "urge",
        "thank",
        "call",
        "describe",
        "predict",
        "joke",
        "object",
        "maintain",
        "confirm",
        "continue",
        "respond",
        "inform",
        "report",
    ]
)


@dataclass(slots=True)
class Person:
    """One person being put together: his figure, surname key, given names, and the runs that name him."""

    figure: Figure
    surname: str
    given: list[str]
    known: Known | None = None  # the holder of the lexicon whom the name fits
    places: list[int] = field(default_factory=list)
    ends: list[int] = field(default_factory=list)  # the last token of each naming, beside `places`
    titles: list[Title] = field(default_factory=list)


def find_persons(scene: Scene, draft: Draft, other: frozenset[int] = frozenset()) -> list[Person]:
    """Draw all named persons of the page into the draft and return them, in order of their first full name.

    `other` are tokens known to name something else.
    """
    found = [run for run in runs(scene) if not _taken(draft, run) and not other & set(range(run.first, run.stop))]
    people: list[Person] = []
    late: list[Run] = []
    for run in found:
        if len(run.words) > 1:
            rule = _reason(scene, run)
            if rule:
                _mark(scene, draft, run, _full(scene, draft, people, run), f"person: {rule}")
            else:
                late.append(run)
        else:
            late.append(run)
    for run in late:
        _short(scene, draft, people, run)
    _stray(scene, draft, people)
    return people


def _taken(draft: Draft, run: Run) -> bool:
    return any(i in draft.by_head for i in range(run.first, run.stop))


# ------------------------------------------------------------------ is it a person?


def with_a_title(scene: Scene, run: Run) -> bool:
    """Deputy minister Irakli Gventsadze; Mr. Botir Eshonov"""
    return run.honorific is not None or (run.title or run.shared or run.earlier) is not None


def with_an_apposition(scene: Scene, run: Run) -> bool:
    """Irakli Gventsadze, deputy minister"""
    return run.apposition is not None and len(run.words) > 1


def with_a_given_name(scene: Scene, run: Run) -> bool:
    """Ruben Ter-Sahakyan: the first word is a known given name"""
    return len(run.words) in (2, 3, 4) and plain(run.words[0].split("-")[0]) in scene.vocabulary.given


def with_the_family_name_first(scene: Scene, run: Run) -> bool:
    """Zhou Kangping, Pham Thu Lan"""
    return len(run.words) in (2, 3) and plain(run.words[0]) in scene.vocabulary.family_first


def labelled_by_the_parser(scene: Scene, run: Run) -> bool:
    """the parser's own label, for two words or more"""
    return len(run.words) > 1 and all(scene.tokens[i].ent == "PERSON" for i in (run.first, run.last))


def subject_of_speech(scene: Scene, run: Run) -> bool:
    """Kamal Razavipour said"""
    token = scene.tokens[run.last]
    verb = scene.tokens[token.head].lemma.lower()
    return (
        len(run.words) > 1
        and token.dep == "nsubj"
        and verb in SPEECH
        and token.ent not in ("ORG", "GPE", "LOC", "FAC")
    )


REASONS: tuple[Callable[[Scene, Run], bool], ...] = (
    with_a_title,
    with_an_apposition,
    with_a_given_name,
    with_the_family_name_first,
    labelled_by_the_parser,
    subject_of_speech,
)


def _reason(scene: Scene, run: Run) -> str | None:
    if _part_of_something(scene, run) or _named_thing(scene, run):
        return None
    return next((rule.__name__.replace("_", " ") for rule in REASONS if rule(scene, run)), None)


def _part_of_something(scene: Scene, run: Run) -> bool:
    """the Jal Shakti ministry; the Hélène Institute: the words only modify a noun that is no person"""
    behind = run.stop
    if behind >= len(scene.tokens):
        return False
    word = scene.lower[behind]
    if scene.sentence[behind] != scene.sentence[run.last]:
        return False
    noun = scene.noun_at(behind)
    if noun and noun[0].sort.name in ("institution", "media", "company", "force", "vessel", "body"):
        return scene.tokens[run.last].dep in ("compound", "nmod", "amod")
    return word in scene.vocabulary.things and scene.tokens[behind].text[0].isupper()


def _named_thing(scene: Scene, run: Run) -> bool:
    """the trawler Taibola; State company Turkmengaz: the name of a ship, a firm, an outlet"""
    before = run.first - 1
    while before >= 0 and scene.tokens[before].text in ('"', "“", "«", "”", "‘", "'", "``"):
        before -= 1
    if before < 0 or scene.sentence[before] != scene.sentence[run.first]:
        return False
    noun = scene.noun_at(before)
    return bool(noun and noun[0].sort.name in ("vessel", "media", "company") and not noun[0].plural)


# ------------------------------------------------------------------ who is it?


def _full(scene: Scene, draft: Draft, people: list[Person], run: Run) -> Person:
    surname, given = split_name(scene, run.words)
    key = name_key(surname)
    for person in people:
        if person.surname == key and person.given and given and same_given(person.given[0], given[0]):
            if len(given[0].rstrip(".")) > len(person.given[0].rstrip(".")):
                person.given = given
                person.figure.name = " ".join(run.words)
            return person
    return _draw(scene, draft, people, " ".join(run.words), key, given)


def split_name(scene: Scene, words: list[str]) -> tuple[str, list[str]]:
    """Return (surname, given names); the family name comes first in Chinese, Korean and Vietnamese names."""
    first = plain(words[0])
    if first in scene.vocabulary.family_first and first not in scene.vocabulary.given:
        return words[0], words[1:]
    if first in scene.vocabulary.family_first and all(plain(w) not in scene.vocabulary.given for w in words[1:]):
        return words[0], words[1:]
    return words[-1].split()[-1], words[:-1]  # without "van", "al-" and the like


def _draw(scene: Scene, draft: Draft, people: list[Person], name: str, key: str, given: list[str]) -> Person:
    gender = ""
    for word in given[:1]:
        listed = scene.vocabulary.given.get(plain(word)) or scene.vocabulary.given.get(plain(word.split("-")[0]))
        gender = listed.gender if listed else ""
    known = scene.vocabulary.holders.by_name(name.split(), scene.article.dateline) if given else None
    gender = (known.gender if known else "") or gender or ending_gender(scene, name)
    figure = draft.fresh(name, ActorKind.PERSON, gender=gender)
    person = Person(figure, key, given, known)
    people.append(person)
    recognise(person)
    return person


def recognise(person: Person) -> None:
    """Take over from the lexicon who the person is; state and standing stay for the page to say first."""
    if person.known:
        person.figure.entry = person.known.id
        if person.known.serving:
            person.figure.posts.append(person.known.office)


def ending_gender(scene: Scene, name: str) -> str:
    """Return the gender that the surname's ending tells ("-ova" f, "-ov" m), or ""."""
    low = name.lower()
    hits = [(len(end), gender) for end, _, gender in scene.vocabulary.name_ends if gender and low.endswith(end)]
    return max(hits)[1] if hits else ""


def _short(scene: Scene, draft: Draft, people: list[Person], run: Run) -> None:
    """Link a run that no rule has settled: a surname or a given name of a known person, or a new person by title."""
    known = _namesakes(scene, people, run)
    if known and not _part_of_something(scene, run):
        person, rule = _choose(scene, known, run)
        if person is not None:
            _mark(scene, draft, run, person, rule)
            return
        _add(scene, draft, run, None, "person: surname shared by two, left open")
        return
    if len(run.words) == 1 and not _part_of_something(scene, run) and not _named_thing(scene, run):
        holder = scene.vocabulary.holders.by_last_name(run.words[0], scene.article.dateline, scene.states)
        if holder:
            person = _draw(scene, draft, people, run.words[0], name_key(run.words[0]), [])
            person.known, person.figure.gender = holder, holder.gender
            recognise(person)
            _mark(scene, draft, run, person, "person: a holder of the lexicon by surname")
            return
        token = scene.tokens[run.last]
        titled = run.honorific is not None or bool(
            run.title
            and run.title.stop == run.first
            and run.title.noun.sort.name in ("office", "leader", "expert", "person")
        )
        spoken = token.dep == "nsubj" and scene.tokens[token.head].lemma.lower() in SPEECH and token.ent == "PERSON"
        if titled or spoken:
            person = _draw(scene, draft, people, run.words[0], name_key(run.words[0]), [])
            _mark(
                scene,
                draft,
                run,
                person,
                "person: a single name with a title" if titled else "person: a speaker by one name",
            )


def _stray(scene: Scene, draft: Draft, people: list[Person]) -> None:
    """Link surnames that stand where any word is capitalised (first in a headline, in capitals, mistagged)."""
    surnames = {p.surname for p in people}
    for token in scene.tokens:
        free = token.index not in draft.by_head and token.index not in scene.at
        capital = free and token.text[:1].isupper() and len(token.text) > 2
        if capital and name_key(token.text) in surnames:
            _short(scene, draft, people, Run(token.index, token.index + 1, [token.text]))


def _namesakes(scene: Scene, people: list[Person], run: Run) -> list[Person]:
    if len(run.words) > 2:
        return []
    key = name_key(run.words[-1])
    if len(run.words) == 2:
        return [p for p in people if p.surname == key and (not p.given or same_given(p.given[0], run.words[0]))]
    found = [p for p in people if p.surname == key]
    if not found:
        found = [p for p in people if p.given and name_key(p.given[0]) == key]
    if not found and scene.tokens[run.first].text.isupper():
        found = [p for p in people if p.surname == key]
    return found


def _choose(scene: Scene, known: list[Person], run: Run) -> tuple[Person | None, str]:
    if len(known) == 1:
        return known[0], "person: the only bearer of the name on the page"
    if run.title or run.apposition:
        word = (run.title or run.apposition).noun.word  # type: ignore[union-attr]
        fits = [p for p in known if any(word == post or post.endswith(" " + word) for post in p.figure.posts)]
        if len(fits) == 1:
            return fits[0], "person: the bearer of the name with this title"
    if run.gender:
        fits = [p for p in known if p.figure.gender == run.gender]
        if len(fits) == 1:
            return fits[0], "person: the bearer of the name of this gender"
    nearest = max(known, key=lambda p: max((x for x in p.places if x < run.first), default=-1))
    if any(x < run.first for x in nearest.places):
        return nearest, "person: the bearer of the name named last"
    return None, ""


# ------------------------------------------------------------------ marks


def _mark(scene: Scene, draft: Draft, run: Run, person: Person, rule: str) -> None:
    person.places.append(run.first)
    person.ends.append(run.last)
    figure = person.figure
    figure.gender = run.gender or figure.gender
    for title in (run.title, run.shared, run.earlier, run.apposition):
        if title is None:
            continue
        person.titles.append(title)
        figure.roles.append(role_words(scene, title))
        figure.posts += posts(scene, title)
        figure.gender = figure.gender or noun_gender(title.noun.word)
        if title is not run.shared and not (title.before and title.stop == run.first):
            _title_mark(scene, draft, title, figure)
    _add(scene, draft, run, figure, rule)


def _add(scene: Scene, draft: Draft, run: Run, figure: Figure | None, rule: str) -> None:
    first = run.first
    if run.title and run.title.before and run.title.stop == run.first:
        first = run.title.first
    elif run.honorific is not None:
        first = run.honorific
    role = role_words(scene, run.title) if run.title else None
    mark = Mark(
        first, run.stop, run.last, scene.span(first, run.stop), MentionKind.NAME, figure, role=role, rule=rule
    )
    draft.add(mark)
    for index in range(run.first, run.last):  # the parser may hang the phrase on another word of the name
        draft.by_head.setdefault(index, []).append(mark)
    if first < run.first and run.title:
        draft.by_head.setdefault(run.title.head, []).append(mark)


def _title_mark(scene: Scene, draft: Draft, title: Title, figure: Figure) -> None:
    role = role_words(scene, title)
    for index in (title.head, *joined(scene, title)):
        if index not in draft.by_head:
            first, stop = (title.first, title.stop) if index == title.head else (index, index + 1)
            draft.add(
                Mark(
                    first,
                    stop,
                    index,
                    scene.span(first, stop),
                    MentionKind.NOMINAL,
                    figure,
                    role=role,
                    rule="person: apposition",
                )
            )
