"""One relation in one period becomes a brief: verdict, turns, happenings, who said what, and on how much reading."""

from __future__ import annotations

from collections.abc import Iterable, Sequence

from detente.dates import iso
from detente.export.brief import Brief, Entry, Section
from detente.lexicon import Lexicon
from detente.questions.dyad import Material, gather_dyad
from detente.questions.happenings import times_told
from detente.questions.outlets import CAVEAT, whose_voice
from detente.questions.reasons import Cited, cite, cite_words, turn_line
from detente.questions.relation import Asked, RelationAnswer, relate
from detente.questions.said import SaidRow
from detente.record import Store
from detente.relations import Point
from detente.text import counted, squeeze
from detente.types import Dyad, Form, Happening, Status, When

_TONES = {-1: "sees it worse", 0: "", 1: "sees it better"}
_AROUND = 12  # periods before that the list shows; all of them where a chart leads to them
_SHOWN = 6  # records of each other period there


def write_brief(
    store: Store, dyad: Dyad, when: When, lexicon: Lexicon, asked: Asked, *, chart: bool = False
) -> Brief:
    """Return the brief of a relation in a period; a period without a page is a brief that says so.

    `when` should be a period of the step asked for. `chart` draws the series into it (SVG).
    """
    material = gather_dyad(store, dyad, lexicon, directed=asked.directed, officials_only=asked.officials_only)
    answer = relate(material, lexicon, asked)
    point = next((p for p in answer.series.points if p.when == when), None)
    pair = f"{_name(lexicon, dyad.source)} – {_name(lexicon, dyad.target)}"
    sections = (
        *_turns(answer, material, when),
        *_happenings(answer, material, when),
        *_said(material, when),
        _coverage(answer, material, lexicon, point),
        _periods(answer, material, when, chart),
    )
    return Brief(
        title=f"{pair}, {iso(when)}",
        verdict=_verdict(answer, when, point),
        coverage=_of_period(material, lexicon, when),
        sections=sections,
        method=_method(answer),
        chart=_chart(answer) if chart else "",
    )


def _verdict(answer: RelationAnswer, when: When, point: Point | None) -> str:
    found = next((r.line for r in answer.reasons if r.when == when), None)
    if found is not None:
        return found
    if point is not None and point.events:
        return f"{iso(when)} unclear: told later only; no page of that time was read."
    return f"{iso(when)}: no page of the record covers it. A gap, not a zero: nothing can be said."


def _of_period(material: Material, lexicon: Lexicon, when: When) -> str:
    pages = [c for c in material.coverage if when.start <= c.published < when.stop]
    homes = {c.outlet: c.country for c in pages if c.outlet}
    speakers = {s for c in pages for s in c.speakers}
    officials = {s for c in pages for s in c.officials}
    return f"{whose_voice(lexicon, len(pages), len(speakers), homes, len(officials))}. {CAVEAT}"


def _turns(answer: RelationAnswer, material: Material, when: When) -> Iterable[Section]:
    by_id = {h.id: h for h in material.happenings}
    entries = []
    for turn in answer.turns.turns:
        if turn.between.start < when.stop and turn.between.stop > when.start:
            entries.append(Entry(text=turn_line(turn)))
            entries += [_cited(c) for c in cite(turn.happenings, by_id, material.rows, material.said)]
    if entries:
        yield Section(title="A turn", entries=tuple(entries))


def _happenings(answer: RelationAnswer, material: Material, when: When) -> Iterable[Section]:
    by_id = {h.id: h for h in material.happenings}
    inside = [h for h in material.happenings if (day := h.day) is not None and when.start <= day < when.stop]
    counting = {i for p in answer.series.points if p.when == when for i in p.happenings}
    for title, chosen in (
        ("What happened", [h for h in inside if h.id in counting]),
        ("Also told, not counted", [h for h in inside if h.id not in counting]),
    ):
        entries = []
        for one in sorted(chosen, key=lambda h: (h.day, h.id)):
            entries += [_happening(answer, one, c) for c in cite([one.id], by_id, material.rows, material.said)]
        if entries:
            yield Section(title=title, entries=tuple(entries))


def _happening(answer: RelationAnswer, one: Happening, cited: Cited) -> Entry:
    when = iso(one.when) if one.when else f"noted {one.noted}"
    points = f"{answer.scale.of(one.type, one.mode):+g}"
    told = f"{times_told([one])} by {counted(len(one.outlets), 'outlet')}"
    status = "" if one.status is Status.ACTUAL else f"{one.status.value}, "
    differ = (
        f"; they differ in {', '.join(dict.fromkeys(c.field for c in one.contradictions))}"
        if one.contradictions
        else ""
    )
    return _cited(cited, f"{when} {cited.what} ({status}{points}; {told}{differ}):")


