"""A wheel of the Trysquare that is installed here, and the versions that it runs with.

Made by hand, as the specification of binary distributions says
(https://packaging.python.org/en/latest/specifications/binary-distribution-format/): there may be no source tree here,
no build tools, and no network.
"""

from __future__ import annotations

import base64
import hashlib
import io
import re
import tomllib
import zipfile
from collections.abc import Iterable, Iterator, Mapping
from importlib.metadata import PackageNotFoundError, distribution, requires, version
from importlib.util import find_spec
from pathlib import Path
from typing import Any

from grader.exercise import ENTRY_POINTS, Exercise

NAME = "trysquare"
_OURS = ("exercises", "grader", "reference")
_ANCIENT = (1980, 1, 1, 0, 0, 0)
_SKIPPED = ("__pycache__",)


class CannotBundle(Exception):
    """Something that a bundle would have to hold cannot be found. The text is a sentence with the remedy."""


def answers(exercises: Iterable[Exercise]) -> list[str]:
    """The folders and modules, where packages are installed, that submissions must not read."""
    own = {module.split(".")[0] for each in exercises for module in (each.package, each.reference.split(":")[0])}
    names = sorted({*own, "exercises", "reference"})
    return [f"{name}.py" if _source(name).is_file() else name for name in names]


def wheel(exercises: Iterable[Exercise]) -> tuple[str, bytes]:
    """The name and the content of a wheel with Trysquare, and with the packs that these exercises are from.

    The same sources give the same bytes.

    Raises:
        CannotBundle: the package of an exercise or of its reference is not here.
    """
    packs = {each.package.split(".")[0] for each in exercises} - {*_OURS}
    references = {each.reference.split(":")[0].split(".")[0] for each in exercises} - {*_OURS}
    files = {name: data for top in sorted({*_OURS, *packs, *references}) for name, data in _files(_source(top))}
    number = version(NAME)
    about = f"{NAME}-{number}.dist-info"
    files[f"{about}/METADATA"] = _metadata(number)
    files[f"{about}/WHEEL"] = b"Wheel-Version: 1.0\nGenerator: trysquare\nRoot-Is-Purelib: true\nTag: py3-none-any\n"
    files[f"{about}/entry_points.txt"] = _entry_points(packs)
    files[f"{about}/licenses/LICENSE"] = (distribution(NAME).read_text("licenses/LICENSE") or "Apache-2.0\n").encode()
    files[f"{about}/RECORD"] = _record(files, f"{about}/RECORD")
    return f"{NAME}-{number}-py3-none-any.whl", zipped(files)


def zipped(files: Mapping[str, bytes], programs: Iterable[str] = ()) -> bytes:
    """A zip file, the same for the same files. `programs` are those that can be run."""
    out = io.BytesIO()
    with zipfile.ZipFile(out, "w", zipfile.ZIP_DEFLATED) as archive:
        for name, data in files.items():
            entry = zipfile.ZipInfo(name, _ANCIENT)
            entry.compress_type = zipfile.ZIP_DEFLATED
            entry.external_attr = (0o100755 if name in programs else 0o100644) << 16
            archive.writestr(entry, data)
    return out.getvalue()


def constraints() -> str:
    """The versions of all that Trysquare needs, as installed here: a line for each. Without `+cpu` and the like."""
    found: dict[str, str] = {}
    waiting = [*_requirements()]
    while waiting:
        name = _canonical(re.split(r"[^\w.-]", waiting.pop(), maxsplit=1)[0])
        if name in found or name == NAME:
            continue
        try:
            found[name] = version(name).partition("+")[0]
        except PackageNotFoundError:
            continue  # needed on another system only
        waiting += [each for each in requires(name) or [] if "extra ==" not in each]
    return "".join(f"{name}=={number}\n" for name, number in sorted(found.items()))


def _requirements() -> list[str]:
    """What Trysquare needs: as its source tree says, where it runs from one; or as was noted when it was installed."""
    project = _source("grader").parent / "pyproject.toml"
    if project.is_file():
        declared: dict[str, Any] = tomllib.loads(project.read_text(encoding="utf-8")).get("project", {})
        if declared.get("name") == NAME:
            return [*declared["dependencies"]]
    return [each for each in requires(NAME) or [] if "extra ==" not in each]


def _canonical(name: str) -> str:
    return re.sub(r"[-_.]+", "-", name).lower()


def _source(name: str) -> Path:
    """The folder of a top-level package, or the file of a module."""
    spec = find_spec(name)
    if spec is None or spec.origin is None:
        raise CannotBundle(f"The package `{name}` is not found here, so that it cannot be bundled: install it first.")
    origin = Path(spec.origin)
    return origin.parent if origin.name == "__init__.py" else origin


def _files(source: Path) -> Iterator[tuple[str, bytes]]:
    if source.is_file():
        yield source.name, source.read_bytes()
        return
    for path in sorted(source.rglob("*")):
        inside = path.relative_to(source.parent)
        if path.is_file() and not any(part in _SKIPPED or part.startswith(".") for part in inside.parts):
            yield inside.as_posix(), path.read_bytes()


def _metadata(number: str) -> bytes:
    python = distribution(NAME).metadata["Requires-Python"]
    lines = ["Metadata-Version: 2.1", f"Name: {NAME}", f"Version: {number}", f"Requires-Python: {python}"]
    return "".join(f"{line}\n" for line in (*lines, *(f"Requires-Dist: {each}" for each in _requirements()))).encode()


def _entry_points(packs: Iterable[str]) -> bytes:
    lines = ["[console_scripts]", "trysquare = grader.cli:main", "", f"[{ENTRY_POINTS}]"]
    return "".join(f"{line}\n" for line in (*lines, *(f"{pack} = {pack}" for pack in sorted(packs)))).encode()


def _record(files: Mapping[str, bytes], itself: str) -> bytes:
    lines = [f"{name},sha256={_digest(data)},{len(data)}" for name, data in files.items()]
    return "".join(f"{line}\n" for line in (*lines, f"{itself},,")).encode()


def _digest(data: bytes) -> str:
    return base64.urlsafe_b64encode(hashlib.sha256(data).digest()).decode().rstrip("=")
