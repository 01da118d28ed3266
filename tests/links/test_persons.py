"""Spellings of a person are one person, two given names are two, and what cannot be told is unsure."""

from datetime import date

import pytest

from detente.links import gather, group, judge_person, link_persons, profile
from detente.links.words import spelling
from detente.types import ActorKind, Verdict
from tests.links.stock import person

SAME, DIFFERENT, UNSURE = Verdict.SAME, Verdict.DIFFERENT, Verdict.UNSURE
PRESIDENT = "Azerbaijani president"


@pytest.mark.parametrize(
    ("left", "right", "verdict"),
    [
        (person("Sergei Markov", "RUS"), person("Sergey Markov", "RUS"), SAME),
        (person("Ilham Aliyev", "AZE"), person("İlham Əliyev", "AZE"), SAME),
        (person("Ilham Aliyev", "AZE", PRESIDENT), person("Heydar Aliyev", "AZE", PRESIDENT), DIFFERENT),
        (person("Vladimir Vladimirovich Putin"), person("Vladimir Putin"), SAME),
        (person("Nikol Pashinyan", "ARM"), person("Pashinyan Nikol", "ARM"), SAME),
        (person("Mikhail Saakashvili", "GEO"), person("Mikheil Saakashvili", "GEO"), UNSURE),
        (person("Aliyev", "AZE", PRESIDENT), person("Ilham Aliyev", "AZE", "president of Azerbaijan"), SAME),
        (person("Aliyev", "AZE"), person("Ilham Aliyev", "AZE", PRESIDENT), UNSURE),
        (person("Markov", None), person("Sergei Markov", "RUS"), UNSURE),
        (person("Sergei Markov", "RUS"), person("Sergei Markov", "BGR"), UNSURE),
        (person("Markov", "RUS"), person("Georgi Markov", "BGR"), DIFFERENT),
        (person("Sergei Markov", None, "footballer"), person("Sergei Markov", "RUS", "political scientist"), UNSURE),
        (person("I. Aliyev", "AZE", PRESIDENT), person("Ilham Aliyev", "AZE", PRESIDENT), SAME),
        (person("Recep Tayyip Erdogan"), person("Recep Bilal Erdogan"), DIFFERENT),
        (person("Anton Varela", entry="x"), person("Anton Varela", "LUS", entry="y"), DIFFERENT),
    ],
)
def test_pairs(left, right, verdict) -> None:  # type: ignore[no-untyped-def]
    link = judge_person(profile(left), profile(right))
    assert link is not None and link.verdict is verdict and link.reasons and link.kind == "person"


def test_other_surnames_have_no_link() -> None:
    assert judge_person(profile(person("Sergei Markov")), profile(person("Sergei Lavrov"))) is None


def test_a_bare_surname_that_fits_two_fits_neither_for_sure() -> None:
    people = [person("Aliyev", "AZE", PRESIDENT), person("Ilham Aliyev", "AZE", PRESIDENT)]
    people.append(person("Heydar Aliyev", "AZE", PRESIDENT))
    profiles = gather((p, date(2003, 5, 1)) for p in people)
    links = list(link_persons(profiles))
    assert sorted(k.verdict.value for k in links) == ["different", "unsure", "unsure"]
    assert len(group([p.id for p in profiles], links)) == 3


def test_years_between_make_a_bare_surname_unsure() -> None:
    old = profile(person("Aliyev", "AZE", PRESIDENT), date(1998, 1, 1))
    link = judge_person(old, profile(person("Ilham Aliyev", "AZE", PRESIDENT), date(2020, 1, 1)))
    assert link is not None and link.verdict is UNSURE and "years" in link.reasons[1]


def test_gathering_keeps_roles_and_days_and_leaves_out_who_is_no_person() -> None:
    state = person("Russia", "RUS")
    envoy, minister = (person("Anton Varela", "LUS", role) for role in ("envoy", "minister"))
    seen = [(envoy, date(2024, 1, 1)), (minister, None)]
    (one,) = gather([*seen, (type(state)(id="RUS", name="Russia", kind=ActorKind.STATE, state="RUS"), None)])
    assert one.roles == {"envoy", "minister"} and one.articles == 2 and one.first == one.last == date(2024, 1, 1)


@pytest.mark.parametrize(
    "forms",
    ["Sergei Sergey", "Yevgeny Evgeny", "Zhumabekov Jumabekov Djumabekov", "Khan Han", "Aliyev Aliev Əliyev",
     "Çetin Cetin Chetin", "Şahin Sahin Shahin", "Hrachya Hratchya", "Pashinyan Pashinian", "Daulet Dawlet"],
)  # fmt: skip
def test_spellings_share_a_key(forms: str) -> None:
    assert len({spelling(form) for form in forms.split()}) == 1


def test_names_that_differ_keep_different_keys() -> None:
    names = ["Ilham", "Heydar", "Vladimir", "Volodymyr", "Markov", "Makarov", "Petrov", "Petrova", "Lukashenko"]
    assert len({spelling(n) for n in names}) == len(names)