def _said(material: Material, when: When) -> Iterable[Section]:
    inside = [u for u in material.utterances if when.start <= u.day < when.stop and u.id in material.said]
    inside.sort(key=lambda u: (not u.official, u.speaker or "~", u.day))
    entries = []
    for one in inside:
        cited = cite_words(material.said[one.id])
        part = {True: "official", False: "no official", None: "office not known"}[one.official]
        tone = f", {_TONES[one.tone]}" if one.tone else ""
        who = f"{one.speaker or 'Somebody not named'} ({part}{tone})"
        entries.append(_cited(cited, f"{who}{_manner(material.said[one.id])}:"))
    if entries:
        yield Section(title="Who said what about the two", entries=tuple(entries))


def _manner(row: SaidRow) -> str:
    """How words that are no quotation are told, since "denied" and "did not say" turn them round."""
    if row.form is Form.DIRECT:
        return ""
    told = squeeze(row.cue or "")
    return f", told by the page ({told})" if told else ", told by the page"


def _coverage(answer: RelationAnswer, material: Material, lexicon: Lexicon, point: Point | None) -> Section:
    lines = [f"All periods together: {answer.note}"]
    if point is not None and point.net_band is not None:
        band = point.net_band
        lines.append(
            f"Net as counted {point.cooperation + point.conflict:+g}; corrected for the coder's measured errors, "
            f"nine in ten: {band.low:+.1f} to {band.high:+.1f}."
        )
    homes = {home for home in material.homes.values() if home}
    for state in (material.dyad.source, material.dyad.target):
        if homes and state not in homes:
            lines.append(f"No outlet of {_name(lexicon, state)} is among the pages read.")
    if not material.officials and material.pages:
        lines.append("No official of either side is quoted.")
    if len(material.speakers) == 1:
        lines.append(f"One voice speaks on all pages: {material.speakers[0]}.")
    return Section(title="Coverage, and what it leaves out", entries=tuple(Entry(text=line) for line in lines))


def _periods(answer: RelationAnswer, material: Material, when: When, whole: bool) -> Section:
    """The periods up to this one, or all with their records: anchors that the marks of a chart lead to."""
    points = answer.series.points
    if not whole:
        place = next((n for n, p in enumerate(points) if p.when == when), len(points) - 1)
        points = points[max(place - _AROUND, 0) : place + 1]
    moved = {r.when: r.movement.value for r in answer.reasons}
    by_id = {h.id: h for h in material.happenings}
    entries: list[Entry] = []
    gap: list[Point] = []
    for point in points:
        if point.gap and not point.events:
            gap.append(point)
            continue
        entries += _gap(gap)
        gap = []
        text = (
            f"{iso(point.when)}: {moved.get(point.when, 'told later only')}, {counted(point.events, 'happening')}, "
            f"{point.cooperation:+g} and {point.conflict:+g} points, {counted(point.pages, 'page')}"
        )
        entries.append(Entry(text=text, id=iso(point.when)))
        if whole and point.when != when:  # its own are told above
            entries += [_cited(c) for c in cite(point.happenings[:_SHOWN], by_id, material.rows, material.said)]
    return Section(title="All periods" if whole else "The periods before", entries=(*entries, *_gap(gap)))


def _gap(points: Sequence[Point]) -> list[Entry]:
    if not points:
        return []
    span = iso(points[0].when) if len(points) == 1 else f"{iso(points[0].when)} to {iso(points[-1].when)}"
    return [Entry(text=f"{span}: no page read (a gap, not a zero)")]


def _method(answer: RelationAnswer) -> tuple[str, ...]:
    corrected = f" {' '.join(answer.scale.notes[:1])}" if answer.scale.notes else ""
    turns = answer.turns.little or answer.turns.rule
    regimes = answer.regimes.little or f"{len(answer.regimes.levels)}, by BIC"
    return (
        f"Scale: {answer.scale.name} ({answer.scale.source}).{corrected}",
        f"Intervals: count noise and the coder's errors ({answer.series.errors or 'not measured'}). {CAVEAT}",
        f"Turns: {turns}. Regimes: {regimes}.",
    )


def _chart(answer: RelationAnswer) -> str:
    from detente.export.chart import draw_chart, svg_of

    spec = draw_chart(
        answer.series, turns=answer.turns, regimes=answer.regimes, verdicts=answer.verdicts, notes=[answer.note]
    )
    return svg_of(spec)


def _cited(cited: Cited, text: str | None = None) -> Entry:
    return Entry(
        text=text or f"{cited.what}:", quote=cited.words, source=cited.source, url=cited.url, id=f"r-{cited.id[:12]}"
    )


def _name(lexicon: Lexicon, code: str) -> str:
    for table in ("actors/states", "actors/bodies"):
        for row in lexicon.table(table):
            if row["id"] == code:
                return row["name"]
    return code
