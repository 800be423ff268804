"""What OpenAPI says of the operations, as a person reads it: a group a noun, with parameters and what comes back."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from typing import Any

Schema = Mapping[str, Any]


@dataclass(frozen=True, slots=True)
class Field:
    """A parameter or a field: its name, its type, whether it must be there, and what it means."""

    name: str
    type: str
    needed: bool
    words: str


@dataclass(frozen=True, slots=True)
class Operation:
    """One operation."""

    id: str
    method: str
    path: str
    summary: str
    asked: list[Field]
    sent: list[Field]
    given: list[Field]
    is_list: bool


def operations(schema: Schema) -> dict[str, list[Operation]]:
    """The operations in their groups, in the order in which they are declared."""
    found: dict[str, list[Operation]] = {}
    for path, methods in schema["paths"].items():
        for method, told in methods.items():
            found.setdefault(told["tags"][0], []).append(_operation(schema, path, method, told))
    return found


def _operation(schema: Schema, path: str, method: str, told: Schema) -> Operation:
    body = told.get("requestBody", {}).get("content", {}).get("application/json", {}).get("schema", {})
    answer = told["responses"]["200" if "200" in told["responses"] else 200]["content"]["application/json"]["schema"]
    given = _followed(schema, answer)
    is_list = set(given.get("properties", {})) == {"items", "next"}
    if is_list:
        given = _followed(schema, given["properties"]["items"]["items"])
    return Operation(
        id=told["operationId"],
        method=method.upper(),
        path=path,
        summary=told["summary"],
        asked=[_field(schema, one["name"], one["schema"], one.get("required", False)) for one in told["parameters"]],
        sent=list(_fields(schema, _followed(schema, body))),
        given=list(_fields(schema, given)),
        is_list=is_list,
    )


def _fields(schema: Schema, shape: Schema) -> Iterator[Field]:
    for name, told in shape.get("properties", {}).items():
        yield _field(schema, name, told, name in shape.get("required", ()))


def _field(schema: Schema, name: str, told: Schema, needed: bool) -> Field:
    return Field(name, _type(schema, told), needed, told.get("description", ""))


def _type(schema: Schema, told: Schema) -> str:
    if "enum" in told:
        return " | ".join(map(str, told["enum"]))
    if "anyOf" in told:
        return " | ".join(_type(schema, one) for one in told["anyOf"])
    if "$ref" in told:
        return str(told["$ref"]).rpartition("/")[2].removesuffix("Out").removesuffix("In")
    if told.get("type") == "array":
        return f"[{_type(schema, told['items'])}]"
    return str(told.get("format") or told.get("type") or "…")


def _followed(schema: Schema, told: Schema) -> Schema:
    """What a reference leads to."""
    if "$ref" not in told:
        return told
    found: Schema = schema["components"]["schemas"][told["$ref"].rpartition("/")[2]]
    return found
