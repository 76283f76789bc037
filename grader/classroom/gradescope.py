"""Gradescope's `submission_metadata.yml`: whose submission is which."""

from __future__ import annotations

from collections import Counter
from typing import Any

import yaml

METADATA = "submission_metadata.yml"


def names_of(data: bytes | str) -> dict[str, tuple[str, str]]:
    """The name of the students of each submission, and their number or address. Nothing where it cannot be read.

    Students of one name are told apart by the submission. A group is named by all its members.

    >>> names_of(b"submission_7:\\n  :submitters:\\n  - :name: Ada Lovelace\\n    :sid: '1815'\\n")
    {'submission_7': ('Ada Lovelace', '1815')}
    """
    try:
        tree: Any = yaml.safe_load(data)
        found = {str(id): _submitters(about[":submitters"]) for id, about in tree.items()}
    except (yaml.YAMLError, AttributeError, KeyError, TypeError, ValueError, RecursionError):
        return {}
    often = Counter(name for name, _ in found.values())
    return {id: (name if often[name] == 1 else f"{name} ({id})", user) for id, (name, user) in found.items()}


def _submitters(people: list[dict[str, Any]]) -> tuple[str, str]:
    names = ", ".join(str(person[":name"]) for person in people)
    users = ", ".join(str(person.get(":sid") or person.get(":email") or "") for person in people)
    return names[:200], users[:64]
