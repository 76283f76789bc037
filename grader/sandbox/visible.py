"""What may be seen inside the sandbox: an allow-list of the interpreter, shared libraries and a few packages."""

from __future__ import annotations

import re
import sys
import sysconfig
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from importlib.metadata import Distribution, PackageNotFoundError, distribution
from pathlib import Path

NEEDED = ("torch", "numpy", "jaxtyping", "typeguard", "safetensors", "nbformat")
"""The distributions that the worker and ordinary student code import. What they require is seen with them."""

INSIDE = Path("/trysquare")
"""Where the worker and the packages stand inside; the paths of this machine are not to be seen there."""

_NEVER = ("trysquare",)
_NO_PACKAGES = re.compile(r"^__pycache__$|\.pth$")
_SYSTEM = (Path("/usr"), Path("/usr/local"))


@dataclass(frozen=True, slots=True)
class Seen:
    """A file or folder of this machine, and where it stands inside; or, without a source, an empty folder there."""

    source: Path | None
    inside: Path


@dataclass(frozen=True, slots=True)
class View:
    """The interpreter to start inside, and everything that is seen there, in the order of mounting."""

    python: Path
    seen: tuple[Seen, ...]


def view(packages: Iterable[str] = ()) -> View:
    """What a worker sees: the Python that runs here, the shared libraries, the worker, and these distributions too.

    Raises:
        PackageNotFoundError: a named distribution is not installed.
    """
    python = Path(getattr(sys, "_base_executable", None) or sys.executable).resolve()
    worker = Path(__file__).resolve().parent.parent / "worker"
    return View(
        python,
        (
            *_libraries(),
            *_interpreter(python),
            *(Seen(path, INSIDE / "packages" / path.name) for path in _packages((*NEEDED, *packages))),
            Seen(worker, INSIDE / "grader" / "worker"),
        ),
    )


def _libraries() -> Iterator[Seen]:
    """The loader, its cache, and the folders of shared libraries: no programs, and no packages of Python."""
    multiarch = sysconfig.get_config_var("MULTIARCH") or ""
    folders = ["/lib64", "/usr/lib64", *(f"{lib}/{multiarch}" for lib in ("/lib", "/usr/lib") if multiarch)]
    if not any(Path(folder).is_dir() for folder in folders[2:]):
        folders += ["/lib", "/usr/lib"]  # no folders by architecture: the libraries stand here
    for path in [*folders, "/etc/ld.so.cache", "/usr/lib/locale"]:
        if Path(path).exists():
            yield Seen(Path(path), Path(path))


def _interpreter(python: Path) -> Iterator[Seen]:
    """The program, its library and its shared objects, at their own paths, where it looks for them."""
    yield Seen(python, python)
    prefix = Path(sys.base_prefix).resolve()
    library = Path(sysconfig.get_path("stdlib", vars={"installed_base": str(prefix), "base": str(prefix)})).resolve()
    if prefix not in _SYSTEM:
        yield Seen(prefix / "lib", prefix / "lib")  # with the shared objects that such a Python brings along
    else:
        yield Seen(library, library)
        yield from (Seen(path, path) for path in sorted((prefix / "lib").glob("libpython3*.so*")))
    for name in ("site-packages", "dist-packages"):
        yield from (Seen(None, folder) for folder in sorted((prefix / "lib").glob(f"python*/{name}")))


def _packages(names: Iterable[str]) -> list[Path]:
    """The top-level files and folders of distributions and of all that they require, where these are installed."""
    found: dict[str, Distribution] = {}
    waiting = list(names)
    must = set(names)
    while waiting:
        name = waiting.pop()
        if (key := re.sub(r"[-_.]+", "-", name).lower()) in found or key in _NEVER:
            continue
        try:
            found[key] = distribution(name)
        except PackageNotFoundError:
            if name in must:
                raise
            continue
        required = [each for each in found[key].requires or [] if "extra ==" not in each]
        waiting += [re.split(r"[^\w.-]", each, maxsplit=1)[0] for each in required]
    return sorted({path for each in found.values() for path in _top_level(each)})


def _top_level(installed: Distribution) -> Iterator[Path]:
    # `Distribution.files` says the same after parsing thousands of lines.
    record = installed.read_text("RECORD") or "".join(f"{file}\n" for file in installed.files or [])
    for name in {line.split(",")[0].split("/")[0].strip('"') for line in record.splitlines()} - {"..", ""}:
        path = Path(str(installed.locate_file(name)))
        if not _NO_PACKAGES.search(name) and path.exists():
            yield path.resolve()
