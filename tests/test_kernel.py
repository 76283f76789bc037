"""`check` in a notebook that Jupyter runs: the report is shown in place, and the kernel goes on as before."""

from __future__ import annotations

from html.parser import HTMLParser
from pathlib import Path
from typing import Any

import nbformat
import pytest
from nbclient import NotebookClient

pytestmark = pytest.mark.xdist_group("kernel")  # the notebook is run once, for all tests


class Page(HTMLParser):
    """The tags and attributes of a piece of HTML, and its text."""

    def __init__(self, html: str) -> None:
        super().__init__()
        self.tags: set[str] = set()
        self.attributes: set[str] = set()
        self.text = ""
        self.feed(html)

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        self.tags.add(tag)
        self.attributes |= {name for name, _ in attrs}

    def handle_data(self, data: str) -> None:
        self.text += data


@pytest.fixture(scope="module")
def outputs(submission_folder: Path) -> list[list[Any]]:
    """The outputs of the code cells of `kernel/live.ipynb`, executed."""
    folder = submission_folder / "kernel"
    notebook = nbformat.read(folder / "live.ipynb", as_version=4)
    resources = {"metadata": {"path": str(folder)}}
    NotebookClient(notebook, timeout=120, kernel_name="python3", allow_errors=True, resources=resources).execute()
    return [cell.outputs for cell in notebook.cells if cell.cell_type == "code"]


def shown(outputs: list[Any]) -> Any:
    """What the last line of a cell shows."""
    (output,) = [each for each in outputs if each.output_type == "execute_result"]
    return output.data


def printed(outputs: list[Any]) -> str:
    """What a cell prints: a kernel sends it in as many pieces as it finds time for."""
    assert {(each.output_type, each.name) for each in outputs} == {("stream", "stdout")}
    return "".join(each.text for each in outputs)


def test_a_report_is_shown_in_the_notebook_as_html_and_as_text(outputs) -> None:
    data = shown(outputs[2])
    page = Page(data["text/html"])
    assert (page.tags, page.attributes) == ({"pre", "span"}, {"style"})
    lines = [line.rstrip() for line in page.text.splitlines()]
    assert lines[0].startswith("✗ rnn_cell — a silent broadcast")
    assert "  cell In[3], line 4   return torch.tanh(product(X, W_xh) + product(H, U) + b_h)" in lines
    assert data["text/plain"].splitlines()[0].startswith("✗ rnn_cell — a silent broadcast")


def test_the_report_says_that_no_limits_apply(outputs) -> None:
    told = "It ran in this very process: no limits of time or memory applied to it."
    assert told in shown(outputs[2])["text/html"]
    assert told in shown(outputs[3])["text/plain"]


def test_what_a_function_prints_is_kept_once_and_is_text(outputs) -> None:
    assert [each.output_type for each in outputs[2]] == ["execute_result"]
    assert shown(outputs[2])["text/html"].count("hello &lt;b&gt;world&lt;/b&gt;") == 1


def test_a_function_that_is_defined_again_is_judged_as_it_is_now(outputs) -> None:
    assert shown(outputs[3])["text/plain"].startswith("✓ rnn_cell — passed")


def test_a_call_into_another_cell_names_both(outputs) -> None:
    text = printed(outputs[4])
    assert "  cell In[2], line 2   return A @ B" in text
    assert "called from cell In[5], line 2: return product(X, W_hh)" in text
    assert "/tmp" not in text


def test_a_class_is_checked_where_it_is_defined(outputs) -> None:
    html = shown(outputs[5])["text/html"]
    assert "cell In[6], line 13" in html
    assert "<script>" not in html
    assert "ValueError: &lt;script&gt;alert(1)&lt;/script&gt;" in html


def test_an_object_is_refused_with_the_remedy(outputs) -> None:
    (error,) = outputs[6]
    assert (error.ename, error.evalue) == ("TypeError", "This is an object. Check its class: check(RNNLM).")


def test_a_function_without_source_is_judged_without_lines(outputs) -> None:
    assert "The result should be (n, h), and is (n, d)" in shown(outputs[7])["text/plain"]


def test_a_file_is_checked_in_a_process_of_its_own_from_a_kernel_too(outputs) -> None:
    text = shown(outputs[8])["text/plain"]
    assert text.startswith("✓ rnn_cell — passed")
    assert "no limits" not in text


def test_the_kernel_is_afterwards_as_it_was(outputs) -> None:
    assert shown(outputs[9])["text/plain"] == "True"
