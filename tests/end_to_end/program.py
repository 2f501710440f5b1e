"""Runs the real program to its end, for tests of the program as a whole."""

import contextlib
import os
import re
import socket
import struct
import subprocess
import sys
import tempfile
import time
import traceback
from pathlib import Path

BIN = Path(os.environ.get("MMDAGENT_BIN", "build/release/bin")).resolve()
SOURCE = Path(os.environ.get("MMDAGENT_SOURCE", Path(__file__).resolve().parents[2])).resolve()
SAMPLE = SOURCE / "Resource" / "Sample"
LONG = os.environ.get("MMDAGENT_LONG") == "1"
PATIENCE = 120.0  # seconds; a loaded machine is slow, a hanging program never ends


def run(*arguments, environment=None, timeout=PATIENCE):
    """The finished process, its output as text."""
    return subprocess.run([str(BIN / "mmdagent"), *map(str, arguments)], capture_output=True, text=True,
                          stdin=subprocess.DEVNULL, timeout=timeout,
                          env={**os.environ, "LC_ALL": "C.UTF-8", **(environment or {})})


class Content:
    """A content folder with a main.mdf, removed at the end of the `with` block."""

    def __init__(self, settings="", script=None, files=None):
        self.folder = tempfile.TemporaryDirectory(prefix="mmdagent_test_")
        self.path = Path(self.folder.name)
        self.write("main.mdf", settings)
        if script is not None:
            self.write("main.fst", script)
        for name, data in (files or {}).items():
            self.write(name, data)

    def write(self, name, data):
        (self.path / name).write_bytes(data.encode("utf-8") if isinstance(data, str) else data)

    def __enter__(self):
        return self

    def __exit__(self, *_):
        self.folder.cleanup()


def wait_for_port(log):
    end = time.monotonic() + 60
    while time.monotonic() < end:
        found = re.search(r"listening port (\d+)", log.read_text(encoding="utf-8")) if log.exists() else None
        if found:
            return int(found.group(1))
        time.sleep(0.02)
    raise AssertionError("no listening port in the log")


def wait_for_text(log, text):
    end = time.monotonic() + 60
    while text not in (log.read_text(encoding="utf-8") if log.exists() else ""):
        if time.monotonic() > end:
            raise AssertionError(f"never in the log: {text}")
        time.sleep(0.02)


@contextlib.contextmanager
def sample_running(log, *options, content=SAMPLE, output=subprocess.DEVNULL):
    """The sample content with its server at a free port and its log in a file; it must end well when it is asked to."""
    process = subprocess.Popen([str(BIN / "mmdagent"), "--no-render", "--log", str(log), "--set",
                                "Plugin_Remote_ListenPort=0", *options, str(content)],
                               stdin=subprocess.DEVNULL, stdout=output, stderr=subprocess.DEVNULL, text=True,
                               encoding="utf-8")
    try:
        yield process
    finally:
        process.terminate()
        if process.stdout is not None:
            process.stdout.close()
        status = process.wait(30)
    expect(status == 0, f"status {status}")


def connect(log):
    """A peer of the program with that log."""
    return socket.create_connection(("127.0.0.1", wait_for_port(log)), timeout=60)


def truncated(path, share):
    data = path.read_bytes()
    return data[:int(len(data) * share)]


def absurd_pmx():
    """A header that announces two thousand million vertices."""
    return b"PMX " + struct.pack("<fB8B", 2.0, 8, 1, 0, 1, 1, 1, 1, 1, 1) + b"\0" * 16 + struct.pack("<i", 0x7FFFFFFF)


def expect(condition, what):
    if not condition:
        raise AssertionError(what)


def main(cases):
    """Runs each case, prints what failed, exits with 1 when any did."""
    failed = 0
    for case in cases:
        try:
            case()
            print(f"ok      {case.__name__}")
        except Exception:  # each failure is shown, the others still run
            failed += 1
            print(f"FAILED  {case.__name__}")
            traceback.print_exc()
    sys.exit(1 if failed else 0)
