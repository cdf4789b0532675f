"""Rows on their way into the record, in frames that are held whole."""

from dataclasses import replace
from pathlib import Path

from onrecord.model.ids import ArtefactId
from onrecord.store.sheets import FRAME_CHARACTERS, FRAME_ROWS, read_frames
from store.record_values import action
from tables_read import row_file

ARTEFACT = ArtefactId("ab" * 32)


def frames(*descriptions: str) -> list[int]:
    """Write rows of these descriptions to a file; gives how many rows each of its frames has."""
    rows = [replace(action(ARTEFACT, row=number), description=one) for number, one in enumerate(descriptions)]
    file = row_file(*rows)
    found = [(table, values) for table, values in read_frames(file)]
    Path(file.path).unlink()
    assert [values[0] for table, part in found if table == "actions" for values in part] == list(range(len(rows)))
    assert next(table for table, _ in found) == "layouts"
    assert dict(file.counts)["actions"] == len(rows)
    return [len(part) for table, part in found if table == "actions"]


def test_frames_hold_so_many_rows_or_so_many_characters() -> None:
    """Memory stays what it is however long the cells are."""
    assert frames(*["Rope"] * (FRAME_ROWS + 1)) == [FRAME_ROWS, 1]
    assert frames("Rope", "x" * FRAME_CHARACTERS, "Rope", "Rope") == [2, 2]
