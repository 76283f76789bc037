"""What several commands have: where submissions run, what holds them, how much they may use, where a text goes."""

from __future__ import annotations

from enum import StrEnum
from pathlib import Path
from typing import TYPE_CHECKING, Annotated

import typer

from grader.cli.learn import refuse

if TYPE_CHECKING:
    from grader.sandbox.limits import Limits


class Device(StrEnum):
    """Where submissions run. `auto` is the CPU: exact in float64, and quickest for probes this small."""

    auto = "auto"
    cpu = "cpu"
    cuda = "cuda"
    mps = "mps"


class Isolation(StrEnum):
    """What keeps a submission apart from this machine."""

    process = "process"
    bubblewrap = "bubblewrap"


DeviceOption = Annotated[Device, typer.Option("--device", help="Where submissions run; auto is the CPU.")]
IsolationOption = Annotated[
    Isolation, typer.Option("--isolation", help="A process with limits, or a sandbox that sees next to nothing.")
]
Timeout = Annotated[
    float, typer.Option("--timeout", metavar="S", min=0.1, help="Seconds for loading, and for each exercise.")
]
Memory = Annotated[int, typer.Option("--memory", metavar="MIB", min=64, help="MiB beyond what torch itself needs.")]


def limits_of(timeout: float, memory: int) -> Limits:
    """The limits of each submission."""
    from grader.sandbox.limits import Limits

    return Limits(seconds=timeout, memory_mib=memory, cpu_seconds=max(12 * timeout, 30.0))


def place_of(device: Device, isolation: Isolation) -> str:
    """The device in torch's words; or the end, where it is not there, or the sandbox cannot hold what runs on it."""
    where = "cpu" if device is Device.auto else device.value
    if isolation is Isolation.bubblewrap and where != "cpu":
        refuse("The sandbox runs submissions on the CPU. Use --device cpu, or --isolation process.")
    if where != "cpu" and not _is_there(where):
        refuse(f"PyTorch finds no {where} device on this machine. Use --device cpu.")
    return where


def _is_there(device: str) -> bool:
    import torch

    return torch.cuda.is_available() if device == "cuda" else torch.backends.mps.is_available()


def put(text: str, output: Path | None) -> None:
    """Print a text, or write it to a file; the end, where that cannot be written."""
    if output is None:
        typer.echo(text, nl=False)
        return
    try:
        output.write_text(text, encoding="utf-8")
    except OSError as error:
        refuse(f"{output} cannot be written: {error.strerror}.")
