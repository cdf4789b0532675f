"""Do people's decisions survive? Decide on several hundred things, change the reader and the extractor, and count.

    python evaluation/judgements/survival.py                 # examples/azure-ice, and 40 PolNeAR train articles from ../shared
    python evaluation/judgements/survival.py --articles 0    # only the example

After each re-run every decision that stands is looked up by its *effect*, not by its key alone: whom a statement is taken
for, which words it has, which parties are one. Each is `applied`, `listed` (the queue asks for another look, or shows a
conflict) or `lost`. Ends with 1 if any is lost.
"""

import argparse
import random
import sys
import tempfile
from collections import Counter
from collections.abc import Callable, Iterator, Sequence
from contextlib import ExitStack, contextmanager
from dataclasses import dataclass, replace
from pathlib import Path
from unittest.mock import patch

from onrecord.answer.review_asked import asked_of, held_now
from onrecord.answer.review_drafts import Draft, draft, signed, undoing
from onrecord.collect.files import collect
from onrecord.config import Config
from onrecord.errors import UserError
from onrecord.model.evidence import Document, Line, Segment
from onrecord.model.ids import StatementId
from onrecord.model.judgement import PERSON, Judgement, document_of_key, marked, standing
from onrecord.model.reading import Reading
from onrecord.pipeline import build
from onrecord.read import stage as reading_stage
from onrecord.store import Record, View, Writer, create_record
from onrecord.store.verdicts import echo_keys, judgements_of_tensions, mention_keys_of

ROOT = Path(__file__).parents[2]
EXAMPLE = ROOT / "examples" / "azure-ice"
ARTICLES = ROOT.parent / "shared" / "data" / "polnear" / "train"
SEED, ARTICLES_READ, EACH = 6, 40, 60
"""Of each kind of decision at most EACH are made."""
USERS = ("ann", "bo", "chi")
MODEL, RULES = Config(engine="inline"), Config(engine="inline", extractor="rules")
BEFORE = "A line that the changed reader puts before everything else."
EVERY = 9
"""Of the lines read as body, one in so many is none for the reader that leaves lines out."""
Change = Callable[[Document], Document]


@dataclass(frozen=True, slots=True)
class Row:
    """What became of the decisions of one verdict."""

    run: str
    verdict: str
    applied: int
    listed: int
    lost: int


def quiet(stage: str, done: int, total: int) -> None:
    """Report progress to nobody."""


# --- changed readers


def moved(document: Document) -> Document:
    """Put a line before a document: every offset moves."""
    by = len(BEFORE) + 1
    part = document.segments[0].part if document.segments else document.part
    first = Segment(start=0, end=by, part=part, source_start=0, source_end=0)
    return replace(
        document,
        text=f"{BEFORE}\n{document.text}",
        lines=(
            Line(start=0, end=len(BEFORE), label="furniture", rule="changed reader"),
            *(replace(one, start=one.start + by, end=one.end + by) for one in document.lines),
        ),
        segments=(first, *(replace(one, start=one.start + by, end=one.end + by) for one in document.segments)),
    )


def cut(document: Document) -> Document:
    """Put a line before a document, and take some of its lines for none of the article's."""
    whole = moved(document)
    bodies = [number for number, one in enumerate(whole.lines) if one.label == "body" and one.start < one.end]
    out = set(bodies[EVERY - 1 :: EVERY])
    lines = tuple(replace(one, label="furniture") if number in out else one for number, one in enumerate(whole.lines))
    return replace(whole, lines=lines)


@contextmanager
def changed_reader(name: str, change: Change) -> Iterator[None]:
    """Have the reading stage use a reader of another version, whose documents are changed."""
    read_file = reading_stage.read_file

    def changed(*given: object, **options: object) -> Reading:
        found: Reading = read_file(*given, **options)  # type: ignore[arg-type]  # passed on as they came
        return replace(found, documents=tuple(map(change, found.documents)))

    with ExitStack() as stack:
        stack.enter_context(patch.object(reading_stage, "read_file", changed))
        stack.enter_context(patch.object(reading_stage, "read_version", lambda _: name))
        yield


# --- deciding


