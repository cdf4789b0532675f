"""The OpenAPI 3.1 document of the API, made from its table."""

from collections.abc import Sequence
from typing import Any

import msgspec

from onrecord import __version__
from onrecord.serve.api.endpoints import Endpoint, Taking
from onrecord.serve.api.parameters import Parameter
from onrecord.serve.failures import CODES

Json = dict[str, Any]
REF = "#/components/schemas/{name}"
ABOUT = """The rows of a record as JSON: what `onrecord export --format jsonl` writes, field by field, and the questions of the pages.

Sums of money are decimal text. Offsets count Unicode code points, half-open. Fields are only ever added. A list gives `rows` and
`next`: the `cursor` of the rows after them, with the same filters, or null; what is added meanwhile moves no row. `HEAD` is
answered wherever `GET` is. An `ETag` stays as long as the record does: `If-None-Match` is then answered with 304."""
ERROR: Json = {
    "type": "object",
    "description": "What every error of the API looks like.",
    "properties": {
        "error": {
            "type": "object",
            "properties": {
                "code": {
                    "type": "string",
                    "enum": list(CODES),
                    "description": "\n".join(f"`{code}` ({status}): {says}" for code, (status, says) in CODES.items()),
                },
                "message": {"type": "string", "description": "One line for people: what, and what to do."},
            },
            "required": ["code", "message"],
        }
    },
    "required": ["error"],
}
TOKEN: Json = {
    "type": "http",
    "scheme": "bearer",
    "description": "Where the record is served beyond its owner's machine: `onrecord token add`.",
}
ALWAYS = (400, 401, 405, 406, 421, 429, 500, 503)
"""Statuses that any address may answer with."""


def document(read: Sequence[Endpoint], taken: Sequence[Taking]) -> Json:
    """Make the document of some endpoints."""
    types = list(
        dict.fromkeys([*(one.schema for one in read), *(each for one in taken for each in (one.body, one.schema))])
    )
    schemas, components = msgspec.json.schema_components(types, ref_template=REF)
    made = dict(zip(types, schemas, strict=True))
    paths: dict[str, Json] = {}
    for one in read:
        paths.setdefault(_path(one.path), {})["get"] = _reading(one, made[one.schema], components)
    for each in taken:
        paths.setdefault(_path(each.path), {})["post"] = _taking(each, made[each.body], made[each.schema])
    return {
        "openapi": "3.1.0",
        "info": {
            "title": "onrecord",
            "version": __version__,
            "summary": "Who said what and when, who supplies what to whom.",
            "description": ABOUT,
            "license": {"name": "Apache-2.0", "identifier": "Apache-2.0"},
        },
        "servers": [{"url": "/"}],
        "security": [{}, {"token": []}],
        "paths": dict(sorted(paths.items())),
        "components": {
            "schemas": {**dict(sorted(components.items())), "Error": ERROR},
            "securitySchemes": {"token": TOKEN},
            "responses": {f"Error{status}": _error(status) for status in sorted({one for one, _ in CODES.values()})},
        },
    }


def _path(path: str) -> str:
    return path.replace(":path}", "}")


def _reading(one: Endpoint, schema: Json, components: dict[str, Json]) -> Json:
    if one.is_list:
        name = schema["$ref"].rpartition("/")[2]
        components[f"{name}s"] = _rows(schema, name)
        schema = {"$ref": REF.format(name=f"{name}s")}
    statuses = [*ALWAYS, *([404] if one.finds else []), *([409] if one.chooses else [])]
    headers: Json = {"ETag": _header("Names the answer as long as the record stands as it does.", required=True)}
    known = {"description": "The record has not changed since the answer with this `ETag`.", "headers": dict(headers)}
    if one.is_list:
        headers["Link"] = _header('The address of the rows after these, `rel="next"`; absent at the end.')
    responses = {"200": _json(one.says, schema) | {"headers": headers}, "304": known}
    return {
        "operationId": one.name,
        "summary": one.says,
        "tags": [one.path.split("/")[2]],
        "parameters": [*_path_parameters(one.path), *map(_parameter, one.parameters), KNOWN],
        "responses": responses | {str(status): _see(status) for status in sorted(statuses)},
    }


KNOWN: Json = {
    "name": "If-None-Match",
    "in": "header",
    "description": "The `ETag` of an answer that is at hand.",
    "schema": {"type": "string"},
}


def _rows(schema: Json, name: str) -> Json:
    return {
        "type": "object",
        "description": f"Some rows, each a {name}, and where the next ones begin.",
        "properties": {
            "rows": {"type": "array", "items": schema},
            "next": {
                "type": ["string", "null"],
                "description": "The `cursor` of the rows after these; null at the end.",
            },
        },
        "required": ["rows", "next"],
    }


def _taking(one: Taking, body: Json, schema: Json) -> Json:
    statuses = (*ALWAYS, 403, 404, 409, 413, 415)
    return {
        "operationId": one.name,
        "summary": one.says,
        "tags": [one.path.split("/")[2]],
        "requestBody": {"required": True, "content": {"application/json": {"schema": body}}},
        "responses": {str(one.status): _json(one.says, schema)} | {str(each): _see(each) for each in sorted(statuses)},
    }


def _path_parameters(path: str) -> list[Json]:
    says = "The id, whole." + (" Slashes in it are written %2F." if ":path}" in path else "")
    schema = {"type": "string", "minLength": 1}
    return [{"name": "id", "in": "path", "required": True, "description": says, "schema": schema}] * ("{id" in path)


def _parameter(one: Parameter) -> Json:
    return {
        "name": one.name,
        "in": "query",
        "description": one.says,
        "required": one.required,
        "schema": dict(one.schema),
    }


def _header(says: str, *, required: bool = False) -> Json:
    return {"description": says, "required": required, "schema": {"type": "string"}}


def _json(says: str, schema: Json) -> Json:
    return {"description": says, "content": {"application/json": {"schema": schema}}}


def _see(status: int) -> Json:
    return {"$ref": f"#/components/responses/Error{status}"}


def _error(status: int) -> Json:
    codes = ", ".join(f"`{code}`" for code, (one, _) in CODES.items() if one == status)
    return _json(f"An error: {codes}.", {"$ref": REF.format(name="Error")})
