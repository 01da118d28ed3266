"""The lexicon's names on a page become marks: states, nationalities, governments by their seats, bodies, outlets."""

from __future__ import annotations

from detente.mentions.draft import Draft, Figure, Mark
from detente.mentions.metonyms import judge
from detente.mentions.scene import NOUNS, Scene, Seen
from detente.mentions.vocabulary import Entry, NameKind
from detente.types import ActorKind, MentionKind


def mark_names(scene: Scene, draft: Draft) -> None:
    """Add a mark for every name of the lexicon that is not a part of a person's name."""
    for seen in scene.seen:
        if any(i in draft.by_head for i in range(seen.first, seen.stop)):
            continue
        _MAKERS[seen.sight.entry.kind](scene, draft, seen)


def state_figure(scene: Scene, draft: Draft, code: str, key: str = "") -> Figure:
    """Return the figure of a state or body, drawn now if it is new; `key` where its id is not its code."""
    key = key or code
    name = scene.vocabulary.states.get(key)
    if name is None:
        entry = scene.vocabulary.entries.get(key)
        name = entry.name if entry else key
        kind, why = ActorKind.ORGANISATION, "state: a body of the lexicon"
    else:
        kind, why = ActorKind.STATE, "state: by its name"
    return draft.figure(key, name, kind, state=code, entry=key, official=True, why=why)


def _put(
    scene: Scene,
    draft: Draft,
    seen: Seen,
    kind: MentionKind,
    figure: Figure | None,
    rule: str,
    state: str | None = None,
) -> None:
    head = seen.last
    while scene.tokens[head].dep in ("punct", "case") and head > seen.first:
        head -= 1
    mark = Mark(seen.first, seen.stop, head, seen.sight.span, kind, figure, state=state, rule=rule)
    draft.add(mark)
    for index in range(seen.first, seen.stop):
        if index != head:
            draft.by_head.setdefault(index, []).append(mark)


def _government(scene: Scene, draft: Draft, seen: Seen, kind: MentionKind, rule: str) -> None:
    code = _code(scene, seen.sight.entry)
    if code:
        _put(scene, draft, seen, kind, state_figure(scene, draft, code, seen.sight.entry.id), rule)


def _state(scene: Scene, draft: Draft, seen: Seen) -> None:
    _government(scene, draft, seen, MentionKind.STATE, "name: a state")


def _seat(scene: Scene, draft: Draft, seen: Seen) -> None:
    _government(scene, draft, seen, MentionKind.METONYM, "metonym: a seat of government")


def _capital(scene: Scene, draft: Draft, seen: Seen) -> None:
    code = _code(scene, seen.sight.entry)
    if not code:
        return
    kind, rule = judge(scene, seen)
    figure = state_figure(scene, draft, code, seen.sight.entry.id) if kind is MentionKind.METONYM else None
    _put(scene, draft, seen, kind, figure, rule, code)


def _adjective(scene: Scene, draft: Draft, seen: Seen) -> None:
    code = _code(scene, seen.sight.entry)
    if code:
        rule = "nationality: a noun of its own" if standing_alone(scene, seen) else "nationality: an adjective"
        _put(
            scene,
            draft,
            seen,
            MentionKind.NATIONALITY,
            state_figure(scene, draft, code, seen.sight.entry.id),
            rule,
            code,
        )


def _nationals(scene: Scene, draft: Draft, seen: Seen) -> None:
    code = _code(scene, seen.sight.entry)
    if not code:
        return
    counted = any(scene.tokens[c].dep in ("nummod", "amod", "quantmod") for c in scene.children[seen.last])
    singular = not seen.sight.entry.plural
    if counted or singular:
        kind = ActorKind.PERSON if singular else ActorKind.GROUP
        first = scene.leftmost(seen.last)
        figure = draft.fresh(
            scene.text(first, seen.stop),
            kind,
            state=code,
            official=False,
            plural=not singular,
            why="state: by nationality",
        )
        draft.add(
            Mark(
                first,
                seen.stop,
                seen.last,
                scene.span(first, seen.stop),
                MentionKind.NOMINAL,
                figure,
                state=code,
                rule="nationality: people",
            )
        )
        return
    _put(
        scene,
        draft,
        seen,
        MentionKind.NATIONALITY,
        state_figure(scene, draft, code, seen.sight.entry.id),
        "nationality: the people",
        code,
    )


def standing_alone(scene: Scene, seen: Seen) -> bool:
    """Tell whether a nationality adjective is itself the head of a noun phrase ("the Japanese")."""
    token = scene.tokens[seen.last]
    return token.dep not in ("amod", "compound", "nmod") and (
        token.pos in NOUNS or token.dep in ("nsubj", "dobj", "pobj")
    )


def _body(scene: Scene, draft: Draft, seen: Seen) -> None:
    entry = seen.sight.entry
    figure = draft.figure(
        entry.id,
        entry.name,
        ActorKind.ORGANISATION,
        state=entry.code,
        entry=entry.id,
        official=True,
        why="state: a body of the lexicon",
    )
    _put(scene, draft, seen, MentionKind.NAME, figure, "name: a body")


def _group(scene: Scene, draft: Draft, seen: Seen) -> None:
    entry = seen.sight.entry
    spoken = {s.sight.entry.code for s in scene.seen if s.sight.entry.kind is not NameKind.GROUP}
    code = next((c for c in entry.rivals if c in spoken), entry.code)
    figure = draft.figure(
        entry.id,
        entry.name,
        ActorKind.GROUP,
        state=code,
        entry=entry.id,
        official=False,
        plural=True,
        why="state: a group of the lexicon",
    )
    _put(scene, draft, seen, MentionKind.NAME, figure, "name: a group")


def _organ(scene: Scene, draft: Draft, seen: Seen) -> None:
    entry = seen.sight.entry
    if not entry.code:
        return
    figure = draft.figure(
        f"{entry.code}-{entry.name}".replace(" ", "-").lower(),
        entry.name,
        ActorKind.ORGANISATION,
        state=entry.code,
        official=True,
        why="state: an organ of one state",
    )
    _put(scene, draft, seen, MentionKind.NAME, figure, "name: an organ of a state")


def _media(scene: Scene, draft: Draft, seen: Seen) -> None:
    entry = seen.sight.entry
    figure = draft.figure(
        f"outlet-{entry.name}".replace(" ", "-").lower(),
        entry.name,
        ActorKind.ORGANISATION,
        state=entry.code,
        roles=["news outlet"],
        official=False,
        why="state: an outlet of the lexicon",
    )
    _put(scene, draft, seen, MentionKind.OUTLET, figure, "outlet: of the lexicon")


def _place(scene: Scene, draft: Draft, seen: Seen) -> None:
    _put(scene, draft, seen, MentionKind.PLACE, None, "place: of the lexicon", seen.sight.entry.code)


def _code(scene: Scene, entry: Entry) -> str | None:
    return entry.code


_MAKERS = {
    NameKind.STATE: _state,
    NameKind.SEAT: _seat,
    NameKind.CAPITAL: _capital,
    NameKind.ADJECTIVE: _adjective,
    NameKind.NATIONALS: _nationals,
    NameKind.BODY: _body,
    NameKind.GROUP: _group,
    NameKind.ORGAN: _organ,
    NameKind.MEDIA: _media,
    NameKind.PLACE: _place,
}