def decide(record: Record, chance: random.Random) -> list[Judgement]:
    """Decide on things of every kind, and keep the decisions."""
    with View.open(record) as view:
        drafts = [*_statements(view, chance), *_pairs(view, chance), *_mentions(view, chance), *_meetings(view)]
        made = [signed(one, chance.choice(USERS), "") for one in drafts]
        differing = [one for one in made if one.verdict in {"right", "same"}][: EACH // 6]
        contrary = {"right": "wrong", "same": "different"}
        made += [
            signed(Draft(left=one.left, right=one.right, verdict=contrary[one.verdict], words=""), "dee", "")  # type: ignore[arg-type]  # a verdict
            for one in differing
        ]
    with Writer(record) as writer:
        writer.judge(*made)
    with View.open(record) as view:
        back = []
        many = [one for one in made if not one.left.startswith("tension:")]  # there is one or none
        for one in chance.sample(many, min(len(many), EACH // 4)):
            try:
                back.append(signed(undoing(view, one.id), one.user, ""))
            except UserError:  # replaced already by a later decision on the same
                continue
    with Writer(record) as writer:
        writer.judge(*back)
    return made + back


def _statements(view: View, chance: random.Random) -> Iterator[Draft]:
    found = list(view.statements())
    chance.shuffle(found)
    parties = sorted(view.party_names())
    verdicts = ["right", "wrong", "unsure", "speaker", "nobody", "span"]
    for number, one in enumerate(found[: EACH * len(verdicts)]):
        verdict = verdicts[number % len(verdicts)]
        if verdict == "speaker":
            yield draft(view, "speaker", one.id, chance.choice(parties))
        elif verdict == "nobody":
            yield draft(view, "speaker", one.id, "nobody")
        elif verdict == "span":
            first = one.content[0]
            yield draft(view, "span", one.id, spans=[(first.start, first.end - (first.end - first.start) // 3)])
        else:
            yield draft(view, verdict, one.id)


def _pairs(view: View, chance: random.Random) -> Iterator[Draft]:
    """Decide on pairs of parties of one kind; each party stands in one pair, so that no chain of pairs contradicts itself."""
    names = view.party_names()
    for kind in ("person", "company", "public_body", "organisation"):
        parties = sorted(one for one, (_, its) in names.items() if its == kind and view.keys_of(one))
        chance.shuffle(parties)
        pairs = list(zip(parties[::2], parties[1::2], strict=False))[:EACH]
        for number, (left, right) in enumerate(pairs):
            yield draft(view, ("same", "different", "unsure")[number % 3], left, right)


def _mentions(view: View, chance: random.Random) -> Iterator[Draft]:
    names = sorted(view.party_names())
    named = sorted((str(one), str(naming.party)) for one, naming in view.namings().items())
    texts = [pair for pair in named if (mention := view.mention(pair[0])) and mention.span]
    chance.shuffle(texts)
    for number, (mention, party) in enumerate(texts[:EACH]):
        if number % 2:
            yield draft(view, "different", mention, party)
        else:
            yield draft(view, "same", mention, chance.choice(names))


def _meetings(view: View) -> Iterator[Draft]:
    for one in view.tensions()[:EACH]:
        yield draft(view, "right", one.id)
    for echo in view.echoes()[:EACH]:
        yield draft(view, "wrong", echo.id)


# --- looking them up


def outcomes(record: Record, made: Sequence[Judgement]) -> dict[str, str]:
    """Say of each decision that stands whether it is `applied`, `listed` or `lost`."""
    with View.open(record) as view:
        held = held_now(view)
        listed = {
            item for kind in ("judgement", "conflict") for one in asked_of(view, held, kind, 0) for item in one.items
        }
        look = _Effects(view)
        return {
            one.id: "listed" if one.id in listed else "applied" if look.holds(one) else "lost" for one in standing(made)
        }


class _Effects:
    """What a record says now, by the keys of judgements."""

    def __init__(self, view: View) -> None:
        self.view = view
        self.statements: dict[str, StatementId] = {}
        self.mentions: dict[str, str] = {}
        for document in view.heads():
            self.statements |= {key: one for one, key in view.statement_keys(document).items()}
            self.mentions |= {key: str(one) for one, key in mention_keys_of(view, document).items()}
        self.speakers = view.speakers(list(self.statements.values()))
        self.namings = {str(one): naming.party for one, naming in view.namings().items()}
        self.tensions = {one.left for said in judgements_of_tensions(view).values() for one in said}
        self.echoes = set(echo_keys(view).values())

    def holds(self, one: Judgement) -> bool:
        """Say whether the record shows what a decision says."""
        kind = one.left.partition(":")[0]
        if kind == "tension":
            return one.left in self.tensions
        if kind == "echo":
            return one.left in self.echoes
        if kind == "statement":
            return one.left in self.statements and self._statement_holds(one, self.statements[one.left])
        right = self.view.party_of_key(one.right)
        if kind == "mention":
            named = self.namings.get(self.mentions.get(one.left, ""))
            if one.left not in self.mentions:
                return False
            # A party that has lost its only mention is gone, and that is what "not this one" asked for.
            return named == right is not None if one.verdict == "same" else named is None or named != right
        left = self.view.party_of_key(one.left)
        if left is None or right is None:
            return False
        return one.verdict == "unsure" or (left == right) == (one.verdict == "same")

    def _statement_holds(self, one: Judgement, statement: StatementId) -> bool:
        if one.verdict == "speaker":
            speaker = self.speakers.get(statement)
            wanted = self.view.party_of_key(one.right) if one.right else None
            return (speaker.party if speaker else None) == wanted and (not one.right or wanted is not None)
        if one.verdict == "span":
            now = self.view.statement(statement)
            document = document_of_key(one.left)
            given = marked(document, one.right) if document else None
            return now is not None and now.extractor == PERSON and given == (now.source, now.cue, now.content)
        return True


# --- runs


def runs(record: Record, made: Sequence[Judgement]) -> Iterator[Row]:
    """Re-run with changed readers and another extractor, and with what was there before, and count each time."""
    build(record, MODEL, quiet)
    yield from _rows("nothing changed", record, made)
    for name, change in (("a line put before", moved), ("and lines left out", cut)):
        with changed_reader(name, change):
            build(record, MODEL, quiet)
        yield from _rows(name, record, made)
    build(record, RULES, quiet)
    yield from _rows("rules instead of the model", record, made)
    build(record, MODEL, quiet)
    yield from _rows("everything as it was", record, made)


def _rows(run: str, record: Record, made: Sequence[Judgement]) -> Iterator[Row]:
    found = outcomes(record, made)
    counts: dict[str, Counter[str]] = {}
    for one in standing(made):
        kind = one.left.partition(":")[0]
        counts.setdefault(f"{kind}: {one.verdict}", Counter())[found[one.id]] += 1
    for verdict, count in sorted(counts.items()):
        yield Row(run, verdict, count["applied"], count["listed"], count["lost"])


def make_record(folder: Path, sources: Sequence[Path]) -> Record:
    """Build a record with the extractor that ships."""
    record = create_record(folder)
    with Writer(record) as writer:
        collect(writer, list(sources), MODEL, quiet)
    build(record, MODEL, quiet)
    return record


def articles(number: int) -> list[Path]:
    """List the first articles of PolNeAR's train part, by name; none where ../shared is absent."""
    return sorted(ARTICLES.rglob("*.txt"))[:number] if ARTICLES.is_dir() else []


def main() -> int:
    """Print a table of what became of every kind of decision."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--articles", type=int, default=ARTICLES_READ)
    asked = parser.parse_args()
    read = articles(asked.articles)
    with tempfile.TemporaryDirectory() as folder:
        record = make_record(Path(folder) / "record", [EXAMPLE, *read])
        made = decide(record, random.Random(SEED))
        stand = standing(made)
        print(f"{len(read)} articles beside the example; {len(made)} decisions, {len(stand)} stand")
        rows = list(runs(record, made))
    print(f"{'run':28}{'decision':22}{'applied':>8}{'listed':>8}{'lost':>6}")
    for row in rows:
        print(f"{row.run:28}{row.verdict:22}{row.applied:8}{row.listed:8}{row.lost:6}")
    for run in dict.fromkeys(row.run for row in rows):
        of_run = [row for row in rows if row.run == run]
        total = [sum(getattr(row, name) for row in of_run) for name in ("applied", "listed", "lost")]
        print(f"{run:28}{'all':22}{total[0]:8}{total[1]:8}{total[2]:6}")
    return 1 if any(row.lost for row in rows) else 0


if __name__ == "__main__":
    sys.exit(main())
