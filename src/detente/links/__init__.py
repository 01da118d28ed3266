"""Pairs become links: reversible judgements of sameness, from which groups are built."""

from detente.links.anchors import Anchor, anchors_of, successor
from detente.links.clues import REACH, chosen, clues_of_statement, clues_of_telling
from detente.links.contradictions import is_blow
from detente.links.copies import SHARED_BANDS, judge_copy, link_copies, overlap
from detente.links.groups import BACK, by_user, group, joining, link_field, splitting, standing, user_links
from detente.links.happenings import judge_happening
from detente.links.interviews import Source, judge_interview, link_interviews, one_story, source_of
from detente.links.persons import Profile, gather, judge_person, link_persons, profile, together, without_rivals
from detente.links.quotations import Said, judge_statement, said_of
from detente.links.sketches import Sketch, pack, sketch, unpack
from detente.links.tellings import Stories, group_happenings, link_happenings, same_id, settled
from detente.links.told import Told, told_of
from detente.links.utterances import link_statements

__all__ = [
    "BACK",
    "REACH",
    "SHARED_BANDS",
    "Anchor",
    "Profile",
    "Said",
    "Sketch",
    "Source",
    "Stories",
    "Told",
    "anchors_of",
    "by_user",
    "chosen",
    "clues_of_statement",
    "clues_of_telling",
    "gather",
    "group",
    "group_happenings",
    "is_blow",
    "joining",
    "judge_copy",
    "judge_happening",
    "judge_interview",
    "judge_person",
    "judge_statement",
    "link_copies",
    "link_field",
    "link_happenings",
    "link_interviews",
    "link_persons",
    "link_statements",
    "one_story",
    "overlap",
    "pack",
    "profile",
    "said_of",
    "same_id",
    "settled",
    "sketch",
    "source_of",
    "splitting",
    "standing",
    "successor",
    "together",
    "told_of",
    "unpack",
    "user_links",
    "without_rivals",
]
