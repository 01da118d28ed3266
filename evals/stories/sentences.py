"""A happening becomes sentences: what tells of it, what is quoted, and what only fills the page."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date
from random import Random

from detente.types import Status
from evals.stories.colour import colour
from evals.stories.people import STATES, Person
from evals.stories.plan import Case
from evals.stories.words import BACKGROUND, CLOSINGS, CUES, KINDS, QUOTES, RENDERED, TOPICS


@dataclass(frozen=True, slots=True, kw_only=True)
class Hand:
    """How one outlet writes: which spelling of each name, numbers moved by how much, days by how many."""

    spelling: int = 0
    number: int = 0
    shift: int = 0
    undated: bool = False


@dataclass(frozen=True, slots=True, kw_only=True)
class Piece:
    """One sentence of an article: its text, and what it tells of or whom it quotes.

    `mark` is the trigger as (start, stop) in `text`, `quoted` the words in quotation marks likewise.
    """

    text: str
    case: str | None = None
    status: Status | None = None
    day: date | None = None
    mark: tuple[int, int] | None = None
    quoted: tuple[int, int] | None = None
    speaker: Person | None = None
    utterance: str | None = None


def name_of(person: Person, hand: Hand) -> str:
    """Return a person's full name as this hand spells it."""
    return f"{_pick(person.given, hand.spelling)} {_pick(person.surname, hand.spelling)}"


def _pick(forms: tuple[str, ...], number: int) -> str:
    return forms[number % len(forms)]


def when_words(day: date, published: date) -> str:
    """Return how a newspaper names the day: by weekday within the week, else by date."""
    if abs((published - day).days) < 6 and (published >= day or (day - published).days < 5):
        return f"on {day:%A}"
    return f"on {day.day} {day:%B}"


def fill(template: str, case: Case, hand: Hand, published: date, day: date | None = None) -> str:
    """Return the template with the happening's facts in its slots; numbers depend on happening and template only."""
    source, target = STATES[case.source.state], STATES[case.target.state]
    rng = Random(f"{case.key} {template}")
    fixed = Random(f"{case.series} {template}")
    told = day if day is not None else case.day
    words = "" if hand.undated else when_words(told, published)
    facts = {
        "S": source.name, "T": target.name, "Sa": source.adjective, "Ta": target.adjective,
        "sp": f"{source.adjective} {case.source.office} {name_of(case.source, hand)}",
        "tp": f"{target.adjective} {case.target.office} {name_of(case.target, hand)}",
        "sn": _pick(case.source.surname, hand.spelling), "tn": _pick(case.target.surname, hand.spelling),
        "place": case.place, "topic": case.topic, "day": words, "day_cap": f"{words[:1].upper()}{words[1:]}",
        "n": str(rng.randrange(3, 90) + (hand.number if len(template) % 4 == 0 else 0)),
        "m": str(rng.randrange(2, 40)),
        "a": str(fixed.randrange(90, 900)), "b": str(fixed.randrange(10, 90)),
        "c": str(fixed.randrange(40, 70)), "d": str(fixed.randrange(3, 9)),
    }  # fmt: skip
    text = " ".join(template.format(**facts).split()).replace(" .", ".").replace(" ,", ",").replace(" ;", ";")
    return text[:1].upper() + text[1:] if template[:1] != "<" else text


def telling(template: str, case: Case, hand: Hand, published: date, status: Status) -> Piece:
    """Return a sentence that tells of the happening, its trigger marked."""
    day = Day(case, hand).day
    text = fill(template, case, hand, published, day)
    start = text.index("<")
    stop = text.index(">") - 1
    bare = text.replace("<", "").replace(">", "")
    return Piece(text=bare, case=case.key, status=status, day=None if hand.undated else day, mark=(start, stop))


@dataclass(frozen=True, slots=True)
class Day:
    """The day that a hand gives a happening."""

    case: Case
    hand: Hand

    @property
    def day(self) -> date:
        """The happening's own day, moved by what the hand gets wrong."""
        return date.fromordinal(self.case.day.toordinal() + self.hand.shift)


def quote(case: Case, which: int, hand: Hand, cue: int, rendered: bool = False) -> Piece:
    """Return a quoted sentence of the source's (0) or the target's (1) official."""
    speaker = (case.source, case.target)[which]
    number = case.quotes[which]
    template = (RENDERED if rendered else QUOTES)[number]
    words = template.format(topic=case.topic)
    words = words[:1].upper() + words[1:]
    who = _pick(speaker.surname, hand.spelling)
    text = f"“{words},” {CUES[cue % len(CUES)].format(who=who)}."
    return Piece(
        text=text,
        quoted=(1, 1 + len(words)),
        speaker=speaker,
        utterance=f"{speaker.key} {number} {case.topic}",
    )


def body(case: Case, hand: Hand, published: date, rng: Random) -> list[Piece]:
    """Return the sentences of the wire report, the lead first."""
    kind = KINDS[case.kind]

    def plain(template: str) -> Piece:
        return Piece(text=fill(template, case, hand, published))

    made = [telling(kind.leads[case.lead], case, hand, published, Status.ACTUAL)]
    made += [plain(kind.details[n]) for n in case.details]
    made.append(quote(case, 0, hand, case.lead))
    made += [plain(t) for t in TOPICS[case.topic]]
    made.append(quote(case, 1, hand, case.lead + 1))
    if case.before is not None and case.lead != 2:
        later = date.fromordinal(published.toordinal() + 30)  # so that the day is given by its date
        made.append(telling(kind.behind, case.before, hand, later, Status.RECALLED))
    made += [plain(BACKGROUND[n]) for n in case.background]
    made.append(plain(CLOSINGS[rng.randrange(len(CLOSINGS))]))
    return made


def account(case: Case, hand: Hand, published: date, rng: Random) -> list[Piece]:
    """Return the sentences of an outlet's own account of the happening, in other words than the wire's."""
    kind = KINDS[case.kind]
    lead = (case.lead + rng.choice((1, 2))) % 3
    made = [telling(kind.leads[lead], case, hand, published, Status.ACTUAL)]
    made += [Piece(text=t) for t in colour(rng, 5)]
    if rng.random() < 0.6:
        made.insert(2, quote(case, rng.randrange(2), hand, rng.randrange(len(CUES)), rendered=rng.random() < 0.6))
    if rng.random() < 0.4:
        made.append(Piece(text=fill(rng.choice(TOPICS[case.topic]), case, hand, published)))
    return made


def ahead(case: Case, hand: Hand, published: date, rng: Random) -> list[Piece]:
    """Return the sentences of a report that the happening is planned."""
    made = [telling(KINDS[case.kind].ahead, case, hand, published, Status.PLANNED)]
    return made + [Piece(text=t) for t in colour(rng, 5)]


def interview(case: Case, hand: Hand, published: date, rng: Random) -> list[Piece]:
    """Return the sentences of an outlet that repeats what was said to the agency, amid words of its own."""
    made = [Piece(text=t) for t in colour(rng, 6)]
    made.insert(0, quote(case, 0, hand, 2))
    made.insert(2, quote(case, 1, hand, 3))
    made.insert(1, Piece(text=f"The words were spoken to {case.agency}, which published them first."))
    return made
