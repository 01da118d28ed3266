"""The command line as a user meets it: what is printed, what is refused, and with which exit code."""

from __future__ import annotations

import csv
import io
import json
import shlex
import sqlite3
import subprocess
import sys
from pathlib import Path

import pytest

from detente.cli.terminal import _near

from ..conftest import EXAMPLES
from .conftest import Run

PAGE = """Baku and Moscow agree to reopen a crossing

BAKU, March 11, 2025 (Example Wire) — Russian Foreign Minister Sergey Lavrov met Azerbaijani Foreign Minister \
Jeyhun Bayramov in Baku on Monday.

"We agreed to open the crossing in the spring," Lavrov told reporters.
"""


@pytest.fixture
def page(tmp_path: Path) -> Path:
    path = tmp_path / "page.txt"
    path.write_text(PAGE, encoding="utf-8")
    return path


def test_reading_twice_changes_nothing_and_says_so(run: Run, page: Path) -> None:
    first = run("read", str(page))
    assert first.code == 0 and "1 new in detente.db; 0 problems" in first.out
    second = run("read", str(page))
    assert second.code == 0 and "1 unchanged in detente.db; 0 problems" in second.out


def test_a_dry_run_writes_nothing(run: Run, page: Path, tmp_path: Path) -> None:
    done = run("read", str(page), "--dry-run")
    assert done.code == 0 and "would be written" in done.out and "2025-03-11" in done.out
    assert not (tmp_path / "detente.db").exists()


def test_questions_answer_in_words_and_in_json(run: Run, page: Path) -> None:
    run("read", str(page))
    assert "Lavrov" in run("said", "--by", "lavrov").out
    rows = json.loads(run("said", "--by", "lavrov", "--json").out)
    assert rows and all(
        PAGE[a:b] == words for row in rows for (a, b), words in zip(row["spans"], row["words"], strict=True)
    )
    events = json.loads(run("happened", "--between", "RUS", "Azerbaijan", "--json").out)
    met = [e for e in events if e["type"] == "CONSULT" and e["status"] == "actual"]
    assert met and met[0]["when"] == "2025-03-10"
    assert PAGE[slice(*met[0]["span"])] == met[0]["sentence"]
    assert "AZE – RUS" in run("relation", "AZE", "RUS").out
    assert json.loads(run("relation", "AZE", "RUS", "--json").out)["pages"] == 1
    for question in (["pages"], ["actors"], ["actor", "Lavrov"], ["problems"], ["overview"], ["show", "page.txt"]):
        assert run(*question).code == 0
        assert json.loads(run(*question, "--json").out) is not None


def test_an_event_can_be_accounted_for(run: Run, page: Path) -> None:
    run("read", str(page))
    event = json.loads(run("happened", "--json").out)[0]
    done = run("explain", event["id"])
    assert done.code == 0 and event["type"] in done.out


@pytest.mark.parametrize("option", ["--confidence", "--min-confidence"])
@pytest.mark.parametrize("question", ["happened", "said"])
def test_only_what_is_sure_enough_is_shown(run: Run, page: Path, question: str, option: str) -> None:
    run("read", str(page))
    everything = json.loads(run(question, "--json").out)
    assert everything and json.loads(run(question, option, "1", "--json").out) == []


def test_the_date_can_be_accounted_for(run: Run, page: Path) -> None:
    run("read", str(page))
    done = run("why", "page.txt", "date")
    assert done.code == 0 and "2025-03-11" in done.out and "Settled" in done.out


def test_a_flipped_line_adds_or_removes_records_and_goes_back(run: Run, page: Path) -> None:
    run("read", str(page))
    before = json.loads(run("happened", "--json").out)
    lines = json.loads(run("show", "page.txt", "--json").out)["article"]["lines"]
    number = next(n for n, x in enumerate(lines, 1) if PAGE[slice(*x["span"])].startswith("BAKU"))
    done = run("flip", "page.txt", str(number), "furniture", "--why", "test")
    assert done.code == 0 and "events" in done.out
    assert len(json.loads(run("happened", "--json").out)) < len(before)
    assert "1 unchanged" in run("read", str(page)).out  # reading again keeps the human's word
    run("flip", "page.txt", str(number), "back")
    assert json.loads(run("happened", "--json").out) == before


