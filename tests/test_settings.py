"""Settings come from defaults, file, environment and command line, in that order, and wrong ones say so."""

from pathlib import Path

import pytest

from detente.errors import SettingsError
from detente.settings import Settings, load_settings


def test_defaults_without_file_or_environment(tmp_path: Path) -> None:
    assert load_settings(tmp_path, {}) == Settings()


def test_the_later_source_wins(tmp_path: Path) -> None:
    (tmp_path / "detente.toml").write_text('db = "file.db"\nworkers = 3\nmax_page_bytes = 10\n')
    env = {"DETENTE_DB": "env.db", "DETENTE_WORKERS": "2"}
    settings = load_settings(tmp_path, env, db="option.db", workers=None)
    assert (settings.db, settings.workers, settings.max_page_bytes) == ("option.db", 2, 10)


def test_paths_in_the_file_are_beside_the_file(tmp_path: Path) -> None:
    (tmp_path / "detente.toml").write_text('lexicons = ["mine"]\nenglish_model = "model"\n')
    settings = load_settings(tmp_path, {})
    assert settings.lexicons == (tmp_path / "mine",)
    assert settings.english_model == tmp_path / "model"


@pytest.mark.parametrize(
    ("line", "words"),
    [
        ("colour = 1", "colour"),
        ('workers = "many"', "workers"),
        ("workers = -1", "workers"),
        ("min_confidence = 2", "min_confidence"),
        ('models = "perhaps"', "models"),
        ("db = ", "not valid TOML"),
    ],
)
def test_a_wrong_setting_is_named(tmp_path: Path, line: str, words: str) -> None:
    (tmp_path / "detente.toml").write_text(line + "\n")
    with pytest.raises(SettingsError, match=words):
        load_settings(tmp_path, {})


def test_a_named_file_that_is_missing_is_an_error(tmp_path: Path) -> None:
    with pytest.raises(SettingsError, match="does not exist"):
        load_settings(tmp_path, {"DETENTE_CONFIG": str(tmp_path / "none.toml")})


def test_fast_reading_is_a_setting_and_goes_into_the_choice(tmp_path: Path) -> None:
    (tmp_path / "detente.toml").write_text("fast = true\n", encoding="utf-8")
    assert load_settings(tmp_path, {}).choice.fast
    assert not load_settings(tmp_path, {"DETENTE_FAST": "no"}).choice.fast


@pytest.mark.parametrize(
    ("name", "value"), [("db", 5), ("db", ["a"]), ("max_page_bytes", 0), ("workers", 999999), ("workers", -1)]
)
def test_values_that_make_no_sense_are_refused(tmp_path: Path, name: str, value: object) -> None:
    with pytest.raises(SettingsError, match=name):
        load_settings(tmp_path, {}, **{name: value})
