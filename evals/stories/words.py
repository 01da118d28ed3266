"""The wording of the invented articles: sentences with slots, written for this test and for nothing else.

Slots: {S} {T} the two states, {Sa} {Ta} their adjectives, {sp} {tp} their officials with office and full name, {sn}
{tn} surnames, {place}, {day} ("on Tuesday", "on 12 March"), {n} and {m} numbers, {topic}. `<...>` marks the trigger.
"""
# ruff: noqa: E501 -- sentences are kept whole, one a line

from __future__ import annotations

from dataclasses import dataclass

from detente.types import EventType


@dataclass(frozen=True, slots=True)
class Kind:
    """One kind of act: its type, whether persons or states do it, titles, leads, details, and how it is announced."""

    type: EventType
    persons: bool
    titles: tuple[str, ...]
    leads: tuple[str, ...]
    details: tuple[str, ...]
    ahead: str
    behind: str


KINDS: dict[str, Kind] = {
    "meeting": Kind(
        EventType.CONSULT,
        True,
        (
            "{sn} and {tn} hold talks in {place}",
            "{S}, {T} ministers sit down in {place}",
            "{place} hosts {Sa}-{Ta} talks",
        ),
        (
            "{sp} <met> {tp} in {place} {day} to discuss {topic}.",
            "{topic} topped the agenda when {sp} <sat down> with {tp} in {place} {day}.",
            "A <round of talks> between {sp} and {tp} opened in {place} {day}, officials on both sides confirmed.",
        ),
        (
            "The session lasted {n} hours, an hour longer than the timetable had foreseen.",
            "Behind closed doors the delegations, {n} people on each side, went through a list of {m} open points.",
            "Aides carried {n} draft papers into the hall and left with {m} of them marked up in red.",
        ),
        "{sp} will <meet> {tp} in {place} {day}, the {Sa} foreign ministry announced.",
        "{sn} and {tn} had <met> in {place} {day}.",
    ),
    "call": Kind(
        EventType.CONSULT,
        True,
        ("{sn} and {tn} speak by telephone", "Telephone call between {S} and {T}", "{sn} rings {tn} over {topic}"),
        (
            "{sp} <spoke> by telephone with {tp} {day}, and {topic} took up most of the conversation.",
            "In a <telephone call> {day} {sp} and {tp} went over {topic}.",
            "{tp} <took a call> from {sp} {day}; both offices published short accounts that mention {topic}.",
        ),
        (
            "The call went on for {n} minutes, according to the {Ta} account.",
            "It was placed from {place}, where {sn} is on a working trip, and interpreters were on the line for {n} minutes.",
            "The two had not talked for {n} days before that.",
        ),
        "{sp} is to <talk> to {tp} by telephone {day}, his office said.",
        "{sn} and {tn} <spoke> by telephone {day}.",
    ),
    "signing": Kind(
        EventType.AGREE,
        True,
        (
            "{S} and {T} put their names to paper on {topic}",
            "Deal on {topic} signed in {place}",
            "{sn}, {tn} sign in {place}",
        ),
        (
            "{sp} and {tp} <signed> a document on {topic} in {place} {day}.",
            "{S} and {T} have a <deal> on {topic}: {sp} and {tp} put pen to paper in {place} {day}.",
            "After months of drafts {sp} and {tp} <initialled> in {place} {day} a text that settles {topic}.",
        ),
        (
            "The document has {n} articles and runs for {m} years unless one side gives notice.",
            "It obliges both capitals to report on progress every {n} months.",
            "An annex of {n} pages, not made public, lists {m} places where the terms will apply first.",
        ),
        "{sp} and {tp} are expected to <sign> a document on {topic} in {place} {day}.",
        "{sn} and {tn} <signed> the earlier document in {place} {day}.",
    ),
    "aid": Kind(
        EventType.AID,
        False,
        ("{Sa} relief reaches {place}", "{S} sends help to {T}", "Lorries from {S} unload in {place}"),
        (
            "{S} <delivered> {n} tonnes of relief goods to {T} {day}; the lorries were unloaded in {place}.",
            "A convoy from {S} with tents, medicine and flour <brought help> to {T} {day}, pulling into {place} at dawn.",
            "{T} <received> {n} tonnes of supplies from {S} {day}, handed over at a depot in {place}.",
        ),
        (
            "Among the goods are {m} generators and {n} tonnes of flour.",
            "Drivers waited {n} hours at the crossing before the papers were stamped.",
            "Local officials want to pass the goods on to {m} villages within the week.",
        ),
        "{S} will <send> relief goods to {T} {day}, with {place} as the first stop.",
        "{S} <delivered> relief goods to {place} in {T} {day}.",
    ),
    "sanction": Kind(
        EventType.SANCTION,
        False,
        ("{S} shuts its market to goods from {T}", "{Ta} exporters hit by {Sa} ban", "{S} bars {Ta} lorries"),
        (
            "{S} <banned> imports of fruit and dairy goods from {T} {day}, citing checks at {place}.",
            "Goods from {T} were <turned away> at {place} {day} after {S} closed its market to them.",
            "{day_cap} {S} <imposed> an import ban on {T}; inspectors at {place} were told to stop every lorry.",
        ),
        (
            "The ban covers {n} groups of goods worth {m} million dollars a year.",
            "By the evening {n} lorries stood in the queue.",
            "Traders say that {m} firms will feel it within a month.",
        ),
        "{S} plans to <ban> goods from {T} {day}, with checks to begin at {place}.",
        "{S} <banned> goods from {T} {day}.",
    ),
    "shelling": Kind(
        EventType.ASSAULT,
        False,
        (
            "Fire near {place}, {T} blames {S}",
            "{T} reports shelling near {place}",
            "Shots along the line near {place}",
        ),
        (
            "{Sa} forces <shelled> {Ta} positions near {place} {day}, the defence ministry of {T} reported.",
            "Units of {S} <opened fire> on {Ta} posts in the direction of {place} {day}, using mortars and heavy machine guns.",
            "{Ta} trenches near {place} came <under fire> from {S} {day}, according to officers there.",
        ),
        (
            "In all {n} rounds were counted; {m} soldiers were wounded.",
            "The exchange died down after {n} minutes.",
            "Two houses were damaged and {n} families spent the night in cellars.",
        ),
        "{T} fears that {S} may <attack> positions near {place} {day}.",
        "{Sa} forces had <shelled> positions of {T} near {place} {day}.",
    ),
    "accusation": Kind(
        EventType.ACCUSE,
        True,
        ("{sn} blames {T}", "{S} points a finger at {T} over {topic}", "Sharp words from {S} about {T}"),
        (
            "{sp} <accused> {tp} of bad faith over {topic} {day}, speaking to reporters in {place}.",
            "{sp} {day} <blamed> {tp} and his government for the deadlock over {topic}.",
            "At a briefing in {place} {day} {sp} <charged> that {tp} had broken his word on {topic}.",
        ),
        (
            "The briefing took {n} minutes and no questions on other matters were allowed.",
            "The ministry handed out a list of {n} incidents since spring.",
            "It was the sharpest language from that office in {m} months.",
        ),
        "{sp} is expected to <accuse> {tp} before parliament {day}.",
        "{sn} <accused> {tn} over {topic} {day}.",
    ),
    "troops": Kind(
        EventType.MOBILIZE,
        False,
        ("{S} moves troops up to the border with {T}", "Columns seen near {place}", "{Sa} units on the move"),
        (
            "{S} <moved> {n} armoured vehicles towards its border with {T} {day}, residents of {place} said.",
            "A column of {Sa} troops <took up positions> facing {T} near {place} {day}.",
            "Reservists were called to {place} {day} as {S} <massed> troops along the border with {T}.",
        ),
        (
            "Satellite pictures show {n} tents and {m} fuel lorries on a field that was empty a week ago.",
            "The road to the crossing was closed for {n} hours.",
            "Officials in {place} speak of an exercise with {n} men.",
        ),
        "{S} will <move> troops to {place} on its border with {T} {day} for an exercise.",
        "{S} had <moved> troops to {place}, close to {T}, {day}.",
    ),
}

