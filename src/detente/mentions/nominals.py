"""Noun phrases for people, bodies and states become figures: new ones, or ones that the page has named before."""

from __future__ import annotations

from detente.mentions.allegiance import belongs, figure_at
from detente.mentions.context import likely_state
from detente.mentions.draft import Draft, Figure
from detente.mentions.focus import Focus
from detente.mentions.incumbents import look_up
from detente.mentions.names import state_figure
from detente.mentions.roles import noun_gender, post, same_office, same_role
from detente.mentions.scene import Phrase, Scene
from detente.mentions.sides import across, add, mate, read_pair, read_side
from detente.mentions.vocabulary import NameKind
from detente.types import ActorKind

_DEFINITE = frozenset({"the", "this", "that", "these", "those", "both"})
# a lone stranger or body of no state may come from anywhere
_OPEN = frozenset({"expert", "body", "leader"})
_NEVER = frozenset({"vessel", "body"})
_STATELY = frozenset({"office", "force", "institution", "uniformed"})


def read_phrase(scene: Scene, draft: Draft, focus: Focus, phrase: Phrase) -> None:
    """Add the mark, or for pairs the marks, of one noun phrase."""
    sort = phrase.noun.sort.name
    if sort in ("side", "seat"):
        read_side(scene, draft, focus, phrase)
        return
    found = belongs(scene, draft, phrase.first, phrase.head, phrase.stop, phrase.noun.word)
    if phrase.noun.word in scene.vocabulary.words["others"] and not found:
        found = across(scene, draft, focus, phrase)
    twin = mate(scene, draft, phrase, found[0]) if found else None
    if twin:
        add(scene, draft, phrase, twin, "office: the counterpart of its owner")
        return
    if phrase.noun.plural and sort in ("office", "leader") and read_pair(scene, draft, focus, phrase, found):
        return
    if _idle_medium(scene, draft, phrase):
        return
    if found and _governs(scene, phrase, found[0]):
        add(
            scene, draft, phrase, state_figure(scene, draft, found[0]), "nominal: the government of a state", found[0]
        )
        return
    group = _of_a_group(scene, draft, phrase)
    if group:
        add(scene, draft, phrase, group, "name: a group with its kind")
        return
    commission = _the_commission(scene, draft, phrase)
    if commission:
        add(scene, draft, phrase, commission, "coreference: the European Commission")
        return
    named = draft.named.get(phrase.head)
    old = (named, "name: the noun before it") if named else None
    old = old or _known(scene, draft, focus, phrase, found[0] if found else None)
    if old is not None:
        figure, rule = old
        add(scene, draft, phrase, figure, rule)
        if figure.official is None and sort == "expert":
            figure.official = False  # a director may act for a state, a director who is "the expert" does not
        if found:
            figure.learn(*found)
        elif named:
            noun = phrase.noun.word
            figure.learn(*likely_state(scene, focus, focus.home, phrase.head, official=False, noun=noun))
        return
    figure = _new(scene, draft, focus, phrase, found)
    add(scene, draft, phrase, figure, figure.why or "nominal: no state in its words")


def _governs(scene: Scene, phrase: Phrase, code: str) -> bool:
    """the Canadian government; the interim government in Kabul; not: the regional government"""
    if phrase.noun.word != "government" or phrase.noun.plural or code not in scene.vocabulary.states:
        return False
    return not set(scene.lower[phrase.first : phrase.head]) & scene.vocabulary.words["local"]


def _idle_medium(scene: Scene, draft: Draft, phrase: Phrase) -> bool:
    """a different account; a letter: words that are outlets only where they have a name or say something"""
    if phrase.noun.word not in scene.vocabulary.words["medium"] or phrase.head in draft.named:
        return False
    verb = scene.tokens[scene.tokens[phrase.head].head].lemma.lower()
    return not (scene.subject(phrase.head) and verb in scene.vocabulary.words["speech"])


def _of_a_group(scene: Scene, draft: Draft, phrase: Phrase) -> Figure | None:
    """the Sahra movement; Sahra fighters: the group itself"""
    seen = scene.at.get(phrase.start - 1)
    if seen is None or seen.sight.entry.kind is not NameKind.GROUP or phrase.first > seen.first:
        return None
    if phrase.noun.sort.name != "armed" and phrase.noun.word not in ("movement", "group", "organisation", "party"):
        return None
    return figure_at(draft, seen.last)


def _the_commission(scene: Scene, draft: Draft, phrase: Phrase) -> Figure | None:
    """the Commission, in capitals, where the page speaks of the European Union"""
    plain_one = phrase.noun.word == "commission" and scene.lower[phrase.first : phrase.head] == ["the"]
    if not plain_one or "EU" not in scene.states or phrase.start - phrase.first > 1:
        return None
    entry = scene.vocabulary.entries["European Commission"]
    return draft.figure(entry.id, entry.name, ActorKind.ORGANISATION, state=entry.code, entry=entry.id, official=True)


# ------------------------------------------------------------------ known or new


