"""Link other spellings of registered recipients to the record's organisations, and hold the figures against floors.json.

    python evaluation/linking/score.py [--pinned] [--half fit|report|all] [--peer-python PATH]

Prints the share of names answered and the share of answers that are right, with bootstrap intervals over families, beside
exact core names and, with `--peer-python`, rapidfuzz. Exits 1 when a figure is below its floor. Needs ../shared but for
`--pinned`.
"""

import argparse
import json
import random
import subprocess
import sys
import time
from collections import defaultdict
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import NamedTuple

import registrations as gold

from onrecord.model.names import core_name
from onrecord.resolve.edges import Edge
from onrecord.resolve.linking.linking import propose
from onrecord.resolve.linking.organisation_trees import Trees
from onrecord.resolve.linking.organisations import Organisation

HERE = Path(__file__).parent
ROUNDS = 2000
TARGET = 0.95
"""Right family of those answered: thresholds of peers are the lowest that reach it on the half for rules."""
ALONE, ABSENT = "one spelling recorded", "their families not recorded"
Registrations = Mapping[str, gold.Registration]
Ranked = Sequence[tuple[str, float]]
"""Keys of organisations with their scores, best first."""


class Outcome(NamedTuple):
    """What became of one query."""

    family: str
    answered: bool = False
    right_family: bool = False
    right_registration: bool = False
    asked: bool = False
    asked_right: bool = False


@dataclass(frozen=True, slots=True)
class Task:
    """Queries and the organisations they are asked of."""

    registrations: Registrations
    organisations: Sequence[Organisation]
    queries: Sequence[gold.Query]

    def outcomes(self, answers: Sequence[tuple[str | None, Sequence[str]]]) -> list[Outcome]:
        """Hold the answer to each query, and the organisations a person is asked about, against its registration."""
        owned = {one.key: [value for _, value in one.identifiers] for one in self.organisations}
        return [
            self._outcome(query, owned.get(answer or ""), [owned[key] for key in asked])
            for query, (answer, asked) in zip(self.queries, answers, strict=True)
        ]

    def _outcome(self, query: gold.Query, answer: list[str] | None, asked: Sequence[list[str]]) -> Outcome:
        right = [gold.is_family(self.registrations, query, owned) for owned in asked]
        return Outcome(
            family=self.registrations[query.uei].family,
            answered=answer is not None,
            right_family=answer is not None and gold.is_family(self.registrations, query, answer),
            right_registration=answer == [query.uei],
            asked=answer is None and bool(right),
            asked_right=answer is None and any(right),
        )


def ours(task: Task) -> list[Outcome]:
    """Answer with the edges that the product proposes."""
    asked = [gold.asked(query) for query in task.queries]
    held = {one.key for one in task.organisations}
    answers: dict[str, list[Edge]] = defaultdict(list)
    for edge in propose([*task.organisations, *asked]):
        if edge.right[0] in held and edge.left[0] not in held:
            answers[edge.left[0]].append(edge)
    return task.outcomes([_answer(answers[query.key]) for query in task.queries])


def _answer(edges: Sequence[Edge]) -> tuple[str | None, list[str]]:
    link = next((edge.right[0] for edge in edges if edge.band == "link"), None)
    return link, [edge.right[0] for edge in edges if edge.band == "review"]


def exact(task: Task) -> list[Outcome]:
    """Answer where core names are equal."""
    return by_rank(task, [rank_exact(task, query) for query in task.queries], 1.0)


def rank_exact(task: Task, query: gold.Query) -> Ranked:
    """Rank the organisations of the same core name, all alike."""
    core = core_name(query.used.name)
    return [(one.key, 1.0) for one in task.organisations if any(core_name(name.name) == core for name in one.names)]


