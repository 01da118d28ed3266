"""What has been named so far becomes a focus: who and which states the next noun phrase or pronoun may mean."""

from __future__ import annotations

from collections import Counter
from dataclasses import dataclass

from detente.mentions.draft import Figure, Mark
from detente.mentions.home import Home
from detente.mentions.scene import Scene
from detente.types import ActorKind, MentionKind

# weights of a reference, chosen on the training pages of the desk set (evals/actors.py)
NEAR = 1.0  # cost of a sentence between
SUBJECT = 1.0
MAIN = 0.7  # subject of the main clause
QUOTED = 2.0  # cost of standing in a quotation where the reference does not
TITLE = 1.0  # cost of standing in the headline


@dataclass(frozen=True, slots=True)
class Appearance:
    """One mention of a figure, as the rules of reference weigh it."""

    figure: Figure
    head: int
    sentence: int
    subject: bool
    main: bool  # subject of the main clause
    quoted: bool
    kind: MentionKind
    title: bool


class Focus:
    """Appearances in text order."""

    def __init__(self, scene: Scene, home: Home) -> None:
        self.scene = scene
        self.home = home
        self.appearances: list[Appearance] = []

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
                self.scene.main_subject(head),
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

    def weight(self, seen: Appearance, index: int) -> float:
        """Return how near at hand a mention is for a reference at token `index`: nearness, subject, no quotation."""
        score = -NEAR * (self.scene.sentence[index] - seen.sentence)
        score += SUBJECT * seen.subject + MAIN * seen.main
        if seen.quoted and not self.scene.quoted[index]:
            score -= QUOTED
        if seen.title:
            score -= TITLE
        return score + (seen.head - index) * 0.001

    def pair(self, sentence: int) -> tuple[str, str] | None:
        """Return the two states that the page is about: the two named most, the one named last behind.

        On the training pages this names the right two for all 17 such phrases; the two named last for only 12.
        """
        ranked = sorted(self.home.shares.items(), key=lambda pair: (-pair[1], pair[0]))[:2]
        if len(ranked) < 2:
            return None
        (a, _), (b, _) = ranked
        last = self.last_state(sentence)
        return (b, a) if last == a else (a, b)

    def state_at(self, head: int) -> str | None:
        """Return the state of what stands at token `head`, if it has been read."""
        return next((s.figure.state for s in reversed(self.appearances) if s.head == head), None)

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
