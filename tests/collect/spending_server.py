"""The USAspending API on this machine: awards of its own making, and every way in which the real one fails."""

import json
import threading
from collections import defaultdict
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field
from email.message import Message
from email.parser import BytesParser
from socketserver import StreamRequestHandler, ThreadingTCPServer
from typing import Any
from urllib.parse import unquote

from collect.server import Memory, Time, page, quiet
from onrecord.collect.usaspending import add_search
from onrecord.collect.usaspending_search import parse_search
from onrecord.collect.usaspending_session import SpendingLimits, SpendingSession
from onrecord.collect.web_limits import WebLimits
from onrecord.engine import Report

Json = dict[str, Any]


@dataclass(frozen=True)
class Call:
    """What a client asked; `kind` is `count`, `search`, `award`, `transactions`, `subawards` or ``."""

    kind: str
    method: str
    target: str
    headers: Message
    body: Json

    @property
    def number(self) -> int:
        """Which page."""
        return int(self.body.get("page", 1))


Mishap = Callable[[Call, Json], bytes]
"""Makes an answer out of the right one."""


def contract(number: int, *, actions: int = 2, subawards: int = 0) -> Json:
    """Make an order under a vehicle, with as many actions and subawards."""
    return _award(f"CONT_AWD_ORD{number:05}_7012_BPA1_7001", actions, subawards, parent=("BPA1", "7001"), kind="C")


def vehicle(number: int, *, actions: int = 1) -> Json:
    """Make a vehicle."""
    return _award(f"CONT_IDV_BPA{number}_7001", actions, 0, parent=None, kind="IDV_E")


def _award(key: str, actions: int, subawards: int, *, parent: tuple[str, str] | None, kind: str) -> Json:
    piid, agency = key.split("_")[2:4]
    vehicle, vehicle_agency = parent or ("-NONE-", "-NONE-")
    return {
        "key": key,
        "piid": piid,
        "group": "idvs" if kind.startswith("IDV") else "contracts",
        "detail": {
            "id": int("1" + "".join(one for one in piid if one.isdigit())),
            "generated_unique_award_id": key,
            "piid": piid,
            "category": "idv" if kind.startswith("IDV") else "contract",
            "type": kind,
            "description": f"SOFTWARE {piid}",
            "total_obligation": 100.5 * actions,
            "subaward_count": subawards,
            "recipient": {"recipient_name": "EXAMPLE RESELLER INC.", "recipient_uei": "EXAMPLE00001"},
            "period_of_performance": {"start_date": "2016-01-01", "last_modified_date": "2017-06-01"},
        },
        "transactions": [
            {
                "id": f"CONT_TX_{agency}_{vehicle_agency}_{piid}_{'0' if one == 0 else f'P{one:05}'}_{vehicle}_0",
                "type": kind,
                "action_date": f"2016-01-{one % 28 + 1:02}",
                "modification_number": "0" if one == 0 else f"P{one:05}",
                "federal_action_obligation": 100.5,
            }
            for one in range(actions)
        ],
        "subawards": [
            {"Sub-Award ID": f"SUB-{one}", "Sub-Award Amount": 10.25, "prime_award_generated_internal_id": key}
            for one in range(subawards)
        ],
    }


class SpendingServer(ThreadingTCPServer):
    """Answers like the API.

    Attributes:
        awards: By key, in the order in which a search lists them.
        calls: What was asked so far.
        mishaps: For each kind of call what befalls the next ones of it, in turn.
        always: For each kind of call what befalls every one of it.
        window: Rows that can be had by page number; behind it the answer has the status `edge`.
        counted: What is said when awards are counted; None for the truth.
    """

    daemon_threads = True
    allow_reuse_address = True

    def __init__(self) -> None:
        super().__init__(("127.0.0.1", 0), _Handler)
        self.awards: dict[str, Json] = {}
        self.calls: list[Call] = []
        self.mishaps: dict[str, list[Mishap]] = defaultdict(list)
        self.always: dict[str, Mishap] = {}
        self.window, self.edge = 50_000, 503
        self.counted: Json | None = None
        self.transaction_rows = 5_000

    @property
    def url(self) -> str:
        """Where it is."""
        return f"http://127.0.0.1:{self.server_address[1]}"

    def hold(self, *awards: Json) -> None:
        """Take awards in."""
        self.awards |= {one["key"]: one for one in awards}

    def kinds(self) -> list[str]:
        """List the kinds of the calls so far."""
        return [one.kind for one in self.calls]

    def handle_error(self, request: Any, client_address: Any) -> None:
        """Say nothing: clients that hang up are part of the tests."""

    def answer(self, call: Call) -> bytes:
        """Answer a call, or let something befall it."""
        self.calls.append(call)
        right = self._right(call)
        if isinstance(right, bytes):
            return right
        if self.mishaps[call.kind]:
            return self.mishaps[call.kind].pop(0)(call, right)
        if call.kind in self.always:
            return self.always[call.kind](call, right)
        return answered(right)

    def _right(self, call: Call) -> Json | bytes:
        if call.kind == "count":
            return {"results": self.counted or self._counts(call)}
        if call.kind == "search":
            return self._searched(call)
        key = unquote(call.target.split("/")[-2]) if call.kind == "award" else str(_key_of(call))
        award = self.awards.get(key)
        if award is None:
            return answered({"detail": f"No Award found with: '{key}'"}, "404 Not Found")
        if call.kind == "award":
            return dict(award["detail"])
        rows = award["transactions" if call.kind == "transactions" else "subawards"]
        return paged(rows, call.number, min(call.body["limit"], self.transaction_rows))

    def _counts(self, call: Call) -> Json:
        found = self._found(call)
        return {group: sum(one["group"] == group for one in found) for group in ("contracts", "idvs")} | {"grants": 0}

    def _found(self, call: Call) -> list[Json]:
        codes = call.body["filters"]["award_type_codes"]
        group = "idvs" if "IDV_A" in codes else "contracts"
        return sorted((one for one in self.awards.values() if one["group"] == group), key=lambda one: str(one["piid"]))

    def _searched(self, call: Call) -> Json | bytes:
        found, limit = self._found(call), call.body["limit"]
        marker = call.body.get("last_record_sort_value")
        if (marker is None) != (call.body.get("last_record_unique_id") is None):
            return answered({"detail": "both or none"}, "400 Bad Request")
        first = (call.number - 1) * limit
        if marker is not None:
            first = next(place for place, one in enumerate(found) if one["piid"] == marker) + 1
        elif first + limit >= self.window:
            return answered({"message": "Service Unavailable"}, f"{self.edge} At The Edge")
        rows = found[first : first + limit]
        has_next = first + limit < len(found)
        last: Json = rows[-1] if rows else {"piid": None, "detail": {"id": None}}
        return {
            "results": [{"generated_internal_id": one["key"], "Award ID": one["piid"]} for one in rows],
            "page_metadata": {
                "page": call.number,
                "hasNext": has_next,
                "last_record_unique_id": last["detail"]["id"] if has_next else None,
                "last_record_sort_value": str(last["piid"] if has_next else None),
            },
        }


