"""What the program counts about itself: the newest line of --print-stats."""

import re
import sys
from pathlib import Path

sys.path.insert(0, str(Path(__file__).resolve().parents[1] / "end_to_end"))
from support import wait_until  # noqa: E402


def next_statistics(agent):
    """The values of the next line that `agent` prints (one a second), by name, as numbers."""
    def lines():
        return [line for line in agent.err.all() if line.startswith("stats ")]
    count = len(lines())
    wait_until(lambda: len(lines()) > count, 5, "a line of statistics")
    return {name: float(value) for name, value in re.findall(r"(\w+)=([\d.]+)\b", lines()[-1])}


def updates_between(before, after):
    """(updates, share of them that began within 4 ms of their deadline)."""
    updates = after["updates"] - before["updates"]
    on_time = after["on_time"] * after["updates"] - before["on_time"] * before["updates"]
    return int(updates), on_time / max(updates, 1)
