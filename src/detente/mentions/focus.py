"""What has been named so far becomes a focus: who and which states the next noun phrase or pronoun may mean."""

from __future__ import annotations

from collections import Counter
from dataclasses import dataclass

from detente.mentions.draft import Draft, Figure, Mark
from detente.mentions.scene import Scene
from detente.mentions.vocabulary import NameKind
from detente.types import ActorKind, LineKind, MentionKind


@dataclass(frozen=True, slots=True)
class Appearance:
    """One mention of a figure, as the rules of reference weigh it."""

    figure: Figure
    head: int
    sentence: int
    subject: bool
    quoted: bool
    kind: MentionKind
    title: bool


class Focus:
    """Appearances in text order, and the state at home on the page."""

    def __init__(self, scene: Scene) -> None:
        self.scene = scene
        self.appearances: list[Appearance] = []
        self.home, self.home_rule = home_state(scene)

    def see(self, mark: Mark) -> None:
        """Take in a mark that has a figure."""
        if mark.figure is None:
            return
        head = mark.head
        self.appearances.append(
            Appearance(
                mark.figure,
                head,
                self.scene.sentence[head],
                self.scene.subject(head),
                self.scene.quoted[head],
                mark.kind,
                self.scene.title(head),
            )
        )

    def recent(self, sentence: int, reach: int) -> list[Appearance]:
        """Return the appearances of the last `reach` sentences up to this one, newest first."""
        found = []
        for seen in reversed(self.appearances):
            if seen.sentence < sentence - reach:
                break
            found.append(seen)
        return found

    def pair(self, sentence: int) -> tuple[str, str] | None:
        """Return the two states that are spoken of: the two named last, else the two named most."""
        found: list[str] = []
        for seen in self.recent(sentence, 6):
            code = seen.figure.state
            if (
                code
                and code in self.scene.vocabulary.states
                and code not in found
                and seen.kind is not MentionKind.OUTLET
            ):
                found.append(code)
            if len(found) == 2:
                return (found[1], found[0])
        counts = self.counts()
        if len(counts) >= 2:
            (a, _), (b, _) = counts.most_common(2)
            return (a, b)
        return None

    def counts(self) -> Counter[str]:
        """Count how often each state has been named so far, by itself or through its people."""
        return Counter(
            s.figure.state
            for s in self.appearances
            if s.figure.state and s.figure.state in self.scene.vocabulary.states
        )

    def subject_state(self, sentence: int, head: int) -> str | None:
        """Return the state of the last subject outside quotations, in this sentence or the two before."""
        for seen in self.recent(sentence, 2):
            if (
                seen.head < head
                and seen.subject
                and not seen.quoted
                and seen.figure.state in self.scene.vocabulary.states
            ):
                if seen.figure.kind is ActorKind.PERSON and seen.figure.official is not True:
                    continue
                return seen.figure.state
        return None

    def last_state(self, sentence: int) -> str | None:
        """Return the state named last by its own name or seat."""
        for seen in self.recent(sentence, 4):
            if seen.figure.kind is ActorKind.STATE and seen.kind is not MentionKind.NATIONALITY:
                return seen.figure.state
        return None


def home_state(scene: Scene) -> tuple[str | None, str]:
    """Return the state at home on a page and the rule: its dateline, its outlet's name, its script."""
    for rule in (by_dateline, by_outlet, by_script, by_frequency):
        code = rule(scene)
        if code:
            return code, f"state: home of the page {rule.__name__.replace('_', ' ')}"
    return None, ""


def by_dateline(scene: Scene) -> str | None:
    """BAKU, 5 May (Agency) -"""
    from detente.mentions.metonyms import at_the_head_of_a_report

    for seen in scene.seen[:12]:
        if seen.sight.entry.kind in (NameKind.CAPITAL, NameKind.PLACE) and seen.sight.entry.code:
            if at_the_head_of_a_report(scene, seen):
                return seen.sight.entry.code
    return None


