"""Measure every page of a record as it is served: time to the whole answer, its weight, first paint in Chromium.

    python benchmarks/page.py RECORD [--rounds 5] [--samples 12] [--only /search] [--paint] [--json FILE]

The pages are asked of a server process of their own, one after the other: of each kind the largest of its things and
others drawn from a seed. Beside the time by the clock stands the processor time of the server, which other programs on the
machine lengthen less. The first round after the start is reported apart ("first"): the system may still have to read
the record from disk. Rounds after it make up p50 and p95.
"""

import argparse
import http.client
import json
import math
import random
import socket
import sqlite3
import subprocess
import sys
import time
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from statistics import median
from urllib.parse import quote

PAGES_MEANT_MS = 200
WEIGHT_MEANT = 300_000
PATIENCE_SECONDS = 30
SAMPLE = {
    "documents": """SELECT id FROM documents WHERE number IN (SELECT value FROM json_each(?))""",
    "statements": """SELECT id FROM statements WHERE number IN (SELECT value FROM json_each(?))""",
    "awards": """SELECT id FROM awards WHERE number IN (SELECT value FROM json_each(?))""",
}


def free_port() -> int:
    """Find a port nobody listens on."""
    with socket.socket() as one:
        one.bind(("127.0.0.1", 0))
        return int(one.getsockname()[1])


@contextmanager
def served(record: Path) -> Iterator[tuple[int, int]]:
    """Serve a record by the command line, as people do; gives the port and the process."""
    port = free_port()
    command = [sys.executable, "-m", "onrecord.cli", "serve", str(record), "--port", str(port)]
    process = subprocess.Popen(command, stdout=subprocess.DEVNULL)
    try:
        until = time.monotonic() + PATIENCE_SECONDS
        while time.monotonic() < until:
            with socket.socket() as one:
                if one.connect_ex(("127.0.0.1", port)) == 0:
                    break
            time.sleep(0.1)
        yield port, process.pid
    finally:
        process.terminate()
        process.wait()


