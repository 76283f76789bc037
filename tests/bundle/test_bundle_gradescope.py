"""The autograder for Gradescope, run in a folder that is laid out as the platform lays it out."""

from __future__ import annotations

import io
import json
import os
import shutil
import subprocess
import sys
import sysconfig
import zipfile
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import jsonschema
import pytest

HERE = Path(__file__).parent
REFUSING = HERE / "refusing"
SCHEMA = json.loads((HERE / "gradescope_results.schema.json").read_text())


only_root = pytest.mark.skipif(
    os.geteuid() != 0 or not shutil.which("setpriv"), reason="only root can become somebody else"
)


@pytest.fixture
def somebody_else() -> None:
    """Skips where a user who owns nothing cannot read this Python, or this checkout: then nothing can be graded so."""
    nobody = ["setpriv", "--reuid=65534", "--regid=65534", "--clear-groups"]
    command = [*nobody, sys.executable, "-c", "import grader"]
    if (ran := subprocess.run(command, cwd="/", capture_output=True, text=True, check=False)).returncode != 0:
        pytest.skip(f"a user who owns nothing cannot run this Python: {ran.stderr[-200:]}")


@dataclass(frozen=True, slots=True)
class Autograder:
    """`/autograder`, elsewhere. Everything but `setup.sh` has happened."""

    root: Path

    def __call__(self, **environment: str) -> dict[str, Any]:
        """The results of the submission, which the platform would accept."""
        return self.run(**environment)[0]

    def run(self, **environment: str) -> tuple[dict[str, Any], str]:
        """Those, and what instructors see of the run."""
        ran = subprocess.run(
            [self.root / "run_autograder"],
            cwd=self.root,
            env={**os.environ, "TRYSQUARE_ROOT": str(self.root), "TRYSQUARE_PYTHON": sys.executable, **environment},
            capture_output=True,
            text=True,
            timeout=300,
            check=False,
        )
        assert ran.returncode == 0, ran.stderr
        found = json.loads((self.root / "results/results.json").read_text())
        jsonschema.validate(found, SCHEMA)
        return found, ran.stderr


@pytest.fixture
def autograder(trysquare, tmp_path: Path) -> Autograder:
    """For `rnn_cell` and `hidden_layer`, with nothing handed in."""
    ran = trysquare("bundle", "gradescope", "--exercise", "rnn_cell", "--exercise", "hidden_layer")
    assert ran.lines == ["Wrote autograder.zip", "rnn_cell, hidden_layer: 20 points."]
    root = tmp_path / "autograder"
    (root / "submission").mkdir(parents=True)
    with zipfile.ZipFile(trysquare.folder / "autograder.zip") as archive:
        archive.extractall(root / "source")
    shutil.copy(root / "source/run_autograder", root)
    (root / "run_autograder").chmod(0o755)
    (root / "submission_metadata.json").write_text('{"users": [{"name": "Ada", "email": "", "id": 7}]}')
    return Autograder(root)


def test_the_scripts_stand_at_the_root_of_the_archive_and_can_be_run(trysquare) -> None:
    assert trysquare("bundle", "gradescope", "--output", "some/where.zip").code == 0
    with zipfile.ZipFile(trysquare.folder / "some/where.zip") as archive:
        modes = {entry.filename: entry.external_attr >> 16 & 0o777 for entry in archive.infolist()}
        scripts = [archive.read(name) for name in ("setup.sh", "run_autograder")]
    assert modes["setup.sh"] == modes["run_autograder"] == 0o755
    assert {"bundle.json", "constraints.txt", "answers.txt"} < modes.keys()
    for script in scripts:
        assert script.startswith(b"#!/usr/bin/env bash\n")
        subprocess.run(["bash", "-n"], input=script, check=True)


def test_a_bundle_is_not_overwritten_unless_that_is_asked_for(trysquare) -> None:
    (trysquare.folder / "autograder.zip").write_text("mine")
    refused = trysquare("bundle", "gradescope")
    assert (refused.code, refused.stdout) == (2, "")
    assert refused.stderr == "autograder.zip is there already, and nothing was written. Overwrite it with --force.\n"
    assert (trysquare.folder / "autograder.zip").read_text() == "mine"
    assert trysquare("bundle", "gradescope", "--force").code == 0
    assert zipfile.is_zipfile(trysquare.folder / "autograder.zip")


def test_the_wheel_in_it_installs_alone_and_the_versions_are_those_of_here(trysquare, autograder, tmp_path) -> None:
    (wheel,) = (autograder.root / "source").glob("trysquare-*.whl")
    install = [sys.executable, "-m", "pip", "install", "--no-deps", "--no-index", "--target", tmp_path / "site", wheel]
    subprocess.run(install, check=True, capture_output=True)
    script = "import grader, exercises, reference; from importlib.metadata import version as v; print(v('torch'))\n"
    script += "for each in (grader, exercises, reference): print(each.__file__)"
    environment = {**os.environ, "PYTHONPATH": str(tmp_path / "site")}
    run = [sys.executable, "-c", script]
    ran = subprocess.run(run, env=environment, cwd=tmp_path, check=True, capture_output=True, text=True)
    pinned = (autograder.root / "source/constraints.txt").read_text().splitlines()
    torch, *places = ran.stdout.splitlines()
    assert f"torch=={torch.partition('+')[0]}" in pinned
    assert all(place.startswith(str(tmp_path / "site")) for place in places)
    assert (tmp_path / "site/grader/bundle/templates/gradescope/setup.sh").is_file()
    assert (tmp_path / "site/reference/texts").is_dir()
    with zipfile.ZipFile(wheel) as archive:
        needed = [line for line in archive.read(_about(archive)).decode().splitlines() if line.startswith("Requires-D")]
    assert "Requires-Dist: sqlalchemy>=2.0" in needed


