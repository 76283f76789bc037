"""What a bundle runs, trusted, on its platform: `python -I -m grader.bundle.run gradescope|github FOLDER`.

It alone writes results, after the last process of the submission has ended.
"""

from __future__ import annotations

import sys
import traceback
from collections.abc import Sequence
from pathlib import Path

from grader.bundle.grade import Settings, grade
from grader.bundle.platforms import GitHub, Gradescope


def main(arguments: Sequence[str]) -> int:
    """Grade a submission, and write what the platform reads. Returns the exit code."""
    name, folder = arguments
    platform = {"gradescope": Gradescope, "github": GitHub}[name](Path(folder).resolve())
    platform.prepare()
    try:
        return platform.write(grade(platform.submission, Settings.read(platform.settings)))
    except Exception:
        traceback.print_exc()
        return platform.write_failure()


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