def _key_of(call: Call) -> object:
    return call.body.get("award_id") or call.body["filters"]["award_unique_id"]


def paged(rows: list[Json], number: int, limit: int) -> Json:
    """Cut a page out of some rows."""
    end = number * limit
    return {
        "page_metadata": {"page": number, "hasNext": end < len(rows)},
        "results": rows[end - limit : end],
    }


def answered(content: object, status: str = "200 OK", **headers: str) -> bytes:
    """Write an answer in JSON."""
    return page(json.dumps(content), status, Content_Type="application/json", **headers)


def refusing(status: str, **headers: str) -> Mishap:
    """Refuse a call."""
    return lambda _call, _right: answered({"detail": f"refused with {status}"}, status, **headers)


def empty(_call: Call, _right: Json) -> bytes:
    """Send nothing, with status 200."""
    return page(b"")


def cut_off(_call: Call, right: Json) -> bytes:
    """Send half of the JSON, and say that this is all."""
    whole = json.dumps(right)
    return page(whole[: len(whole) // 2])


def dropped(_call: Call, right: Json) -> bytes:
    """Hang up in the middle."""
    return answered(right)[:-7]


def silent(_call: Call, _right: Json) -> bytes:
    """Hang up without a word."""
    return b""


def another_page(_call: Call, right: Json) -> bytes:
    """Send a page with another number."""
    return answered(right | {"page_metadata": {"page": 99, "hasNext": False}})


def another_award(_call: Call, right: Json) -> bytes:
    """Send what is of another award."""
    return answered(json.loads(json.dumps(right).replace("ORD", "XXX")))


class _Handler(StreamRequestHandler):
    server: SpendingServer

    def handle(self) -> None:
        method, target, _ = self.rfile.readline().decode().split()
        head = b""
        while (one := self.rfile.readline()) not in {b"\r\n", b""}:
            head += one
        headers = BytesParser().parsebytes(head)
        content = self.rfile.read(int(headers["Content-Length"] or 0))
        is_json = headers["Content-Type"] == "application/json"
        body = json.loads(content) if content and is_json else {}
        self.wfile.write(self.server.answer(Call(_kind(target, body), method, target, headers, body)))


def _kind(target: str, body: Json) -> str:
    kinds = {"/api/v2/search/spending_by_award_count/": "count", "/api/v2/transactions/": "transactions"}
    if target == "/api/v2/search/spending_by_award/":
        return "search" if body.get("spending_level") == "awards" else "subawards"
    return kinds.get(target, "award" if target.startswith("/api/v2/awards/") else "")


@contextmanager
def spending_server() -> Iterator[SpendingServer]:
    """Run a server."""
    with SpendingServer() as server:
        thread = threading.Thread(target=server.serve_forever, kwargs={"poll_interval": 0.01})
        thread.start()
        try:
            yield server
        finally:
            server.shutdown()
            thread.join()


@dataclass
class Fetching:
    """A record that fetches from a server, with a clock that jumps."""

    memory: Memory
    server: SpendingServer
    time: Time = field(default_factory=Time)
    said: list[str] = field(default_factory=list)

    def limits(self, **changed: Any) -> SpendingLimits:
        """Make limits for the server."""
        web = WebLimits(allow_private=True, seconds_per_address=5.0)
        given: dict[str, Any] = {"api": self.server.url, "web": web, "attempts": 4}
        return SpendingLimits(**given | changed)

    def add(self, *search: str, **changed: Any) -> dict[str, int]:
        """Fetch a search; give the counts that are not zero."""
        report = self.report(*search, **changed)
        return {name: count for name, count in report.made if count}

    def report(self, *search: str, **changed: Any) -> Report:
        """Fetch a search."""
        session = SpendingSession(self.limits(**changed), self.time.clock())
        with self.memory.open() as writer:
            return add_search(writer, parse_search(search), session, quiet, say=self.said.append)