def by_outlet(scene: Scene) -> str | None:
    """Tbilisi Ledger, Axar.az"""
    from detente.mentions.matcher import sights

    outlet = scene.article.outlet.value if scene.article.outlet else ""
    for sight in sights(outlet, scene.vocabulary):
        if sight.entry.code in scene.vocabulary.states:
            return sight.entry.code
    return _DOMAINS.get(outlet.rsplit(".", 1)[-1].lower()) if "." in outlet else None


def by_script(scene: Scene) -> str | None:
    """Georgian letters in the page's furniture"""
    sample = "".join(
        line.span.of(scene.article.text) for line in scene.article.lines if line.kind is not LineKind.BODY
    )[:3000]
    counts = Counter(code for char in sample for low, high, code in _SCRIPTS if low <= char <= high)
    return counts.most_common(1)[0][0] if counts else None


def by_frequency(scene: Scene) -> str | None:
    """the state named most"""
    counts = Counter(
        s.sight.entry.code
        for s in scene.seen
        if s.sight.entry.code in scene.vocabulary.states and s.sight.entry.kind is not NameKind.MEDIA
    )
    return counts.most_common(1)[0][0] if counts else None


_SCRIPTS = (("\u10a0", "\u10ff", "GEO"), ("\u0530", "\u058f", "ARM"), ("\u0e00", "\u0e7f", "THA"), ("\u0590", "\u05ff", "ISR"),
            ("\uac00", "\ud7af", "KOR"), ("\u3040", "\u30ff", "JPN"), ("\u0370", "\u03ff", "GRC"),
            ("ә", "ә", "KAZ"), ("ə", "ə", "AZE"), ("Ə", "Ə", "AZE"), ("ї", "ї", "UKR"), ("є", "є", "UKR"))  # fmt: skip
_DOMAINS = {"az": "AZE", "am": "ARM", "ge": "GEO", "ru": "RUS", "tr": "TUR", "ir": "IRN", "ua": "UKR", "by": "BLR",
            "kz": "KAZ", "kg": "KGZ", "uz": "UZB", "tj": "TJK", "tm": "TKM", "md": "MDA", "il": "ISR", "pl": "POL",
            "lt": "LTU", "lv": "LVA", "ee": "EST", "de": "DEU", "fr": "FRA", "uk": "GBR", "in": "IND", "pk": "PAK",
            "cn": "CHN", "jp": "JPN", "kr": "KOR", "gr": "GRC", "rs": "SRB", "hu": "HUN", "ro": "ROU"}  # fmt: skip


def settle_states(scene: Scene, draft: Draft, focus: Focus) -> None:
    """Give persons without a state the one that their name and the page make likeliest."""
    for figure in draft.figures.values():
        if figure.kind is not ActorKind.PERSON or figure.state:
            continue
        counts = focus.counts()
        spoken = [code for code, _ in counts.most_common()]
        homes = name_homes(scene, figure.name)
        fit = [code for code in spoken if code in homes]
        if fit:
            figure.learn(fit[0], "state: the form of the name, among the states of the page")
        elif figure.official:
            figure.learn(focus.home, focus.home_rule)


def name_homes(scene: Scene, name: str) -> set[str]:
    """Return the states where the given name or the ending of the surname is at home."""
    from detente.mentions.vocabulary import plain

    words = name.split()
    homes: set[str] = set()
    low = plain(words[-1].lower())
    hits = [(len(end), states) for end, states, _ in scene.vocabulary.name_ends if low.endswith(plain(end))]
    if hits:
        homes.update(max(hits)[1])
    if len(words) > 1 and not homes:
        known = scene.vocabulary.given.get(plain(words[0]))
        homes.update(known.states if known and len(known.states) <= 4 else ())
        homes.update(scene.vocabulary.family_first.get(plain(words[0]), ()))
    return homes
