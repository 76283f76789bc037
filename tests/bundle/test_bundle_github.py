"""The workflow for repositories on GitHub: accepted by its schema, and what it runs, run."""

from __future__ import annotations

import os
import shutil
import subprocess
import sys
from pathlib import Path

import pytest
import yaml


@pytest.fixture
def repository(trysquare) -> Path:
    """A student's, made from a template that has the bundle for `rnn_cell` and `hidden_layer`."""
    ran = trysquare(
        "bundle", "github", "--exercise", "rnn_cell", "--exercise", "hidden_layer", "--output", "repository"
    )
    assert ran.code == 0, ran.stderr
    return trysquare.folder / "repository"


def graded(repository: Path, summary: Path) -> subprocess.CompletedProcess[str]:
    """The last step of the workflow, as it stands there."""
    workflow = yaml.safe_load((repository / ".github/workflows/classroom.yml").read_text())
    step = workflow["jobs"]["run-autograding-tests"]["steps"][-1]["run"]
    environment = {
        **os.environ,
        "PATH": f"{Path(sys.executable).parent}:{os.environ['PATH']}",
        "GITHUB_WORKSPACE": str(repository),
        "GITHUB_STEP_SUMMARY": str(summary),
    }
    return subprocess.run(
        ["bash", "-e", "-c", step], cwd=repository, env=environment, capture_output=True, text=True, check=False
    )


def test_the_workflow_is_what_github_accepts(repository: Path) -> None:
    check = [str(Path(sys.executable).with_name("check-jsonschema")), "--builtin-schema", "vendor.github-workflows"]
    workflow = repository / ".github/workflows/classroom.yml"
    accepted = subprocess.run([*check, workflow], capture_output=True, text=True, check=False)
    assert accepted.returncode == 0, accepted.stdout
    workflow.write_text(workflow.read_text().replace("runs-on", "runs_on"))
    assert subprocess.run([*check, workflow], capture_output=True, check=False).returncode == 1


def test_what_the_workflow_installs_is_in_the_repository(repository: Path) -> None:
    names = {path.name for path in (repository / ".github/trysquare").iterdir()}
    assert {"constraints.txt", "bundle.json"} < names
    assert len([name for name in names if name.startswith("trysquare-") and name.endswith(".whl")]) == 1


def test_a_push_is_told_its_points_and_its_feedback(repository: Path, submission_folder: Path, tmp_path: Path) -> None:
    shutil.copy(submission_folder / "wrong/rnn_cell/column_w_hh.py", repository / "rnn_cell.py")
    ran = graded(repository, tmp_path / "summary.md")
    assert ran.returncode == 1, ran.stderr
    assert "::notice title=Autograding complete::Points 4/20\n" in ran.stdout
    assert '::notice title=Autograding report::{"totalPoints": 4.0, "maxPoints": 20.0}\n' in ran.stdout
    summary = (tmp_path / "summary.md").read_text()
    assert "## ✗ `rnn_cell`" in summary
    assert "## ✗ `hidden_layer` — 0 of 10 points\n\nno file for this exercise was handed in\n" in summary
    assert summary.rstrip().endswith("Graded in a sandbox (bubblewrap).")


def test_a_repository_in_which_all_is_right_passes(repository: Path, submission_folder: Path, tmp_path: Path) -> None:
    for exercise, file in (("rnn_cell", "mm"), ("hidden_layer", "linear")):
        source = submission_folder / f"right/{exercise}/{file}.py"
        shutil.copy(source, repository / f"{exercise}.py")
    ran = graded(repository, tmp_path / "summary.md")
    assert (ran.returncode, ran.stderr) == (0, "")
    assert "::notice title=Autograding complete::Points 20/20\n" in ran.stdout


def test_a_workflow_that_is_there_is_left_alone(repository: Path, trysquare) -> None:
    refused = trysquare("bundle", "github", "--output", "repository")
    assert refused.code == 2
    assert refused.stderr.endswith("is there already, and nothing was written. Overwrite it with --force.\n")
