"""Message brokers to compare with, where they are installed (scripts/setup.sh --bench)."""

import os
import shutil
import socket
import subprocess
import sys
from pathlib import Path

sys.path.insert(0, str(Path(__file__).resolve().parents[1] / "end_to_end"))
from support import free_port, wait_until  # noqa: E402

COMMANDS = {
    "nats": ["nats-server", "--addr", "127.0.0.1", "--port", "{port}"],
    "redis": ["redis-server", "--bind", "127.0.0.1", "--port", "{port}", "--save", "", "--appendonly", "no"],
}


def answers(port):
    try:
        socket.create_connection(("127.0.0.1", port), timeout=1).close()
        return True
    except OSError:
        return False


class Broker:
    """Runs within a `with` block; its `port` is None where the program is not installed."""

    def __init__(self, name):
        self.port = self.process = None
        program, *arguments = COMMANDS[name]
        path = os.pathsep.join([os.environ.get("PATH", ""), "/usr/sbin"])
        found = shutil.which(program, path=path)
        if found is None:
            print(f"{program} is not installed", file=sys.stderr)
            return
        port = free_port()
        self.process = subprocess.Popen([found, *(word.format(port=port) for word in arguments)],
                                        stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL)
        wait_until(lambda: answers(port), 10, f"{program} on port {port}")
        self.port = port

    def __enter__(self):
        return self

    def __exit__(self, *_):
        if self.process is not None:
            self.process.kill()
            self.process.wait()