def _known(scene: Scene, draft: Draft, focus: Focus, phrase: Phrase, state: str | None) -> tuple[Figure, str] | None:
    """Return the figure that a phrase takes up, and the rule."""
    words = set(scene.lower[phrase.first : phrase.start])
    sort = phrase.noun.sort.name
    counted = any(scene.tokens[i].pos == "NUM" for i in range(phrase.first, phrase.start)) and not words & _DEFINITE
    indefinite = counted or bool({"a", "an", "another", "some", "several", "many", "no", "any"} & words)
    if indefinite and sort not in ("institution", "force"):
        return None
    key = _compound(scene, phrase)
    former = bool(words & scene.vocabulary.ended)
    if state and sort in ("institution", "force", "uniformed", "office", "leader", "expert") and not former:
        kind = ActorKind.PERSON if phrase.noun.sort.kind == "person" and not phrase.noun.plural else None
        for figure in draft.figures.values():
            if (kind is ActorKind.PERSON) != (figure.kind is ActorKind.PERSON) or figure.kind is ActorKind.STATE:
                continue
            if figure.state == state and any(same_office(key, p) for p in figure.posts):
                return (
                    figure,
                    "office: the holder whom the page names" if kind else "nominal: the same body named before",
                )
        open_ones = [
            f
            for f in draft.figures.values()
            if kind
            and f.kind is kind
            and f.state is None
            and any(same_role(key, p) and len(p) >= len(key) for p in f.posts)
        ]
        if len(open_ones) == 1:
            return open_ones[0], "office: the holder whom the page names"
    if not words & _DEFINITE or scene.lower[phrase.head + 1 : phrase.head + 2] == ["of"]:
        return None
    return _taken_up(scene, focus, phrase, state, key)


def _taken_up(scene: Scene, focus: Focus, phrase: Phrase, state: str | None, key: str) -> tuple[Figure, str] | None:
    """the ministry; the expert; the bloc: somebody named before by the same or a narrower noun"""
    word = phrase.noun.word
    wider = scene.vocabulary.wider.get(word, frozenset())
    person = phrase.noun.sort.kind == "person"
    found: list[tuple[float, Figure, str]] = []
    for seen in focus.recent(scene.sentence[phrase.head], 14):
        figure = seen.figure
        if figure.kind is ActorKind.STATE or (state and figure.state and figure.state != state):
            continue
        many = phrase.noun.plural or word in ("pair", "couple", "trio")
        if many != figure.plural and figure.kind is not ActorKind.ORGANISATION:
            continue
        if (
            person is not (figure.kind is ActorKind.PERSON)
            and not phrase.noun.plural
            and phrase.noun.sort.name != "crowd"
        ):
            continue
        rule, bonus = "", 0.0
        if phrase.noun.sort.name == "armed" and figure.entry in scene.vocabulary.armed:
            rule, bonus = "coreference: the armed group named before", 12.0
        elif any(same_role(key, p) for p in figure.posts):
            rule, bonus = "coreference: the same noun", 8.0
        elif figure.entry and _body_by_kind(scene, word, figure):
            rule, bonus = "coreference: the body by its kind", 4.0
        elif wider and _sorts(scene, figure) & wider and _gender_fits(scene, word, figure):
            rule = "coreference: a wider noun"
        if rule:
            found.append((focus.weight(seen, phrase.head) + bonus, figure, rule))
    if not found:
        return None
    _, figure, rule = max(found, key=lambda f: f[0])
    return figure, rule


def _body_by_kind(scene: Scene, word: str, figure: Figure) -> bool:
    """the commission, of the European Commission; the bloc, of any"""
    words = scene.vocabulary.words
    named = word.replace("s", "z") in figure.name.lower().replace("s", "z").split()
    return word in words["union"] or (named and word in words["body"])


def _gender_fits(scene: Scene, word: str, figure: Figure) -> bool:
    gender = noun_gender(scene, word)
    return not gender or not figure.gender or gender == figure.gender


def _sorts(scene: Scene, figure: Figure) -> set[str]:
    found = set()
    for words in figure.posts:
        for noun in scene.vocabulary.nouns.get(words.split()[-1], ()):
            if not noun.before or words.endswith(noun.word):
                found.add(noun.sort.name)
                break
    return found


def _compound(scene: Scene, phrase: Phrase) -> str:
    """Return the noun with its own modifiers: "defence ministry", "deputy foreign minister"."""
    noun = phrase.noun
    return post(scene, phrase.first, phrase.head, phrase.stop, noun.word, len(noun.before), len(noun.after))


def _new(scene: Scene, draft: Draft, focus: Focus, phrase: Phrase, found: tuple[str, str] | None) -> Figure:
    sort = phrase.noun.sort
    kind = ActorKind(sort.plural if phrase.noun.plural else sort.kind)
    role = _compound(scene, phrase)
    former = any(scene.lower[i] in scene.vocabulary.ended for i in range(phrase.first, phrase.head))
    state, why = found if found else (None, "")
    if state is None and sort.name not in _NEVER and (phrase.noun.plural or sort.name not in _OPEN):
        stately = sort.name in _STATELY and not former
        state, why = likely_state(scene, focus, focus.home, phrase.head, official=stately, noun=phrase.noun.word)
    official = False if former else sort.official
    name = phrase_name(scene, phrase)
    figure = draft.fresh(
        name,
        kind,
        state=state,
        roles=[role],
        posts=[role],
        official=official,
        gender=noun_gender(scene, phrase.noun.word),
        plural=phrase.noun.plural or kind is ActorKind.GROUP,
        why=why,
    )
    if found and official is not False and kind is ActorKind.PERSON:
        whole = scene.text(phrase.first, phrase.head + 1 + len(phrase.noun.after)).lower()
        look_up(
            scene,
            figure,
            scene.lower[phrase.first : phrase.head],
            [whole.removeprefix("the "), role, phrase.noun.word],
        )
    return figure


def phrase_name(scene: Scene, phrase: Phrase) -> str:
    """Return the phrase as a name: as written, without article, relative clause or outer marks."""
    first, stop = phrase.first, phrase.stop
    while first < phrase.head and scene.tokens[first].tag in ("DT", "PRP$", "PDT"):
        first += 1
    for index in range(phrase.head + 1, stop):
        if scene.lower[index] in ("who", "which", "that", "whose", ",", "(") or scene.tokens[index].pos in (
            "VERB",
            "AUX",
        ):
            stop = index
            break
    return scene.text(first, max(stop, phrase.head + 1))