def test_bad_pages_are_said_and_the_rest_is_read(run: Run, page: Path, tmp_path: Path) -> None:
    (tmp_path / "empty.txt").write_text("")
    (tmp_path / "binary.txt").write_bytes(bytes(range(256)) * 4)
    (tmp_path / "large.txt").write_text("A long line of words. " * 250_000)
    (tmp_path / "legacy.txt").write_bytes("Москва и Баку договорились о встрече во вторник.\n".encode("cp1251") * 5)
    done = run("read", str(tmp_path), str(tmp_path / "none.txt"))
    assert done.code == 1
    assert "2 new" in done.out  # the good page, and the one in another encoding and language
    for words in ("is empty", "not text", "over the limit", "no such file"):
        assert words in done.out
    problems = json.loads(run("problems", "--json").out)
    assert {p["kind"] for p in problems} >= {"empty", "binary", "too large", "missing"}
    assert "Traceback" not in done.out + done.err


@pytest.mark.parametrize(
    ("words", "said"),
    [
        (["relation", "RUS", "Atlantis"], "Atlantis"),
        (["said", "--about", "RUS"], "RUS-AZE"),
        (["said", "--since", "yesterday"], "2021-07-20"),
        (["show", "nothing-like-it"], "detente pages"),
        (["why", "page.txt", "weather"], "date"),
        (["explain", "zzzz"], "detente happened"),
        (["relation", "RUS", "AZE", "--step", "fortnight"], "quarter"),
        (["flip", "page.txt", "99", "body"], "no line 99"),
        (["flip", "page.txt", "1", "nonsense"], "no kind"),
    ],
)
def test_misuse_is_one_sentence_and_exit_code_two(run: Run, page: Path, words: list[str], said: str) -> None:
    run("read", str(page))
    done = run(*words)
    assert done.code == 2
    assert said in done.err and "Traceback" not in done.err


def test_an_unknown_command_or_option_is_misuse(run: Run) -> None:
    assert run("dance").code == 2
    assert run("pages", "--colour").code == 2


def test_a_missing_record_says_how_to_make_one(run: Run) -> None:
    done = run("pages")
    assert done.code == 1 and "detente read" in done.err


def test_a_record_in_a_missing_folder_is_refused(run: Run, page: Path) -> None:
    done = run("read", str(page), "--db", "no/such/folder/x.db")
    assert done.code == 1 and "cannot be opened" in done.err


def test_a_read_only_record_is_refused_in_one_sentence(run: Run, page: Path, tmp_path: Path) -> None:
    run("read", str(page))
    other = tmp_path / "other.txt"
    other.write_text(PAGE.replace("Monday", "Sunday"))
    done = run("read", str(other), "--db", f"sqlite:///file:{tmp_path}/detente.db?mode=ro&uri=true")
    assert done.code == 1 and "read-only" in done.err and "Traceback" not in done.err