def by_rank(task: Task, ranked: Sequence[Ranked], least: float) -> list[Outcome]:
    """Answer with the best organisation if its score is high enough; ties go to the lowest they all belong to, or to nobody."""
    trees = Trees({one.key: one.owners for one in task.organisations})
    tied = []
    for one in ranked:
        best = max((score for _, score in one), default=0.0)
        tied.append([key for key, score in one if score == best >= least])
    return task.outcomes([(trees.lowest_common(keys), ()) for keys in tied])


def rank_with_peer(task: Task, python: str) -> dict[str, list[Ranked]]:
    """Rank with rapidfuzz in another interpreter."""
    names: dict[str, list[str]] = defaultdict(list)
    for one in task.organisations:
        for seen in one.names:
            names[seen.name].append(one.key)
    listed = list(names)
    request = json.dumps({"names": listed, "queries": [query.used.name for query in task.queries]})
    done = subprocess.run(  # noqa: S603  # the interpreter the user names
        [python, str(HERE / "peers.py")], input=request, capture_output=True, text=True, check=True
    )
    answer = json.loads(done.stdout)
    for measure, given in answer.items():
        print(f"  rapidfuzz {measure}: {1000 * given['seconds'] / max(1, len(task.queries)):.2f} ms a query")
    return {
        f"rapidfuzz {measure}": [
            [(key, score) for place, score in found for key in names[listed[place]]] for found in given["found"]
        ]
        for measure, given in answer.items()
    }


def threshold(task: Task, ranked: Sequence[Ranked]) -> float:
    """Choose the lowest threshold, of hundredths, at which the right family is reached often enough, else the safest."""
    best = (0.0, 1.0)
    for step in range(70, 101):
        least = step / 100
        share = figures(by_rank(task, ranked, least))["right family"]
        if share >= TARGET:
            return least
        best = max(best, (share, least))
    return best[1]


def figures(outcomes: Sequence[Outcome]) -> dict[str, float]:
    """Give the shares: answered and left open of all, right of those answered, asked of all, right among those asked."""
    answered = sum(one.answered for one in outcomes)
    asked = sum(one.asked for one in outcomes)
    return {
        "answered": _share(answered, len(outcomes)),
        "left open": 1 - _share(answered, len(outcomes)),
        "right family": _share(sum(one.right_family for one in outcomes), answered),
        "right registration alone": _share(sum(one.right_registration for one in outcomes), answered),
        "asked": _share(asked, len(outcomes)),
        "right among asked": _share(sum(one.asked_right for one in outcomes), asked),
    }


def _share(part: int, whole: int) -> float:
    return part / whole if whole else 0.0


def bootstrap(outcomes: Sequence[Outcome], rounds: int = ROUNDS) -> dict[str, tuple[float, float]]:
    """Give the 95 % interval of each share over samples of the families."""
    families: dict[str, list[Outcome]] = defaultdict(list)
    for one in outcomes:
        families[one.family].append(one)
    groups = [families[key] for key in sorted(families)]
    chance = random.Random(1)
    drawn: dict[str, list[float]] = defaultdict(list)
    for _ in range(rounds if groups else 0):
        sample = [one for group in chance.choices(groups, k=len(groups)) for one in group]
        for name, value in figures(sample).items():
            drawn[name].append(value)
    return {name: _middle(sorted(values)) for name, values in drawn.items()}


def _middle(values: Sequence[float]) -> tuple[float, float]:
    return values[int(0.025 * len(values))], values[int(0.975 * len(values))]


def show(name: str, outcomes: Sequence[Outcome]) -> dict[str, float]:
    """Print the figures of one way to answer, with their intervals."""
    given, spread = figures(outcomes), bootstrap(outcomes)
    cells = [f"{what} {value:.3f} ({spread[what][0]:.3f} to {spread[what][1]:.3f})" for what, value in given.items()]
    print(f"{name}, {len(outcomes)} names\n    " + "\n    ".join(cells))
    return given