def _about(archive: zipfile.ZipFile) -> str:
    return next(name for name in archive.namelist() if name.endswith(".dist-info/METADATA"))


def test_exercises_of_a_pack_of_ones_own_are_bundled_with_their_references(trysquare) -> None:
    pack = HERE.parent / "packs/geometry"
    made = trysquare("bundle", "gradescope", "--exercise", "centroid", TRYSQUARE_EXERCISES=str(pack))
    assert made.code == 0, made.stderr
    with zipfile.ZipFile(trysquare.folder / "autograder.zip") as archive:
        wheel = next(name for name in archive.namelist() if name.endswith(".whl"))
        assert "geometry\n" in archive.read("answers.txt").decode()
        with zipfile.ZipFile(io.BytesIO(archive.read(wheel))) as inside:
            assert "geometry/__init__.py" in inside.namelist()
            points = next(name for name in inside.namelist() if name.endswith("entry_points.txt"))
            assert "[trysquare.exercises]\ngeometry = geometry\n" in inside.read(points).decode()


def test_what_is_handed_in_is_graded_and_what_is_absent_has_no_points_and_a_reason(
    autograder, submission_folder: Path
) -> None:
    shutil.copy(submission_folder / "right/rnn_cell/mm.py", autograder.root / "submission/rnn_cell.py")
    found = autograder()
    assert (found["score"], found["output"]) == (10, "Graded in a sandbox (bubblewrap).")
    told = {test["name"]: (test["score"], test["max_score"], test["status"]) for test in found["tests"]}
    assert told == {"rnn_cell": (10, 10, "passed"), "hidden_layer": (0, 10, "failed")}
    assert found["tests"][1]["output"] == "no file for this exercise was handed in"


def test_folders_and_files_beside_the_solution_may_be_handed_in(autograder, submission_folder: Path) -> None:
    folder = autograder.root / "submission/homework"
    folder.mkdir()
    for name in ("with_sibling.py", "_affine_helper.py"):
        shutil.copy(submission_folder / "right/rnn_cell" / name, folder)
    assert autograder()["score"] == 10


def test_nothing_handed_in_gives_results_all_the_same(autograder) -> None:
    found = autograder()
    assert (found["score"], [test["score"] for test in found["tests"]]) == (0, [0, 0])


def test_where_the_grader_fails_the_results_say_so(autograder) -> None:
    (autograder.root / "source/bundle.json").write_text("{")
    found = autograder()
    assert found["score"] == 0
    assert found["output"].startswith("The grader failed: this is not about your code, and the score does not count.")


@only_root
@pytest.mark.usefixtures("somebody_else")
def test_without_a_sandbox_results_and_the_grader_are_out_of_reach(autograder, submission_folder: Path) -> None:
    source = (submission_folder / "bundled/forges_results.py").read_text()
    (autograder.root / "submission/rnn_cell.py").write_text(source.replace("@ROOT@", str(autograder.root)))
    for folder in (autograder.root, *autograder.root.parents[:3]):
        folder.chmod(0o755)  # the test's own folders are closed to others; those of the platform are not
    found = autograder(PATH=f"{REFUSING}:{os.environ['PATH']}")
    assert "uid 65534, done: \\[\\]" in found["tests"][0]["output"]
    assert found["score"] == 0
    assert found["output"].startswith("Graded without a sandbox, in a process with limits, of a user who owns nothing ")
    assert found["output"].endswith(" The sandbox cannot be started.")


@only_root
@pytest.mark.usefixtures("somebody_else")
def test_without_a_sandbox_a_right_solution_has_its_points(autograder, submission_folder: Path) -> None:
    shutil.copy(submission_folder / "right/rnn_cell/mm.py", autograder.root / "submission/rnn_cell.py")
    assert autograder(PATH=f"{REFUSING}:{os.environ['PATH']}")["score"] == 10


@only_root
def test_without_a_sandbox_a_python_that_nobody_else_can_run_grades_nothing_and_says_why(
    autograder, submission_folder: Path, tmp_path: Path
) -> None:
    closed = tmp_path / "closed"
    subprocess.run([sys.executable, "-m", "venv", "--without-pip", closed], check=True)
    closed.chmod(0o700)
    (packages,) = closed.glob("lib/python*/site-packages")
    (packages / "ours.pth").write_text(f"import site; site.addsitedir({sysconfig.get_path('purelib')!r})\n")
    shutil.copy(submission_folder / "right/rnn_cell/mm.py", autograder.root / "submission/rnn_cell.py")
    python = {"TRYSQUARE_PYTHON": str(closed / "bin/python"), "PATH": f"{REFUSING}:{os.environ['PATH']}"}
    found, seen_by_instructors = autograder.run(**python)
    assert (found["score"], found.get("tests", [])) == (0, [])
    assert found["output"].startswith("The grader failed: this is not about your code, and the score does not count.")
    assert "There is no sandbox, and Python cannot be run by a user who owns nothing: " in seen_by_instructors
