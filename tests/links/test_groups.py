"""Groups follow the links that stand: people above the machine, no bridge over a difference, all to be undone."""

from hypothesis import given
from hypothesis import strategies as st

from detente.links import BACK, group, joining, link_field, splitting, standing, user_links
from detente.types import Decision, Link, Verdict

SAME, DIFFERENT, UNSURE = Verdict.SAME, Verdict.DIFFERENT, Verdict.UNSURE


def link(left: str, right: str, verdict: Verdict = SAME, by: str = "detente.x", score: float = 1.0) -> Link:
    return Link(left=left, right=right, verdict=verdict, reasons=("because",), by=by, kind="copy", score=score)


def decided(left: str, right: str, value: str, at: str = "1") -> Decision:
    return Decision(about="copy", field=link_field(left, right), value=value, was="machine", who="u", at=at)


def test_same_joins_and_unsure_does_not() -> None:
    assert group("abcd", [link("a", "b"), link("b", "c"), link("c", "d", UNSURE)]) == (("a", "b", "c"), ("d",))


def test_a_chain_never_bridges_two_that_differ() -> None:
    links = [link("a", "b", score=0.9), link("b", "c", score=0.8), link("a", "c", DIFFERENT)]
    assert group("abc", links) == (("a", "b"), ("c",))


def test_what_is_apart_without_a_link_stays_apart() -> None:
    links = [link("a", "b", score=0.9), link("b", "c", score=0.8)]
    assert group("abc", links, apart=lambda x, y: {x, y} == {"a", "c"}) == (("a", "b"), ("c",))


def test_a_user_joins_what_the_machine_holds_apart() -> None:
    links = [link("a", "b", DIFFERENT), link("a", "b", by="user u")]
    assert group("ab", links) == (("a", "b"),)
    assert group("ab", reversed(links)) == (("a", "b"),)


def test_a_user_splits_what_the_machine_joins_also_through_others() -> None:
    links = [link("a", "b"), link("b", "c"), link("a", "c"), link("a", "c", DIFFERENT, by="user u")]
    assert len(group("abc", links)) == 2


def test_users_who_contradict_one_another_leave_things_apart() -> None:
    links = [link("a", "b", by="user u"), link("b", "c", by="user u"), link("a", "c", DIFFERENT, by="user v")]
    assert group("abc", links) == (("a", "b"), ("c",))


def test_the_later_word_of_a_user_stands() -> None:
    links = user_links([decided("a", "b", "same"), decided("b", "a", "different", "2")], "copy")
    assert [k.verdict for k in links] == [DIFFERENT]


def test_taking_back_gives_the_machine_its_word_again() -> None:
    machine = link("a", "b")
    decisions = [decided("a", "b", "different")]
    assert group("ab", [machine, *user_links(decisions, "copy")]) == (("a",), ("b",))
    decisions.append(decided("a", "b", BACK, "2"))
    assert group("ab", [machine, *user_links(decisions, "copy")]) == (("a", "b"),)


def test_decisions_on_other_things_are_no_links() -> None:
    other = Decision(about="p", field="line 1-3", value="body", was="furniture", who="u", at="1")
    assert user_links([other, decided("a", "b", "same")], "happening") == ()


def test_split_and_join_are_each_others_undoing() -> None:
    machine = [link("a", "b"), link("b", "c")]
    out = [link(x, y, DIFFERENT, by="user u") for x, y in splitting("abc", "c")]
    assert group("abc", [*machine, *out]) == (("a", "b"), ("c",))
    back = [link(x, y, SAME, by="user u") for x, y in joining("ab", "c")]
    assert group("abc", [*machine, *out, *back]) == (("a", "b", "c"),)


def test_the_standing_link_of_a_pair_is_one() -> None:
    found = standing([link("b", "a"), link("a", "b", UNSURE, by="user u"), link("a", "b", DIFFERENT)])
    assert [(p, k.verdict) for p, k in found.items()] == [(("a", "b"), UNSURE)]


LINKS = st.lists(
    st.builds(
        link,
        st.sampled_from("abcdef"),
        st.sampled_from("abcdef"),
        st.sampled_from([SAME, DIFFERENT, UNSURE]),
        st.sampled_from(["detente.x", "user u"]),
        st.floats(0, 1),
    ),
    max_size=14,
)


@given(LINKS)
def test_groups_are_a_partition_and_keep_apart_what_stands_as_different(links: list[Link]) -> None:
    groups = group("abcdef", links)
    assert sorted(k for g in groups for k in g) == list("abcdef")
    home = {k: n for n, g in enumerate(groups) for k in g}
    for pair, stands in standing(links).items():
        if stands.verdict is DIFFERENT and not stands.by.startswith("detente."):
            assert home[pair[0]] != home[pair[1]]