TOPICS: dict[str, tuple[str, ...]] = {
    "the railway link": (
        "Engineers reckon that {n} kilometres of track would have to be laid anew and {m} bridges mended.",
        "Freight firms have waited for the line since the old sleepers were torn up for firewood.",
        "Who is to check passports on the trains is the point on which earlier drafts came to grief.",
    ),
    "the return of prisoners": (
        "Families of the missing stood outside with photographs and a list of {n} names.",
        "The Red Cross has seen {m} of the detainees since autumn, its office says.",
        "Lawyers say that some of the men have been held without charge for {n} months.",
    ),
    "water from the upper dam": (
        "Farmers downstream have left {n} thousand hectares fallow because the sluices stayed shut.",
        "Hydrologists from both sides read the same gauge and report figures that differ by {m} centimetres.",
        "A rule for dry years was drafted {n} years ago and never signed.",
    ),
    "landmine maps": (
        "At least {n} people have stepped on mines since the fields were declared open.",
        "Sappers clear about {m} hectares a week and ask for the maps of the old front.",
        "One set of sheets handed over earlier turned out to show a valley without mines.",
    ),
    "gas prices": (
        "The present contract runs out in {n} months and the price in it is {m} dollars below the market.",
        "Households were told to brace for a dearer winter.",
        "The pipeline has been working at half its load since the pumping station was hit by lightning.",
    ),
    "the border line": (
        "Surveyors have agreed on {n} of the posts and quarrel over the other {m}.",
        "The maps that each side swears by were printed in different decades.",
        "Shepherds cross the line every summer and are sometimes led away by patrols.",
    ),
    "air traffic": (
        "Airlines fly a detour of {n} minutes because the corridor is closed to them.",
        "Insurers want a written guarantee before the first aircraft takes the short way again.",
        "Controllers of both towers have a hot line, tested {m} times this year.",
    ),
    "the church and its lands": (
        "Monks have kept the gate locked since visitors painted over an inscription.",
        "A commission of {n} historians was to write a common report and has met {m} times.",
        "Pilgrims need a permit that takes {n} weeks to come.",
    ),
    "fishing rights": (
        "Crews of {n} boats had their nets cut in disputed waters last season.",
        "The catch of sturgeon has fallen to a tenth of what it was {m} years ago.",
        "A coast guard vessel now escorts the fleet on the first day of the season.",
    ),
    "student exchange": (
        "Some {n} students are enrolled on the other side and cannot have their diplomas recognised.",
        "Rectors of {m} universities have written an open letter.",
        "Visas for them are stamped one term at a time.",
    ),
    "the customs post": (
        "Lorries wait {n} hours on an ordinary day and two days before holidays.",
        "The scanner bought with foreign money has stood in its crate for {m} months.",
        "Brokers on both sides live well on the delay, merchants complain.",
    ),
    "grain deliveries": (
        "Silos on the coast hold {n} thousand tonnes that nobody has insured.",
        "Bakers have raised the price of a loaf {m} times since the harvest.",
        "Ships of the grain fleet queue off the cape with their lights on.",
    ),
}

