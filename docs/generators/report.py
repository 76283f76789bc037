"""The JSON report: its schema, and the same for people, from the types that `Report.as_json` is checked against."""

from __future__ import annotations

import json
import re
from collections.abc import Iterator, Mapping
from typing import Any

from pydantic import ConfigDict, TypeAdapter

from grader.exercise import STAGES
from grader.report import KINDS
from grader.report.public import ReportJson
from grader.sandbox.limits import BUBBLEWRAP, PROCESS

_CLOSED = {
    ("StageJson", "id"): STAGES,
    ("FindingJson", "stage"): STAGES,
    ("FindingJson", "kind"): tuple(KINDS),
    ("EnvironmentJson", "isolation"): (PROCESS, BUBBLEWRAP, "none"),
}
"""Texts that are one of a list, where the list is not in the type."""

_TOLD_APART = ("id", "stage", "kind")
"""Keys whose values have a table of their own, or are the names of stages."""


def schema() -> dict[str, Any]:
    """The JSON Schema of what `check --format json` prints: a list of reports, each `#/$defs/ReportJson`."""
    strict = ConfigDict(extra="forbid", use_attribute_docstrings=True)
    made = TypeAdapter(list[ReportJson], config=strict).json_schema()
    for (name, key), values in _CLOSED.items():
        made["$defs"][name]["properties"][key]["enum"] = list(values)
    about = {
        "$schema": "https://json-schema.org/draft/2020-12/schema",
        "title": "What `trysquare check --format json` prints",
        "description": "One report per file and exercise, in the order of the files, then of the curriculum.",
    }
    return about | _without_titles(made)


def schema_as_text() -> str:
    """The same as a file."""
    return json.dumps(schema(), indent=2, ensure_ascii=False) + "\n"


_HEAD = """# The JSON report, key by key

`trysquare check --format json` prints a list: one report per file and exercise, in the order of the files, then of the
curriculum. Every key is always there. [report.schema.json](report.schema.json) says the same as a JSON Schema, draft
2020-12; `#/$defs/ReportJson` in it is one report, as in the feedback files that `grade` writes. How the keys hang
together, and the other forms of reports: [reports](../report.md).
"""

_KINDS = """## Kinds of findings

| kind | says |
|---|---|"""


def page() -> str:
    """A table for each object, the outermost first, and the kinds of findings."""
    made = schema()
    kinds = [f"| `{kind}` | {said} |" for kind, said in KINDS.items()]
    return "\n".join([_HEAD, *(_section(name, made["$defs"][name]) for name in _names(made)), _KINDS, *kinds, ""])


def _names(made: Mapping[str, Any]) -> Iterator[str]:
    """The objects in the order in which one comes upon them."""
    waiting, seen = [_name(made["items"])], set[str]()
    while waiting:
        name = waiting.pop(0)
        if name not in seen:
            seen.add(name)
            yield name
            waiting += _references(made["$defs"][name])


def _section(name: str, described: Mapping[str, Any]) -> str:
    rows = [
        f"| `{key}` | {_type(value, key)} | {_cell(value['description'])} |"
        for key, value in described["properties"].items()
    ]
    title = f"## {_words(name)}"
    return "\n".join([title, "", described["description"], "", "| key | is | |", "|---|---|---|", *rows, ""])


def _type(value: Mapping[str, Any], key: str) -> str:
    """The type of a value in words: `text or null`, `list of stages`."""
    if "anyOf" in value:
        return " or ".join(_type(each, key) for each in value["anyOf"])
    if "$ref" in value:
        return f"[{_words(_name(value)).lower()}](#{_words(_name(value)).lower().replace(' ', '-')})"
    if "const" in value:
        return f"`{value['const']}`"
    if "enum" in value and key not in _TOLD_APART:
        return ", ".join(f"`{each}`" for each in value["enum"])
    if value["type"] == "array":
        return f"list of {_type(value['items'], key)}"
    if value["type"] == "object":
        return f"object of {_type(value['additionalProperties'], key)}"
    return {"string": "text", "integer": "whole number"}.get(value["type"], str(value["type"]))


def _references(value: Any) -> Iterator[str]:
    """The names of the objects that a part of the schema refers to."""
    if isinstance(value, Mapping):
        if "$ref" in value:
            yield _name(value)
        for each in value.values():
            yield from _references(each)
    elif isinstance(value, list):
        for each in value:
            yield from _references(each)


def _name(reference: Mapping[str, Any]) -> str:
    return reference["$ref"].rpartition("/")[2]


def _words(name: str) -> str:
    """A name of a type in words.

    >>> _words("GradientFlowJson")
    'Gradient flow'
    """
    return re.sub(r"(?<=[a-z])(?=[A-Z])", " ", name.removesuffix("Json")).capitalize()


def _without_titles(part: Any) -> Any:
    """A part of the schema without pydantic's titles, which are the keys once more, and without broken lines."""
    if isinstance(part, list):
        return [_without_titles(each) for each in part]
    if not isinstance(part, dict):
        return part
    kept = {key: value for key, value in part.items() if key != "title" or not isinstance(value, str)}
    return {key: _flat(value) if key == "description" else _without_titles(value) for key, value in kept.items()}


def _flat(description: Any) -> Any:
    return " ".join(description.split()) if isinstance(description, str) else _without_titles(description)


def _cell(text: str) -> str:
    """A text that stays within one cell of a table."""
    return text.replace("|", "\\|")
