"""A run of name-like words becomes a person or not, by the first reason that fits: a title, a given name, speech."""

from __future__ import annotations

from collections.abc import Callable

from detente.mentions.plain import plain
from detente.mentions.runs import Run
from detente.mentions.scene import Scene


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
        and verb in scene.vocabulary.words["speech"]
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


def personal(scene: Scene, run: Run) -> str | None:
    """Return why the run names a person, in words; None where it names none."""
    if part_of_something(scene, run) or named_thing(scene, run):
        return None
    return next((rule.__name__.replace("_", " ") for rule in REASONS if rule(scene, run)), None)


def part_of_something(scene: Scene, run: Run) -> bool:
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


def named_thing(scene: Scene, run: Run) -> bool:
    """the trawler Taibola; State company Turkmengaz: the name of a ship, a firm, an outlet"""
    before = run.first - 1
    while before >= 0 and scene.tokens[before].text in ('"', "“", "«", "”", "‘", "'", "``"):
        before -= 1
    if before < 0 or scene.sentence[before] != scene.sentence[run.first]:
        return False
    noun = scene.noun_at(before)
    return bool(noun and noun[0].sort.name in ("vessel", "media", "company") and not noun[0].plural)