def tasks(registrations: Registrations, half: gold.Side | None) -> Iterator[tuple[str, Task]]:
    """Make the tasks: one name a registration; harder spellings; as a record has keys; half harvested; nobody there."""
    queries = gold.queries(registrations, half)
    alone = gold.organisations(registrations)
    yield ALONE, Task(registrations, alone, queries)
    hard = [query for query in queries if gold.is_hard(registrations, query)]
    yield "one spelling recorded, others than punctuation", Task(registrations, alone, hard)
    kept = [query for query in gold.queries(registrations) if gold.is_kept(query)]
    asked = [query for query in queries if not gold.is_kept(query)]
    yield "registrations of one name together", Task(registrations, gold.by_name(alone), queries)
    yield "half of the other spellings recorded", Task(registrations, gold.organisations(registrations, kept), asked)
    families = sorted({registrations[query.uei].family for query in queries})
    absent = gold.organisations(registrations, left_out=families)
    yield ABSENT, Task(registrations, absent, queries)


def owners_asked(registrations: Registrations, half: gold.Side) -> tuple[int, int]:
    """Count the questions about two organisations that both own identifiers, and those of one family, of one half."""
    organisations = gold.organisations(registrations)
    asked = right = 0
    for edge in propose(organisations, between_owners=True):
        left, other = registrations[edge.left[0]], registrations[edge.right[0]]
        if edge.band != "review":
            raise ValueError(f"{left.uei} and {other.uei} have identifiers of their own and were linked")
        if half in {gold.side_of(left.family), gold.side_of(other.family)}:
            asked += 1
            right += left.family == other.family
    return asked, right


def below_floors(part: str, given: Mapping[str, Mapping[str, float]]) -> int:
    """Say which figures are below their floors; give the exit code."""
    floors = json.loads((HERE / "floors.json").read_text(encoding="utf-8")).get(part, {})
    low = [
        f"{task}: {what} {given[task][what]:.3f}, floor {floor}"
        for task, least in floors.items()
        for what, floor in least.items()
        if given[task][what] < floor
    ]
    for line in low:
        print(f"below its floor: {line}", file=sys.stderr)
    return int(bool(low))


def show_peers(task: Task, rules: Task, python: str) -> None:
    """Print what rapidfuzz gives, with its thresholds chosen on the half for rules."""
    chosen = {name: threshold(rules, ranked) for name, ranked in rank_with_peer(rules, python).items()}
    for name, ranked in rank_with_peer(task, python).items():
        show(f"  {name} from {chosen[name]:.2f}", by_rank(task, ranked, chosen[name]))


def main() -> int:
    """Read, link, print, compare."""
    parser = argparse.ArgumentParser(description=(__doc__ or "").splitlines()[0])
    parser.add_argument("--pinned", action="store_true", help="the extract in the repository")
    parser.add_argument("--half", choices=("fit", "report", "all"), default="report")
    parser.add_argument("--peer-python", metavar="PATH", help="an interpreter that has rapidfuzz")
    arguments = parser.parse_args()
    registrations = gold.pinned() if arguments.pinned else gold.harvest()
    half = None if arguments.half == "all" or arguments.pinned else arguments.half
    print(f"{len(registrations)} registrations, half: {half or 'all'}")
    given = {}
    rules = dict(tasks(registrations, "fit"))
    for name, task in tasks(registrations, half):
        begun = time.process_time()
        outcomes = ours(task)
        spent = time.process_time() - begun
        print(f"\n{name}: index and answers in {spent:.1f} s of one core")
        given[name] = show("  onrecord", outcomes)
        show("  exact core names", exact(task))
        if arguments.peer_python:
            show_peers(task, rules[ALONE if name == ABSENT else name], arguments.peer_python)
    if half:
        asked, right = owners_asked(registrations, half)
        print(
            f"\nasked about two with identifiers of their own: {asked}, of one family {right} ({_share(right, asked):.3f})"
        )
    return below_floors("pinned" if arguments.pinned else arguments.half, given)


if __name__ == "__main__":
    sys.exit(main())
