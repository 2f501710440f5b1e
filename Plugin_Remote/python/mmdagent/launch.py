"""Starts the program and stops it."""

import os
import re
import shutil
import signal
import subprocess
import threading
import time
from collections import deque
from typing import Deque, Dict, List, Optional

from .errors import LaunchError

PICTURES: Dict[str, List[str]] = {"none": ["--no-render"], "headless": ["--headless"], "window": []}
LOG_LINES = 2000  # that are kept
STOP_PATIENCE = 20.0  # seconds until a program that was asked to end is killed

_LISTENING = re.compile(r"Remote\b.*listening port (\d+)")


def find_program(program: Optional[str] = None) -> str:
    """The argument, else the environment variable MMDAGENT, else `mmdagent` on the PATH."""
    wanted = program or os.environ.get("MMDAGENT") or "mmdagent"
    found = shutil.which(wanted)
    if found is None:
        raise LaunchError(f'"{wanted}" is no program; give program=, set MMDAGENT, or put mmdagent on the PATH')
    return os.path.abspath(found)


class Program:
    """The program with a content (settings file, folder or package; None: none) and options of its command line.

    It listens on a free port of this machine, whatever the content says, and its page for browsers is off;
    `--set KEY=VALUE` among the options overrides both. `picture` is "none" (messages, motion and physics only),
    "headless" (drawn off screen) or "window".
    """

    def __init__(self, content: object = None, *options: str, program: Optional[str] = None, picture: str = "none",
                 timeout: float = 60.0) -> None:
        if picture not in PICTURES:
            raise LaunchError(f'picture is "{picture}", expected one of {", ".join(PICTURES)}')
        settings = ["Plugin_Remote_EnableServer=true", "Plugin_Remote_ListenPort=0",
                    "Plugin_Remote_ListenAddress=127.0.0.1", "http_server=false"]
        self.name = find_program(program)
        command = [self.name, *PICTURES[picture]]
        for setting in settings:
            command += ["--set", setting]
        command += [*map(str, options)]
        if content is not None:
            command += ["--", os.fspath(content)]  # type: ignore[call-overload]
        self.port = 0
        self._log: Deque[str] = deque(maxlen=LOG_LINES)
        self._changed = threading.Condition()
        self._ended = False
        try:
            self.process = subprocess.Popen(command, stdin=subprocess.DEVNULL, stdout=subprocess.PIPE,
                                            stderr=subprocess.STDOUT)
        except OSError as error:
            raise LaunchError(f"{command[0]}: cannot be started: {error.strerror or error}") from None
        self._thread = threading.Thread(target=self._read, name="mmdagent log", daemon=True)
        self._thread.start()
        try:
            self._wait_until_it_listens(timeout)
        except BaseException:
            self.kill()
            raise

    def log(self) -> List[str]:
        """The last lines that it wrote."""
        with self._changed:
            return list(self._log)

    def stop(self, timeout: float = STOP_PATIENCE) -> None:
        """Asks it to end, if it has not yet. Raises LaunchError unless its status is 0."""
        self.process.send_signal(signal.SIGTERM)  # nothing happens when it has ended
        try:
            status = self.process.wait(timeout)
        except subprocess.TimeoutExpired:
            self.kill()
            raise LaunchError(f"{self.name}: did not end within {timeout} s") from None
        self._close()
        if status != 0:
            raise LaunchError(self._ended_text(status))

    def kill(self) -> None:
        """Ends it at once, without looking at its status."""
        self.process.kill()
        self.process.wait()
        self._close()

    def _close(self) -> None:
        self._thread.join(STOP_PATIENCE)
        if not self._thread.is_alive():
            self.process.stdout.close()  # type: ignore[union-attr]

    def _read(self) -> None:
        for data in self.process.stdout:  # type: ignore[union-attr]
            line = data.decode("utf-8", "replace").rstrip("\r\n")
            listening = _LISTENING.search(line)
            with self._changed:
                self._log.append(line)
                if listening and not self.port:
                    self.port = int(listening.group(1))
                    self._changed.notify_all()
        with self._changed:
            self._ended = True
            self._changed.notify_all()

    def _wait_until_it_listens(self, timeout: float) -> None:
        end = time.monotonic() + timeout
        with self._changed:
            while not self.port:
                if self._ended:
                    break
                if not self._changed.wait(end - time.monotonic()):
                    raise LaunchError(f"{self.name}: does not listen after {timeout} s")
        if not self.port:
            raise LaunchError(self._ended_text(self.process.wait()))

    def _ended_text(self, status: int) -> str:
        log = self.log()
        errors = [line for line in log if "Error" in line or not line.startswith("[")]
        last = (errors or log or ["it wrote nothing"])[-1]
        return f"{self.name}: ended with status {status}: {last}"