def pages(record: Path, samples: int, seed: int) -> dict[str, list[str]]:
    """List the addresses of each page: those of the largest things first, then of some drawn from a seed."""
    db = sqlite3.connect(f"file:{record / 'onrecord.db'}?mode=ro", uri=True)
    source = random.Random(seed)

    def ids(table: str) -> list[str]:
        (most,) = db.execute(f"SELECT max(number) FROM {table}").fetchone()
        chosen = [source.randint(1, most) for _ in range(samples)] if most else []
        return [row[0] for row in db.execute(SAMPLE[table], (json.dumps(chosen),))]

    def named(query: str) -> list[str]:
        return [row[0] for row in db.execute(query)]

    half = samples // 2
    largest = named(f"SELECT party FROM party_counts ORDER BY mentions DESC, party LIMIT {half}")
    parties = largest + named(f"SELECT id FROM parties ORDER BY id LIMIT {half}")
    threads = named(f"SELECT id FROM threads ORDER BY length(value) DESC, id LIMIT {half}")
    echoes = named(f"SELECT id FROM echoes ORDER BY id LIMIT {half}")
    vehicles = named(f"SELECT parent FROM awards WHERE parent > '' GROUP BY parent ORDER BY count(*) DESC LIMIT {half}")
    awards = [
        one for one in (*vehicles, *ids("awards")) if db.execute("SELECT 1 FROM awards WHERE id = ?", (one,)).fetchone()
    ]
    pairs = db.execute(
        f"SELECT speaker, counterpart FROM threads WHERE counterpart > '' ORDER BY length(value) DESC LIMIT {half}"
    ).fetchall()
    lasts = {
        kind: -(-db.execute(f"SELECT count(*) FROM {kind}").fetchone()[0] // 100)
        for kind in ("documents", "parties", "awards")
    }
    found = {
        "/": ["/"],
        "/about": ["/about"],
        "/problems": ["/problems"],
        "/review": ["/review"],
        "/review/second": ["/review/second"],
        "/review/agreement": ["/review/agreement"],
        "/review/decisions": ["/review/decisions"],
        "/threads": ["/threads"],
        "/copies": ["/copies"],
        "/dossier": ["/dossier", f"/dossier?party={largest[0]}"],
        "/echoes": ["/echoes"],
        "/search": [f"/search?q={quote(one)}" for one in searches(db)],
        "/search?kind=statement": [f"/search?kind=statement&q={quote(one)}" for one in searches(db) if "buyer:" not in one],
        "/said-and-done": [f"/said-and-done?party={one}&about={other}" for one, other in pairs] + [f"/said-and-done?party={one}" for one in largest],
        "/documents/ID": [f"/documents/{one}" for one in ids("documents")],
        "/documents/ID/versions": [f"/documents/{one}/versions" for one in ids("documents")],
        "/statements/ID": [f"/statements/{one}" for one in ids("statements")],
        "/parties/ID": [f"/parties/{one}" for one in parties],
        "/awards/ID": [f"/awards/{quote(one)}" for one in awards],
        "/threads/ID": [f"/threads/{one}" for one in threads],
        "/echoes/ID": [f"/echoes/{one}" for one in echoes],
    }  # fmt: skip
    for kind, last in lasts.items():
        found[f"/{kind}"] = [f"/{kind}?page={one}" for one in sorted({1, 2, max(1, last // 2), max(1, last)})]
    return found


def searches(db: sqlite3.Connection) -> list[str]:
    """List searches: words of every commonness, phrases, fields of the parties named most."""
    party, speaker, buyer = (
        db.execute(f"SELECT p.name FROM party_counts c JOIN parties p ON p.id = c.party ORDER BY c.{by} DESC LIMIT 1").fetchone()[0]
        for by in ("mentions", "statements", "bought")
    )  # fmt: skip
    words = [
        "the",
        "contract",
        "privacy",
        "research privacy",
        '"public agency"',
        "the -of",
        "zyzzyva",
        "contract date:2018",
    ]
    fields = [
        f'speaker:"{speaker}"',
        f'privacy party:"{party}"',
        f'buyer:"{buyer}"',
        "date:2018-06..2019",
        "the form:indirect",
    ]
    return [*words, *fields]


def ask(port: int, path: str) -> tuple[float, int, int]:
    """Ask for a page; gives milliseconds, status and bytes."""
    connection = http.client.HTTPConnection("127.0.0.1", port, timeout=120)
    begun = time.perf_counter()
    connection.request("GET", path)
    answer = connection.getresponse()
    size = len(answer.read())
    took = (time.perf_counter() - begun) * 1000
    connection.close()
    return took, answer.status, size


def processor_ms(process: int) -> float:
    """Read how long a process and its threads have run, milliseconds (Linux)."""
    spent = (one.read_text().split()[0] for one in Path(f"/proc/{process}/task").glob("*/schedstat"))
    return sum(map(int, spent)) / 1e6


def quantile(times: list[float], share: float) -> float:
    """Take the least of some times that so large a share of them does not exceed."""
    ordered = sorted(times)
    return ordered[max(0, math.ceil(share * len(ordered)) - 1)]


def measure(port: int, process: int, chosen: dict[str, list[str]], rounds: int) -> list[dict[str, object]]:
    """Ask for every page, once and then so many rounds."""
    rows: list[dict[str, object]] = []
    for name, paths in chosen.items():
        first = [ask(port, path) for path in paths]
        if not paths or all(status == 404 for _, status, _ in first):
            continue
        again, spent = [], []
        for path in (path for _ in range(rounds) for path in paths):
            before = processor_ms(process)
            again.append((path, *ask(port, path)))
            spent.append(processor_ms(process) - before)
        times = [took for _, took, _, _ in again]
        slowest = max(again, key=lambda one: one[1])
        rows.append(
            {
                "page": name,
                "samples": len(paths),
                "first": max(took for took, _, _ in first),
                "p50": median(times),
                "p95": quantile(times, 0.95),
                "cpu": quantile(spent, 0.95),
                "bytes": max(size for *_, size in again),
                "failed": sorted({status for *_, status, _ in again} - {200}),
                "slowest": slowest[0],
            }
        )
        print(line(rows[-1]), flush=True)
    return rows


def line(row: dict[str, object]) -> str:
    """Write a row of the table."""
    over = "  OVER" if _number(row["p95"]) > PAGES_MEANT_MS or _number(row["bytes"]) > WEIGHT_MEANT else ""
    failed = f"  answered {row['failed']}" if row["failed"] else ""
    numbers = (
        f"{_number(row['first']):7.0f} {_number(row['p50']):7.0f} {_number(row['p95']):7.0f} {_number(row['cpu']):7.0f}"
    )
    return f"{row['page']!s:24}{row['samples']!s:>4} {numbers} {_number(row['bytes']) / 1000:7.0f} kB  {row['slowest']}{over}{failed}"


def _number(value: object) -> float:
    assert isinstance(value, int | float)  # noqa: S101  # for mypy: a row holds words too
    return value


def paints(port: int, chosen: dict[str, list[str]]) -> None:
    """Open one address of each page in Chromium and print when something was first painted, and what was sent in all."""
    from playwright.sync_api import sync_playwright  # noqa: PLC0415  # only with --paint

    with sync_playwright() as playwright:
        browser = playwright.chromium.launch(executable_path="/usr/bin/chromium", args=["--no-sandbox"])
        for name, paths in chosen.items():
            page = browser.new_page()
            page.goto(f"http://127.0.0.1:{port}{paths[0]}")
            page.wait_for_function("performance.getEntriesByName('first-contentful-paint').length > 0")
            paint = page.evaluate("performance.getEntriesByName('first-contentful-paint')[0]?.startTime ?? -1")
            sent = page.evaluate("[...performance.getEntries()].reduce((sum, one) => sum + (one.transferSize ?? 0), 0)")
            print(f"{name:24} first paint {paint:6.0f} ms, {sent / 1000:5.0f} kB with all files", flush=True)
            page.close()
        browser.close()


def main() -> None:
    """Measure as the command line says."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("record", type=Path)
    parser.add_argument("--rounds", type=int, default=5)
    parser.add_argument("--samples", type=int, default=12)
    parser.add_argument("--seed", type=int, default=1)
    parser.add_argument("--only", action="append", default=[], help="pages whose name begins so")
    parser.add_argument("--paint", action="store_true", help="measure first paint in Chromium too")
    parser.add_argument("--json", type=Path, help="write the rows here as well")
    given = parser.parse_args()
    chosen = pages(given.record, given.samples, given.seed)
    if given.only:
        chosen = {name: paths for name, paths in chosen.items() if name.startswith(tuple(given.only))}
    with served(given.record) as (port, process):
        print(f"{'page':24}{'n':>4} {'first':>7} {'p50':>7} {'p95':>7} {'p95 cpu':>7} ms   weight  slowest")
        rows = measure(port, process, chosen, given.rounds)
        if given.paint:
            held = {str(row["page"]) for row in rows}
            paints(port, {name: paths for name, paths in chosen.items() if name in held})
    if given.json:
        given.json.write_text(json.dumps(rows, indent=1))


if __name__ == "__main__":
    main()
