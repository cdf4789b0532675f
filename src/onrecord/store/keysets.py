"""Rows of one kind a stretch at a time, by a place in a fixed order: what is added meanwhile moves no row, and no row is passed over.

A stretch begins after the key of the row before it ("keyset"), so that a deep one costs what the first one costs.
"""

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, field
from typing import Generic, TypeVar

from onrecord.store import rows
from onrecord.store.view import View

Value = TypeVar("Value")
Key = tuple[str | int, ...]
"""Where a row stands: the values of the columns of its order."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Order(Generic[Value]):
    """How the rows of a table stand in line, and which of them can be asked for.

    Attributes:
        key: Columns that say where a value stands; rows with the same key make one value together.
        read: Makes values of rows in their order; one of each key.
        by_id: Condition for the value of an id, `:id`; empty where it has none.
        filters: Conditions by their names, each with a parameter of that name.
        within: Order of the rows of one key.
    """

    table: str
    key: tuple[str, ...]
    read: Callable[[View, Sequence[rows.Row]], list[Value]]
    by_id: str = "t.id = :id"
    filters: Mapping[str, str] = field(default_factory=dict)
    within: str = ""


def stretch(
    view: View, order: Order[Value], filters: Mapping[str, str], after: Key | None, limit: int
) -> tuple[list[Value], Key | None]:
    """Load some values in their order, and say after which key the next ones stand; None where there are no more.

    Args:
        view: The record.
        order: Of which kind.
        filters: Only those for which these hold, by the names in `order.filters`.
        after: The key of the last one seen; None to begin.
        limit: How many at most.
    """
    conditions = [order.filters[name] for name in filters]
    bound: dict[str, str | int] = dict(filters)
    if after is not None:
        marks = {f"after{number}": value for number, value in enumerate(after)}
        conditions.append(f"({_columns(order, 't')}) > ({', '.join(f':{name}' for name in marks)})")
        bound |= marks
    found = view.db.execute(_query(order, conditions), {**bound, "limit": limit + 1}).fetchall()
    keys = list(dict.fromkeys(_key(order, row) for row in found))
    if len(keys) <= limit:
        return order.read(view, found), None
    return order.read(view, [row for row in found if _key(order, row) != keys[limit]]), keys[limit - 1]


def one_of(view: View, order: Order[Value], whole_id: str) -> Value | None:
    """Load the value of an id."""
    found = view.db.execute(_query(order, [order.by_id]), {"id": whole_id, "limit": 1}).fetchall()
    return next(iter(order.read(view, found)), None)


def _query(order: Order[Value], conditions: Sequence[str]) -> str:
    """Choose by keys first: sorting, where a filter needs it, moves no texts."""
    where = f"WHERE {' AND '.join(conditions)}" if conditions else ""
    columns = _columns(order, "t")
    return f"""SELECT t.* FROM (SELECT DISTINCT {columns} FROM {order.table} t {where} ORDER BY {columns} LIMIT :limit) k
               JOIN {order.table} t ON {" AND ".join(f"t.{one} = k.{one}" for one in order.key)}
               ORDER BY {columns}{f", t.{order.within}" if order.within else ""}"""


def _columns(order: Order[Value], table: str) -> str:
    return ", ".join(f"{table}.{one}" for one in order.key)


def _key(order: Order[Value], row: rows.Row) -> Key:
    return tuple(row[one] for one in order.key)
