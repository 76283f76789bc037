"""What the documentation says of exercises is what they say of themselves."""

from __future__ import annotations

import importlib.util
from pathlib import Path
from types import ModuleType

import pytest

ROOT = Path(__file__).parent.parent


def generator() -> ModuleType:
    spec = importlib.util.spec_from_file_location("generate", ROOT / "docs" / "generate.py")
    assert spec is not None
    assert spec.loader is not None
    module = importlib.util.module_from_spec(spec)
    spec.loader.exec_module(module)
    return module


@pytest.mark.parametrize(("path", "text"), [pytest.param(p, text, id=p.name) for p, text in generator().files()])
def test_a_generated_file_is_as_its_exercise_says_now(path: Path, text: str) -> None:
    assert path.read_text(encoding="utf-8") == text, "python docs/generate.py"
