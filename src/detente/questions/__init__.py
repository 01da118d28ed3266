"""The way out: everything that may be asked of a record, answered as plain rows.

The command line, the API, the web and the exports ask these questions and nothing else, so that one function
feeds them all. Every row that quotes carries the article, the span and the exact characters.
"""

from detente.questions.actors import ActorRow, list_actors
from detente.questions.brief import write_brief
from detente.questions.dossier import ActorPage, Office, actor_pages, offices_of, said_about
from detente.questions.happened import HappenedRow, find_telling, happened_row, what_happened
from detente.questions.overview import DyadRow, list_dyads
from detente.questions.pages import PageRow, find_page, list_pages, list_problems, page_row
from detente.questions.relation import RelationAnswer, ask_relation, dyad_of
from detente.questions.said import SaidRow, said_row, who_said
from detente.questions.third import ThirdAnswer, ask_network, ask_third
from detente.questions.voice import VoiceRow, over_time

__all__ = [
    "ActorPage",
    "ActorRow",
    "DyadRow",
    "HappenedRow",
    "Office",
    "PageRow",
    "RelationAnswer",
    "SaidRow",
    "ThirdAnswer",
    "VoiceRow",
    "actor_pages",
    "ask_network",
    "ask_relation",
    "ask_third",
    "dyad_of",
    "find_page",
    "find_telling",
    "happened_row",
    "list_actors",
    "list_dyads",
    "list_pages",
    "list_problems",
    "offices_of",
    "over_time",
    "page_row",
    "said_about",
    "said_row",
    "what_happened",
    "who_said",
    "write_brief",
]
