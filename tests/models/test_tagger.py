"""The tagger: digests are checked, offsets hold on any text, and one text always gives one answer."""

from __future__ import annotations

import shutil
from pathlib import Path

import pytest

from detente.errors import ModelError
from detente.models import Tagger, load_tagger
from detente.models.tagger import FILES, WEIGHTS

SCHEMES = ("polnear", "speech")
ODD = {
    "empty": "",
    "blank": " \n\r\n\t ",
    "emoji": "\U0001f525 \u201cWe won \U0001f389\U0001f1e6\U0001f1f2,\u201d said the coach \U0001f600.",
    "crlf": 'The envoy left.\r\n\r\n"We will talk again," she said.\r\nNobody answered.\r\n',
    "nbsp": "\u00abWe\u00a0agree\u00bb,\u00a0the minister\u00a0said.\u2028He left.",
    "right to left": "\u202b\u05d4\u05d5\u05d0 \u05d0\u05de\u05e8\u202c: "
    "\u201c\u0633\u0644\u0627\u0645\u201d \u0642\u0627\u0644, the spokesman said.",
    "combining": "Caf\u0065\u0301 owner Zoe\u0308 said the \u1e9e-shaped door was \u201cfine\u201d.",
    "controls": "The mayor\x00 said\x07 that\u200b all was well\ufeff.",
    "marks alone": "\u201c\u201d\"\"''``\u00ab\u00bb\u2018\u2019 \u201c",
    "beyond the basic plane": "\U00020000\U0001d49c said \u201cyes\u201d.",
}


@pytest.fixture(scope="module")
def tagger() -> Tagger:
    loaded = load_tagger()
    if loaded is None:
        pytest.skip("the attribution weights are not there")
    return loaded


@pytest.mark.parametrize("scheme", SCHEMES)
@pytest.mark.parametrize("name", ODD)
def test_offsets_lie_in_the_text(tagger: Tagger, name: str, scheme: str) -> None:
    text = ODD[name]
    for a in tagger.attributions(text, scheme=scheme, threshold=0.0):
        assert a.content
        assert 0.0 <= a.confidence <= 1.0
        for spans in (a.source, a.cue, a.content):
            assert list(spans) == sorted(spans)
            for start, stop in spans:
                assert 0 <= start < stop <= len(text)
                assert text[start:stop].strip() == text[start:stop]


@pytest.mark.parametrize("name", ["empty", "blank"])
def test_nothing_in_nothing(tagger: Tagger, name: str) -> None:
    assert tagger.attributions(ODD[name], scheme="polnear", threshold=0.0) == []


def test_a_megabyte_without_spaces(tagger: Tagger) -> None:
    assert tagger.attributions("a" * 1_000_000, scheme="speech", threshold=0.0) == []


def test_a_plain_sentence(tagger: Tagger) -> None:
    text = "The harbour was calm. The mayor of Oxton said that the bridge would open in May."
    for scheme in SCHEMES:
        (a,) = tagger.attributions(text, scheme=scheme)
        assert [text[s:e] for s, e in a.source] == ["The mayor of Oxton"]
        assert [text[s:e] for s, e in a.cue] == ["said"]
        assert text[a.content[0][0] : a.content[0][1]].endswith("the bridge would open in May")


def test_a_quotation_split_by_its_cue_is_one_attribution(tagger: Tagger) -> None:
    text = "\u201cWe are ready to talk,\u201d the minister said on Monday. \u201cBut nobody has called us yet.\u201d"
    (a,) = tagger.attributions(text, scheme="speech")
    assert [text[s:e] for s, e in a.content] == ["We are ready to talk,", "But nobody has called us yet."]
    assert [text[s:e] for s, e in a.source] == ["the minister"]


def test_a_broken_quotation_spoils_itself_alone(tagger: Tagger) -> None:
    before = "\u201cThe road is open to everyone,\u201d said the governor.\n\n"
    after = "\n\n\u201cWe shall sign the paper tomorrow,\u201d said the envoy."
    text = before + "\u201cA mark without a partner, said the clerk." + after
    contents = [text[s:e] for a in tagger.attributions(text, scheme="speech") for s, e in a.content]
    assert "The road is open to everyone," in contents
    assert "We shall sign the paper tomorrow," in contents


def test_one_text_one_answer(tagger: Tagger) -> None:
    text = "\n\n".join([ODD["crlf"], ODD["nbsp"], ODD["emoji"]] * 20)
    again = load_tagger()
    assert again is not None
    for scheme in SCHEMES:
        first = tagger.attributions(text, scheme=scheme)
        assert first == tagger.attributions(text, scheme=scheme) == again.attributions(text, scheme=scheme)


def test_a_higher_threshold_only_drops(tagger: Tagger) -> None:
    text = "\n\n".join(ODD.values())
    every = tagger.attributions(text, scheme="polnear", threshold=0.0)
    some = tagger.attributions(text, scheme="polnear", threshold=0.5)
    assert some == [a for a in every if a.confidence >= 0.5]


def test_a_long_text_is_read_in_blocks(tagger: Tagger) -> None:
    line = "The mayor of Oxton said that the bridge would open in May.\n\n"
    few, many = tagger.attributions(line * 5, scheme="speech"), tagger.attributions(line * 1700, scheme="speech")
    assert len(few) == 5
    assert len(many) == 1700
    assert [a.content[0][0] // len(line) for a in many] == list(range(1700))
    assert all(s // len(line) == (e - 1) // len(line) for a in many for s, e in a.content)


def test_no_weights_is_none(tmp_path: Path) -> None:
    assert load_tagger(tmp_path) is None


@pytest.mark.parametrize("name", FILES)
def test_a_changed_file_is_refused(tagger: Tagger, tmp_path: Path, name: str) -> None:
    folder = tmp_path / "weights"
    shutil.copytree(WEIGHTS, folder)
    path = folder / name
    data = bytearray(path.read_bytes())
    data[len(data) // 2] ^= 1
    path.chmod(0o644)
    path.write_bytes(bytes(data))
    with pytest.raises(ModelError, match=r"sha256 differs.*reinstall"):
        load_tagger(folder)


def test_weights_without_card_are_refused(tagger: Tagger, tmp_path: Path) -> None:
    folder = tmp_path / "weights"
    shutil.copytree(WEIGHTS, folder)
    (folder / "card.toml").unlink()
    with pytest.raises(ModelError, match=r"card\.toml.*reinstall"):
        load_tagger(folder)
