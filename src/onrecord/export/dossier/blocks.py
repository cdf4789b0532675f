"""What a dossier consists of, section by section: each edition lays these blocks out in its own way and adds no words."""

from collections.abc import Iterator
from dataclasses import dataclass

from onrecord.model.dossier import CitedSource, CitedStatement, Dossier


@dataclass(frozen=True, slots=True)
class Line:
    """A fact; `linked`: the value consists of numbers of this dossier (`S3`, `[2]`) and words of ours, so numbers lead there."""

    what: str
    value: str
    linked: bool = False


@dataclass(frozen=True, slots=True, kw_only=True)
class Entry:
    """Something numbered: its head, the words it quotes, and facts.

    Attributes:
        kind: `said`, `done`, `tension`, or empty.
    """

    label: str
    head: str
    quotes: tuple[str, ...] = ()
    lines: tuple[Line, ...] = ()
    kind: str = ""


@dataclass(frozen=True, slots=True, kw_only=True)
class Table:
    """Rows of text under a head; `numbers` are the columns of sums, set to the right."""

    caption: str
    head: tuple[str, ...]
    rows: tuple[tuple[str, ...], ...]
    numbers: frozenset[int] = frozenset()


@dataclass(frozen=True, slots=True)
class Text:
    """A paragraph."""

    words: str


@dataclass(frozen=True, slots=True)
class Items:
    """A list; `linked` as in `Line`."""

    items: tuple[str, ...]
    linked: bool = False


@dataclass(frozen=True, slots=True)
class Pairs:
    """What and its value, in two columns."""

    rows: tuple[tuple[str, str], ...]


@dataclass(frozen=True, slots=True)
class TimeLine:
    """Where the picture stands."""


@dataclass(frozen=True, slots=True)
class SourceList:
    """The sources, `[1]` and on."""

    sources: tuple[CitedSource, ...]


Block = Entry | Table | Text | Items | Pairs | TimeLine | SourceList


@dataclass(frozen=True, slots=True)
class Section:
    """A part of the dossier; `anchor` names it in an address."""

    anchor: str
    title: str
    blocks: tuple[Block, ...]


NOTHING_SAID = "No statement was found in what was searched; one may exist all the same."
NOTHING_DONE = "No award was found in what was searched; one may exist all the same."
NOTHING_TENSE = "No pair is listed; that does not mean that none exists."


def sections(made: Dossier) -> tuple[Section, ...]:
    """List the sections of a dossier; those that would be empty and say nothing by it are left out."""
    found = (
        Section("summary", "Summary", (Pairs(made.counts), *map(Text, map(_sentence, made.remarks)))),
        Section("time-line", "Time line", (TimeLine(),)),
        Section("statements", "Statements", tuple(map(_statement, made.statements)) or (Text(NOTHING_SAID),)),
        Section("awards", "Awards", (*_awards(made),) or (Text(NOTHING_DONE),)),
        Section("tensions", "In tension, possibly", (*_tensions(made),) or (Text(NOTHING_TENSE),)),
        Section("contracts", "Sentences on contracts, held against the award data", tuple(_matches(made))),
        Section("positions", "Positions over time", tuple(_threads(made))),
        Section("echoes", "The same words elsewhere", tuple(_echoes(made))),
        Section(
            "open", "What is open or uncertain", (Items(made.open_points, linked=True),) if made.open_points else ()
        ),
        Section("decisions", "Decisions of people taken into account", _decisions(made)),
        Section("method", "Method and limits", (*_method(made),)),
        Section("sources", "Sources", (SourceList(made.sources),) if made.sources else ()),
    )
    return tuple(one for one in found if one.blocks)


def _sentence(words: str) -> str:
    return words if words.endswith(".") else f"{words}."


def _statement(one: CitedStatement) -> Entry:
    lines = [
        Line("When", f"{one.day}" + (f" ({one.basis})" if one.date and one.basis else "")),
        Line("Whose words", one.who),
        Line("How", f"{one.form}; attributed by “{one.cue}”" if one.cue else one.form),
    ]
    lines += [Line("Via", ", ".join(one.via))] if one.via else []
    lines += [Line("The other party is", one.about)] if one.about else []
    lines += [Line("Position", one.position)] if one.position else []
    lines += [Line("To keep in mind", note) for note in one.notes]
    lines += [Line("Decided", words) for words in one.judged]
    lines += [Line("In tension, possibly", ", ".join(one.tensions), linked=True)] if one.tensions else []
    lines.append(Line("Where", f"[{one.source}], {one.place}; confidence {one.confidence:.2f}", linked=True))
    return Entry(
        label=one.label, head=f"{one.speaker}, {one.day}", quotes=(one.quote,), lines=tuple(lines), kind="said"
    )


