"""IPython's syntax becomes comments, in place; what is Python stays as it is, to the letter."""

from __future__ import annotations

import ast
import json
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from grader.worker.magics import magic_that_takes, plain_python


@pytest.mark.parametrize(
    ("line", "python"),
    [
        ("%matplotlib inline", "# %matplotlib inline"),
        ("!pip install d2l", "# !pip install d2l"),
        ("pip install d2l==1.0.3", "# pip install d2l==1.0.3"),
        ("cd ../data", "# cd ../data"),
        ("?torch.tanh", "# ?torch.tanh"),
        ("torch.tanh??  # what?", "# torch.tanh??  # what?"),
        ("files = !ls", "files = None  # files = !ls"),
        ("a['k'] = %time f()", "a['k'] = None  # a['k'] = %time f()"),
        ("%time f = g(3)", "f = g(3)"),
        ("%timeit f(3)", "# %timeit f(3)"),
        ("if True:\n    !ls", "if True:\n    pass  # !ls"),
        ("!pip install \\\n  torch\nx = 1", "# !pip install \\\n#   torch\nx = 1"),
        ("  x = 1\n  %ls\n  y = 2", "x = 1\n# %ls\ny = 2"),
        ("\n%%time\n%%capture out\n%ls\nx = 1", "\n# %%time\n# %%capture out\n# %ls\nx = 1"),
        ("%%bash\nfor f in *; do\n  ls\ndone", "# %%bash\n# for f in *; do\n#   ls\n# done"),
    ],
)
def test_a_line_of_ipython_becomes_a_comment_at_its_place(line: str, python: str) -> None:
    assert plain_python(line) == python
    ast.parse(python)


@pytest.mark.parametrize(
    "python",
    [
        'text = """\n%no magic\n!nor this?\n"""',
        "x = (17\n     % 5)",
        "y = 17 \\\n  % 5",
        "s = 'a\\\n%b'",
        "print('what?')  # is it?",
        "x %= 3",
        "assert x != 3",
        "cd = ls = 3",
        "f'{x!r}'",
        "# ? at all?",
    ],
)
def test_what_is_python_stays_beside_a_magic(python: str) -> None:
    assert plain_python(python) == python
    assert plain_python(f"%ls\n{python}") == f"# %ls\n{python}"
    assert plain_python(f"{python}\n!ls") == f"{python}\n# !ls"


def test_only_a_magic_that_is_no_python_takes_a_cell() -> None:
    assert magic_that_takes("%%writefile a.py\nx = 1") == "writefile"
    assert magic_that_takes("\n%%time\n%%bash\nls") == "bash"
    assert magic_that_takes("%%time\n%%capture\nx = 1") is None
    assert magic_that_takes("x = 1\n%%bash") is None


def test_lines_keep_their_numbers_in_every_notebook(submission_folder: Path) -> None:
    cells = json.loads((submission_folder / "notebooks" / "magics.ipynb").read_text(encoding="utf-8"))["cells"]
    assert len(cells) == 7
    for cell in cells:
        text = "".join(cell["source"])
        python = plain_python(text)
        assert python.count("\n") == text.count("\n")
        ast.parse(python)


@given(st.text(alphabet="ab=%!?\\\"'#()[]: \n", max_size=40))
def test_any_text_has_as_many_lines_afterwards_and_python_is_not_touched(text: str) -> None:
    python = plain_python(text)
    assert python.count("\n") == text.count("\n")
    try:
        ast.parse(text)
    except (SyntaxError, ValueError):
        return
    assert python == text