def test_every_question_is_answered_by_a_record_that_may_not_be_written(
    run: Run, page: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    shelf = tmp_path / "shelf"
    shelf.mkdir()
    db = ("--db", str(shelf / "r.db"))
    run("read", str(page))  # and no question is asked yet, so the index of links is still to be made
    with sqlite3.connect("detente.db") as link:
        link.execute("VACUUM INTO ?", db[1:])
    monkeypatch.setattr("detente.record.opening.may_be_written", lambda _: False)

    def files() -> list[tuple[str, bytes, int]]:
        return sorted((p.name, p.read_bytes(), p.stat().st_mtime_ns) for p in shelf.iterdir())

    before = files()
    event = json.loads(run("happened", "--json", *db).out)[0]
    for question in (
        "overview", "pages", "said", "happened", "problems", "actors", "stances", "story", "happening", "statement",
        "person", "network", "show page.txt", "why page.txt", "relation AZE RUS", "voice Lavrov", "actor Lavrov",
        f"explain {event['id']}", f"happening {event['id']}", "brief AZE RUS --month 2025-03", "third AZE RUS",
    ):  # fmt: skip
        done = run(*question.split(), *db)
        assert done.code == 0 and not done.err, question
    other = page.with_name("other.txt")
    other.write_text(PAGE.replace("Monday", "Sunday"))
    (first, second, *_) = [row["id"] for row in json.loads(run("person", "v", "--json", *db).out)]
    for change in (["read", str(other)], ["flip", "page.txt", "1", "body"], ["join", "person", first, second]):
        done = run(*change, *db)
        assert done.code == 1 and "may not be written" in done.err and "Traceback" not in done.err
    assert files() == before


def test_control_characters_of_a_page_never_reach_the_terminal(run: Run, tmp_path: Path) -> None:
    path = tmp_path / "page.txt"
    path.write_text(PAGE.replace("We agreed", "We \x1b[31m\u202eagreed [red]not[/red]"), encoding="utf-8")
    run("read", str(path))
    shown = run("show", "page.txt").out + run("said").out
    assert "\u202e" not in shown and "<U+202E>" in shown
    assert "[red]not[/red]" in shown


def test_the_version_and_help_are_there(run: Run) -> None:
    assert run("--version").out.startswith("detente ")
    done = run("--help")
    assert done.code == 0
    for name in ("read", "pages", "show", "said", "happened", "relation", "lexicon"):
        assert name in done.out


def test_the_lexicon_is_sound(run: Run) -> None:
    done = run("lexicon", "check")
    assert done.code == 0, done.out


def test_the_examples_are_read_without_a_problem(run: Run) -> None:
    done = run("read", str(EXAMPLES))
    assert "Traceback" not in done.out + done.err
    assert json.loads(run("problems", "--json").out) == []
    assert done.code == 0
    busiest = json.loads(run("overview", "--json").out)[0]
    assert set(busiest["dyad"]) <= {"AZE", "RUS", "ARM"}


def test_answers_are_written_as_csv(run: Run, page: Path) -> None:
    run("read", str(page))
    for command in ("happened", "said", "pages"):
        done = run(command, "--csv")
        rows = list(csv.DictReader(io.StringIO(done.out)))
        assert done.code == 0 and rows and all(None not in row for row in rows)
    (met,) = [r for r in csv.DictReader(io.StringIO(run("happened", "--csv").out)) if r["type"] == "CONSULT"]
    assert PAGE[int(met["start"]) : int(met["stop"])] == met["sentence"] and met["source_state"] == "RUS"
    none = run("happened", "--since", "2030", "--csv")
    assert none.out.startswith("id,article,") and len(none.out.splitlines()) == 1


def test_what_to_type_next_can_be_typed(run: Run, page: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    run("read", str(page))
    assert "\n  detente said --about" in run("overview").out
    other = page.parent / "my [own]  records.db"
    run("read", str(page), "--db", str(other))
    shown = run("overview", "--db", str(other)).out
    assert all(shlex.split(line)[-1] == str(other) for line in shown.split("What to type next:\n")[1].splitlines())
    monkeypatch.setattr("detente.cli.terminal._near", lambda _: _near("/somewhere/detente/__main__.py"))
    assert "\n  python -m detente said --about" in run("overview").out


def test_the_module_says_the_same_as_the_command(tmp_path: Path) -> None:
    done = subprocess.run(
        [sys.executable, "-m", "detente", "relation", "RUS", "RUS"],
        cwd=tmp_path, capture_output=True, text=True, check=False,
    )  # fmt: skip
    assert done.returncode == 2 and "the same state" in done.stderr and "Traceback" not in done.stderr
