"""Spending tables for tests, and what becomes of them in a record that the command line builds."""

import csv
import io
import re
from contextlib import redirect_stdout
from dataclasses import dataclass
from itertools import count
from pathlib import Path

from onrecord.cli import main
from onrecord.config import Config
from onrecord.model.award import Action, Award
from onrecord.model.party import Link
from onrecord.store import View, open_record
from onrecord.verify import verify

COLUMNS = (
    *("contract_award_unique_key", "award_id_piid", "parent_award_agency_id", "parent_award_id_piid", "action_date"),
    *("federal_action_obligation", "potential_total_value_of_award", "current_total_value_of_award"),
    "awarding_sub_agency_code",
    *("awarding_sub_agency_name", "recipient_name", "transaction_description"),
)


def row(number: int, **changed: str) -> dict[str, str]:
    """Make a row of a USAspending contract file."""
    found = {
        "contract_award_unique_key": f"CONT_AWD_P{number}_7012_-NONE-_-NONE-",
        "award_id_piid": f"P{number}",
        "action_date": f"2018-01-{number % 28 + 1:02d}",
        "federal_action_obligation": f"{number}.50",
        "potential_total_value_of_award": "1000",
        "awarding_sub_agency_code": "7012",
        "awarding_sub_agency_name": "HARBOUR BUREAU",
        "recipient_name": "QUAY WORKS",
        "transaction_description": f"ROPE {number}",
    }
    return found | changed


def table(*rows: dict[str, str], columns: tuple[str, ...] = COLUMNS, encoding: str = "utf-8") -> bytes:
    """Write rows as a CSV file."""
    text = io.StringIO(newline="")
    writer = csv.DictWriter(text, columns, restval="", extrasaction="ignore", lineterminator="\n")
    writer.writeheader()
    writer.writerows(rows)
    return text.getvalue().encode(encoding)


@dataclass(frozen=True)
class Loaded:
    """What became of a folder of files.

    Attributes:
        counts: The numbers of the tables that `build` prints, by their names.
        printed: What `problems` prints.
    """

    folder: Path
    awards: dict[str, Award]
    actions: tuple[Action, ...]
    links: tuple[Link, ...]
    parties: dict[str, str]
    problems: tuple[tuple[str, str], ...]
    counts: dict[str, int]
    printed: str

    def one_problem(self) -> tuple[str, str]:
        """Give code and message of the only problem."""
        (found,) = self.problems
        return found

    def by_row(self) -> list[Action]:
        """List the actions in the order of their rows."""
        return sorted(self.actions, key=lambda one: one.row)


def load(folder: Path, files: dict[str, bytes]) -> Loaded:
    """Put files into a new record with `add`, build it, list its problems, and hold it against the bytes."""
    own = next(one for number in count() if not (one := folder / f"load{number}").exists())
    record = own / "record"
    own.mkdir()
    (own / "files").mkdir()
    for name, content in files.items():
        (own / "files" / name).write_bytes(content)
    for command in (["init", str(record)], ["add", str(record), str(own / "files")]):
        said(command)
    counts = _counted(said(["build", str(record), "--engine", "inline"]))
    printed = said(["problems", str(record)]).replace(f"{own}/files/", "")
    assert verify(open_record(record), Config(engine="inline"), quiet).findings == ()
    with View.open(open_record(record)) as view:
        return Loaded(
            folder=record,
            awards={one.id: one for one in view.awards()},
            actions=tuple(view.actions()),
            links=tuple(view.links()),
            parties={party: name for party, (name, _) in view.party_names().items()},
            problems=tuple((one.code, one.message.replace(f"{own}/files/", "")) for one in view.problems()),
            counts=counts,
            printed=printed,
        )


def said(command: list[str]) -> str:
    """Run a command that must succeed, and give what it prints."""
    out = io.StringIO()
    with redirect_stdout(out):
        code = main(command)
    assert code == 0
    return out.getvalue()


def quiet(stage: str, done: int, total: int) -> None:
    """Report progress to nobody."""


def _counted(out: str) -> dict[str, int]:
    lines = (re.fullmatch(r"(\S.*?)\s+([\d,]+)\s*", line) for line in out.splitlines())
    return {match[1]: int(match[2].replace(",", "")) for match in lines if match}
