"""What the documentation says of the code is what the code says of itself."""

from __future__ import annotations

import importlib.util
import sys
from pathlib import Path
from types import ModuleType

import pytest

DOCS = Path(__file__).parent.parent / "docs"


def generator() -> ModuleType:
    sys.path.insert(0, str(DOCS))  # as `python docs/generate.py` has it
    spec = importlib.util.spec_from_file_location("generate", DOCS / "generate.py")
    assert spec is not None
    assert spec.loader is not None
    module = importlib.util.module_from_spec(spec)
    spec.loader.exec_module(module)
    sys.path.remove(str(DOCS))
    return module


@pytest.mark.parametrize(("path", "text"), [pytest.param(p, text, id=p.name) for p, text in generator().files()])
def test_a_generated_file_is_as_the_code_says_now(path: Path, text: str) -> None:
    assert path.read_text(encoding="utf-8") == text, "python docs/generate.py"


def test_no_page_is_left_of_an_exercise_that_is_gone() -> None:
    made = {path for path, _ in generator().files()}
    assert {path for name in ("exercises", "reference") for path in (DOCS / name).iterdir()} - made == set()