def _awards(made: Dossier) -> Iterator[Block]:
    if not made.awards:
        return
    names = tuple(one.notion.capitalize() for one in made.awards[0].sums)
    rows = tuple(
        (one.label, one.day, one.number, one.recipient, *(each.amount or "not recorded" for each in one.sums))
        for one in made.awards
    )
    yield Table(
        caption="Sums as recorded: four different things, never added together",
        head=("", "Latest action", "Number", "Recipient", *names),
        rows=rows,
        numbers=frozenset(range(4, 4 + len(names))),
    )
    for one in made.awards:
        lines = [
            Line("Number", f"{one.number} ({one.kind})"),
            Line("Bought by", one.buyer),
            Line("Recipient", one.recipient),
        ]
        lines += [Line(each.notion.capitalize(), f"{each.amount} ({each.basis})") for each in one.sums if each.amount]
        lines += [Line("Part", part) for part in one.parts]
        lines += [Line("Dates", "; ".join(one.dates))] if one.dates else []
        lines.append(Line("Changes held", f"{one.changes:,}; the latest of {one.day}"))
        lines += [Line("In tension, possibly", ", ".join(one.tensions), linked=True)] if one.tensions else []
        lines.append(Line("Where", ", ".join(filter(None, (f"[{one.source}]", one.place))), linked=True))
        yield Entry(
            label=one.label,
            head=f"{one.recipient}, {one.day}",
            quotes=(one.description,),
            lines=tuple(lines),
            kind="done",
        )


def _tensions(made: Dossier) -> Iterator[Block]:
    if made.tensions:
        yield Text(
            "Two texts differ by a stated rule; none of this says that anybody was wrong. Both sides are given alike."
        )
    for one in made.tensions:
        lines = (
            Line("Compared", one.because),
            Line("Both are true if", one.both_true_if),
            Line("State", one.state),
            Line("How sure", one.how_sure),
            Line("The sides in full", f"{one.left}, {one.right}", linked=True),
        )
        quotes = (f"{one.left}: {one.left_words}", f"{one.right}: {one.right_words}")
        yield Entry(
            label=one.label,
            head=f"{one.kind.capitalize()}: {one.left} and {one.right}",
            quotes=quotes,
            lines=lines,
            kind="tension",
        )


def _matches(made: Dossier) -> Iterator[Block]:
    for one in made.matches:
        lines = [Line("Goes with", one.cited, linked=True)] if one.cited else []
        lines += [Line("", line) for line in one.lines]
        lines.append(Line("Where", f"[{one.source}]", linked=True))
        yield Entry(label=one.label, head=one.kind, quotes=(one.sentence,), lines=tuple(lines))


def _threads(made: Dossier) -> Iterator[Block]:
    for one in made.threads:
        rows = tuple(
            (step.day, f"{step.position}{f' ({step.repeated})' if step.repeated else ''}", step.label, step.quote)
            for step in one.steps
        )
        yield Entry(label=one.label, head=one.heading, lines=(Line("Together because", one.because),))
        yield Table(caption=f"{one.label} in time", head=("When", "Position read", "", "Words"), rows=rows)


def _echoes(made: Dossier) -> Iterator[Block]:
    if made.copies:
        yield Text("Sources that repeat each other’s text count as one source for it; neither confirms the other.")
        yield Items(made.copies, linked=True)
    for one in made.echoes:
        lines = [Line("Where", " and ".join(where for where, _ in one.places))]
        lines += [
            Line("Differs", f"{ours or '(nothing)'} / {theirs or '(nothing)'}") for ours, theirs in one.differences
        ]
        lines += [Line("Because", one.because), Line("How sure", one.how_sure)]
        quotes = tuple(dict.fromkeys(words for _, words in one.places))
        yield Entry(label=one.label, head=one.kinds, quotes=quotes, lines=tuple(lines))


def _decisions(made: Dossier) -> tuple[Block, ...]:
    return (
        (Items(made.decisions, linked=True),)
        if made.decisions
        else (Text("None: no person has decided on anything listed here."),)
    )


def _method(made: Dossier) -> Iterator[Block]:
    yield Pairs(made.method)
    yield Table(caption="Measured accuracy", head=("What", "Figure", "On what"), rows=made.accuracy)
    yield Text("What was searched, and what such data never holds:")
    yield Items(made.searched)
