"""Names of counties stand once each, and only where counties of several states have them."""

import csv
from importlib.resources import files

from onrecord.tables.counties import shared_county_names


def test_each_name_stands_once_with_several_states() -> None:
    rows = list(csv.DictReader(files("onrecord.tables").joinpath("county_names.csv").read_text("utf-8").splitlines()))
    assert [row for row in rows if int(row["states"]) < 2 or row["name"].endswith("County")] == []
    assert [row["name"] for row in rows] == sorted({row["name"] for row in rows})
    assert {row["name"] for row in rows} == shared_county_names()
