"""Rows of spending files, counted without the product: by the csv and json modules and the XML of the standard library."""

import csv
import gzip
import io
import json
import re
import xml.etree.ElementTree as ET
from collections import Counter
from collections.abc import Iterator
from pathlib import Path
from typing import Any

FPDS = "{https://www.fpds.gov/FPDS}"
RECORDS = frozenset({f"{FPDS}{name}" for name in ("award", "IDV", "OtherTransactionAward", "OtherTransactionIDV")})


def rows_in(path: Path) -> int:
    """Count what a file tells of spending: rows of a CSV file, records of a feed, awards and contracts of JSON."""
    name = path.name.removesuffix(".gz")
    content = gzip.decompress(path.read_bytes()) if path.suffix == ".gz" else path.read_bytes()
    if name.endswith(".csv"):
        return sum(1 for _ in csv_rows(content))
    if content.lstrip().startswith(b"<"):
        return _records(content)
    return sum(map(_in_json, _texts(_decoded(content))))


def csv_rows(content: bytes) -> Iterator[dict[str, str]]:
    """Give the rows of a CSV file that hold anything."""
    for row in csv.DictReader(io.StringIO(_decoded(content), newline="")):
        if any(row.values()):
            yield row


def _texts(text: str) -> Iterator[Any]:
    """Give the JSON texts of a file, which may hold several one after the other."""
    place, decoder = 0, json.JSONDecoder()
    while (start := re.compile(r"\s*").match(text, place)) and start.end() < len(text):
        try:
            value, place = decoder.raw_decode(text, start.end())
        except ValueError:
            return
        yield value


def _decoded(content: bytes) -> str:
    try:
        return content.decode("utf-8-sig")
    except UnicodeDecodeError:
        return content.decode("cp1252", "replace")


def _records(content: bytes) -> int:
    try:
        return sum(one.tag in RECORDS for one in ET.fromstring(content).iter())  # noqa: S314  # files of our own data folder
    except ET.ParseError:
        return 0


def _in_json(value: Any) -> int:
    if not isinstance(value, dict):
        return 0
    if "AtoMapping" in value.get("data", {}):
        return len(value["data"]["AtoMapping"]) + len(value["data"]["ReuseMapping"])
    if value.get("generated_unique_award_id", "").startswith("CONT_"):
        return 1
    results = value.get("results")
    if isinstance(results, list):
        return sum("modification_number" in one or "Sub-Award ID" in one for one in results if isinstance(one, dict))
    return _in_releases(list(_releases(value)))


def _releases(value: Any) -> Iterator[tuple[bool, dict[str, Any]]]:
    """List the releases of a document of OCDS, each with whether it is a compiled one."""
    if not isinstance(value, dict):
        return
    for record in value.get("records") or ([value] if "compiledRelease" in value else []):
        if isinstance(record, dict):
            yield from ((False, one) for one in _list(record.get("releases")) if "ocid" in one)
            compiled = record.get("compiledRelease")
            yield from [(True, compiled)] if isinstance(compiled, dict) else []
    if "records" not in value and "compiledRelease" not in value:
        found = _list(value.get("releases")) if "releases" in value else [value] if "ocid" in value else []
        yield from (("compiled" in (one.get("tag") or ()), one) for one in found)


def _list(value: Any) -> list[dict[str, Any]]:
    return [one for one in value if isinstance(one, dict)] if isinstance(value, list) else []


def _in_releases(releases: list[tuple[bool, dict[str, Any]]]) -> int:
    """Count contracts, and awards that have none or several; a release id that comes again counts once."""
    seen: set[tuple[Any, ...]] = set()
    total = 0
    for is_compiled, one in releases:
        mark = (one.get("ocid"), one.get("id"), is_compiled)
        is_versioned = isinstance(one.get("initiationType") or one.get("language"), list)
        if is_versioned or (mark[1] is not None and mark in seen):
            continue
        seen.add(mark)
        contracts = _list(one.get("contracts"))
        hanging = Counter(str(contract.get("awardID")) for contract in contracts)
        total += len(contracts) + sum(hanging[str(award.get("id"))] != 1 for award in _list(one.get("awards")))
    return total
