"""Runs of name-like words become persons: one figure for all spellings and short forms of one name on the page.

Full names are drawn first; surnames, given names and initials are then linked to them, never across two people who
share a surname. What stands before or behind a name ("Russian analyst", ", deputy minister") gives the role.
"""

from __future__ import annotations

from detente.mentions.draft import Draft
from detente.mentions.naming import Person, add_run, mark_run
from detente.mentions.personhood import named_thing, part_of_something, personal
from detente.mentions.plain import plain
from detente.mentions.runs import Run, runs
from detente.mentions.scene import Scene
from detente.mentions.spelling import name_key, same_given
from detente.types import ActorKind


def find_persons(scene: Scene, draft: Draft, other: frozenset[int] = frozenset()) -> list[Person]:
    """Draw all named persons of the page into the draft and return them, in order of their first full name.

    `other` are tokens known to name something else.
    """
    found = [run for run in runs(scene) if not _taken(draft, run) and not other & set(range(run.first, run.stop))]
    people: list[Person] = []
    late: list[Run] = []
    for run in found:
        if len(run.words) > 1:
            rule = personal(scene, run)
            if rule:
                mark_run(scene, draft, run, _full(scene, draft, people, run), f"person: {rule}")
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
    if known and not part_of_something(scene, run):
        person, rule = _choose(scene, known, run)
        if person is not None:
            mark_run(scene, draft, run, person, rule)
            return
        add_run(scene, draft, run, None, "person: surname shared by two, left open")
        return
    if len(run.words) == 1 and not part_of_something(scene, run) and not named_thing(scene, run):
        holders, on = scene.vocabulary.holders, scene.article.dateline
        holder = holders.by_last_name(run.words[0], on, scene.states)
        if holder is None and plain(run.words[0]) not in scene.vocabulary.given:
            holder = holders.leader(run.words[0], on)
        if holder:
            person = _draw(scene, draft, people, run.words[0], name_key(run.words[0]), [])
            person.known, person.figure.gender = holder, holder.gender
            recognise(person)
            mark_run(scene, draft, run, person, "person: a holder of the lexicon by surname")
            return
        token = scene.tokens[run.last]
        titled = run.honorific is not None or bool(
            run.title
            and run.title.stop == run.first
            and run.title.noun.sort.name in ("office", "leader", "expert", "person")
        )
        verb = scene.tokens[token.head].lemma.lower()
        called = token.ent == "PERSON" or plain(run.words[0]) in scene.vocabulary.given
        spoken = token.dep == "nsubj" and called and verb in scene.vocabulary.words["speech"]
        if titled or spoken:
            person = _draw(scene, draft, people, run.words[0], name_key(run.words[0]), [])
            mark_run(
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
