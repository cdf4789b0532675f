"""Parameters of the API: each says what it takes as JSON Schema, and takes nothing else."""

import re
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from starlette.requests import Request

from onrecord.errors import UserError
from onrecord.serve.asking import QUERY_LIMIT
from onrecord.serve.cursors import CURSOR_MOST, CURSOR_PATTERN

Schema = Mapping[str, Any]
DAY = r"^[0-9]{4}(-(0[1-9]|1[0-2])(-(0[1-9]|[12][0-9]|3[01]))?)?$"
TRUTHS = {"true": True, "false": False}
LIMIT_USUAL, LIMIT_MOST = 50, 500


@dataclass(frozen=True, slots=True, kw_only=True)
class Parameter:
    """A parameter of a query.

    Attributes:
        schema: What it takes: a text, a whole number from 1, a truth, or one of some words.
        says: What it does, one sentence for the API's document.
    """

    name: str
    schema: Schema
    says: str
    required: bool = False


@dataclass(frozen=True, slots=True, kw_only=True)
class Given:
    """What a request gives: its id, where the address has one, and its parameters, each as its schema says."""

    id: str
    values: Mapping[str, str | int | bool]

    def text(self, name: str) -> str:
        """Give a text, white space folded; empty where it is left out."""
        return " ".join(str(self.values.get(name, "")).split())

    def whole(self, name: str, otherwise: int) -> int:
        """Give a number."""
        return int(self.values.get(name, otherwise))

    def is_set(self, name: str) -> bool:
        """Say whether a truth is asked for."""
        return bool(self.values.get(name, False))


def text(name: str, says: str, *, required: bool = False) -> Parameter:
    """Make a parameter that takes words."""
    schema = {"type": "string", "minLength": 1, "maxLength": QUERY_LIMIT, "pattern": r"\S"}
    return Parameter(name=name, schema=schema, says=says, required=required)


def day(name: str, says: str) -> Parameter:
    """Make a parameter that takes a year, a month or a day."""
    return Parameter(name=name, schema={"type": "string", "pattern": DAY}, says=says)


def choice(name: str, choices: Sequence[str], says: str) -> Parameter:
    """Make a parameter that takes one of some words."""
    return Parameter(name=name, schema={"type": "string", "enum": list(choices)}, says=says)


def truth(name: str, says: str) -> Parameter:
    """Make a parameter that takes `true` or `false`."""
    return Parameter(name=name, schema={"type": "boolean", "default": False}, says=says)


def whole(name: str, says: str, usual: int, most: int) -> Parameter:
    """Make a parameter that takes a whole number from 1."""
    return Parameter(name=name, schema={"type": "integer", "minimum": 1, "maximum": most, "default": usual}, says=says)


def limit(usual: int = LIMIT_USUAL, most: int = LIMIT_MOST) -> Parameter:
    """Make the parameter that says how many rows an answer has at most."""
    return whole("limit", "Rows of an answer, at most.", usual, most)


CURSOR = Parameter(
    name="cursor",
    schema={"type": "string", "minLength": 1, "maxLength": CURSOR_MOST, "pattern": CURSOR_PATTERN},
    says="Where the answer before ended: its `next`, with the same filters.",
)


def given_by(request: Request, parameters: Sequence[Parameter]) -> Given:
    """Take what a request gives.

    Raises:
        UserError: A parameter is none of these, is there twice, is missing, or takes no such value.
    """
    known = {one.name: one for one in parameters}
    values: dict[str, str | int | bool] = {}
    for name, value in request.query_params.multi_items():
        if name not in known:
            takes = ", ".join(known) or "none"
            raise UserError(f"{name[:40]!r}: is no parameter of {request.url.path[:100]}; it takes: {takes}")
        if name in values:
            raise UserError(f"{name}: is given twice; give it once")
        values[name] = _value(known[name], value)
    for one in parameters:
        if one.required and one.name not in values:
            raise UserError(f"{one.name}: is missing; add ?{one.name}=...")
    return Given(id=request.path_params.get("id", ""), values=values)


def _value(parameter: Parameter, value: str) -> str | int | bool:
    name, schema = parameter.name, parameter.schema
    if schema["type"] == "boolean":
        if value not in TRUTHS:
            raise UserError(f"{name}={value[:20]!r}: give true or false")
        return TRUTHS[value]
    if schema["type"] == "integer":
        return _whole(name, value, schema["maximum"])
    if value not in schema.get("enum", (value,)):
        raise UserError(f"{name}={value[:20]!r}: give one of {', '.join(schema['enum'])}, or leave it out")
    if not schema.get("minLength", 0) <= len(value) <= schema.get("maxLength", len(value)):
        raise UserError(f"{name}: has {len(value)} characters; give 1 to {schema['maxLength']}, or leave it out")
    if not re.search(schema.get("pattern", ""), value) or value.endswith("\n"):
        raise UserError(f"{name}={value[:20]!r}: is not of the form {schema['pattern']}")
    return value


def _whole(name: str, value: str, most: int) -> int:
    if not re.fullmatch(r"[1-9][0-9]*", value, re.ASCII) or len(value) > len(str(most)) or int(value) > most:
        raise UserError(f"{name}={value[:20]!r}: give a whole number from 1 to {most}")
    return int(value)