QUOTES = (
    "We came here with a simple proposal on {topic} and nobody at the table called it unreasonable",
    "Our people do not want speeches about {topic}, they want to see that something has changed by winter",
    "There is no secret clause in {topic}, and whoever says otherwise has not read the page in front of him",
    "I have heard many promises about {topic} in this building, and this time I asked for dates and names",
    "If the other side keeps to half of what was said about {topic}, we will keep to all of it",
    "Geography has made us neighbours and {topic} will not wait until we have learned to like each other",
    "Nothing about {topic} was given away, and nothing about it was taken",
    "The door stays open, but on {topic} we shall not stand in it and beg",
    "Let experts count the costs of {topic}; my task is to see that they are counted once and not twice",
    "What we read this morning about {topic} in foreign papers has little to do with the talks we held",
)

# the same utterances in another translator's words, in the same order
RENDERED = (
    "We arrived with a simple proposal on {topic}, and at the table nobody called it unreasonable",
    "Our people want no speeches on {topic}; they want to see something changed before winter",
    "{topic} has no secret clause, and those who say otherwise have not read the page before them",
    "I have heard many promises on {topic} in this building; this time I was asking for names and dates",
    "If the other side keeps half of what was said on {topic}, we shall keep all of it",
    "Geography made us neighbours, and {topic} will not wait for us to learn to like one another",
    "On {topic} nothing was given away and nothing was taken",
    "The door remains open, yet on {topic} we will not stand in it begging",
    "Experts may count the costs of {topic}; my own task is seeing them counted once, not twice",
    "What foreign papers wrote this morning about {topic} has little to do with the talks that we held",
)

CUES = ("said {who}", "{who} said", "{who} told reporters", "according to {who}", "{who} added")

BACKGROUND = (
    "Relations between {S} and {T} have gone through warm and cold spells since both became members of the same regional bank.",
    "Trade between the two countries stood at {a} million dollars in the last full year for which figures exist.",
    "An embassy of {T} works in the {Sa} capital, while {S} keeps only a chargé in the other.",
    "Observers count {b} incidents along the common frontier over the past decade, most of them without victims.",
    "A treaty of friendship from the last century is still in force, though few of its articles are kept.",
    "Public opinion on both sides is wary: in a poll {c} in a hundred people asked for fewer concessions.",
    "Mediators from third countries have offered good offices {d} times and were thanked and sent home.",
    "The {Sa} and {Ta} languages share many words for bread, horses and quarrels, a proverb in the valley says.",
)

CLOSINGS = (
    "The {Ta} side had published no account of its own by the evening.",
    "A further statement is expected before the end of the week.",
    "Neither ministry answered written questions.",
    "Markets in both capitals hardly moved.",
)
