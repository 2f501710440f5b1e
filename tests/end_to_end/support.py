"""Runs the real program for a test: content in a folder of its own, everything it says collected."""

import os
import re
import shutil
import signal
import socket
import struct
import subprocess
import sys
import tempfile
import threading
import time
import traceback
from pathlib import Path

BIN = Path(os.environ.get("MMDAGENT_BIN", "build/release/bin")).resolve()
SOURCE = Path(os.environ.get("MMDAGENT_SOURCE", Path(__file__).resolve().parents[2])).resolve()
LONG = os.environ.get("MMDAGENT_LONG") == "1"
SANITIZED = bool(os.environ.get("MMDAGENT_SANITIZE"))  # a sanitizer's own memory says nothing of ours
SKIPPED = 77
PATIENCE = 20.0  # seconds until something that must happen has not happened

SERVER = {"Plugin_Remote_EnableServer": "true", "Plugin_Remote_ListenPort": "0"}
CONNECTED = "REMOTE_EVENT_CONNECTED|127.0.0.1"
DISCONNECTED = "REMOTE_EVENT_DISCONNECTED|127.0.0.1"


def wait_until(condition, timeout=PATIENCE, what="condition"):
    end = time.monotonic() + timeout
    while not condition():
        if time.monotonic() > end:
            raise AssertionError(f"never: {what}")
        time.sleep(0.005)


def expect(actual, wanted, what=""):
    if actual != wanted:
        raise AssertionError(f"{what}\n  got      {actual!r:.2000}\n  expected {wanted!r:.2000}")


class Collector(threading.Thread):
    """Reads a stream to its end, line by line."""

    def __init__(self, stream):
        super().__init__(daemon=True)
        self.stream, self.lines, self.lock = stream, [], threading.Lock()
        self.start()

    def run(self):
        for line in self.stream:
            with self.lock:
                self.lines.append(line.decode("utf-8", "replace").rstrip("\n"))

    def all(self):
        with self.lock:
            return list(self.lines)


class Tail:
    """The whole lines of a file that somebody still writes."""

    def __init__(self, path):
        self.path, self.position, self.rest, self.lines = path, 0, b"", []

    def all(self):
        try:
            with open(self.path, "rb") as file:
                file.seek(self.position)
                block = file.read()
        except FileNotFoundError:
            return self.lines
        self.position += len(block)
        *whole, self.rest = (self.rest + block).split(b"\n")
        self.lines += [line.decode("utf-8", "replace") for line in whole]
        return self.lines


class Agent:
    """The program with `settings` as its .mdf, without picture, until the end of the `with` block.

    `files` are written into the content folder. `plugins` are shared objects beside the usual ones.
    A measurement says `measured=True`: then the program does only what it does for everybody.
    """

    def __init__(self, settings, *, options=(), files=None, plugins=(), render="--no-render",
                 content=None, listens=True, measured=False):
        self.folder = tempfile.TemporaryDirectory(prefix="mmdagent_test_")
        self.root = Path(self.folder.name)
        settings = {"http_server": "false", **settings}  # its port is the same for all programs
        if content is None:
            content = self.root / "content"
            content.mkdir()
            (content / "main.mdf").write_text(
                "".join(f"{key}={value}\n" for key, value in settings.items()), encoding="utf-8")
            for name, text in (files or {}).items():
                (content / name).write_text(text, encoding="utf-8")
            options = [*options]
        else:
            options = [*options, *(part for key, value in settings.items()
                                   for part in ("--set", f"{key}={value}"))]
        self.content = Path(content)
        target = self.content / "main.mdf" if (self.content / "main.mdf").exists() else self.content
        written = {name: self.root / f"{name}.txt" for name in ("out", "err", "log")}
        command = [str(self._program(plugins)), *([render] if render else []), *options, str(target)]
        if not measured:
            command[1:1] = ["--print-messages", "--log", str(written["log"])]
        with open(written["out"], "wb") as out, open(written["err"], "wb") as err:
            self.process = subprocess.Popen(command, stdin=subprocess.DEVNULL, stdout=out,
                                            stderr=err, env={**os.environ, "LC_ALL": "C.UTF-8"})
        self.out, self.err = Tail(written["out"]), Tail(written["err"])
        self.log_tail = self.out if measured else Tail(written["log"])
        self.port = None
        try:
            if listens:
                self.port = int(self.wait_log("Status", r"listening port (\d+)").group(1))
                # The plugin announces itself at the next update; then nothing comes unasked.
                self.wait_log("Sent", r"PLUGIN_EVENT_ENABLE\|Remote")
        except BaseException:
            self.close()
            raise

    def _program(self, plugins):
        if not plugins:
            return BIN / "mmdagent"
        # The program looks for plugins beside itself, so it gets a place of its own.
        place = self.root / "bin"
        (place / "Plugins").mkdir(parents=True)
        shutil.copy2(BIN / "mmdagent", place / "mmdagent")
        if (BIN / "AppData").exists():
            (place / "AppData").symlink_to(BIN / "AppData")
        for plugin in [*sorted((BIN / "Plugins").glob("*.so")), *map(Path, plugins)]:
            (place / "Plugins" / plugin.name).symlink_to(plugin)
        return place / "mmdagent"

    def __enter__(self):
        return self

    def __exit__(self, kind, value, trace):
        if kind is not None:
            print(self.report(), file=sys.stderr)
        self.close()

    def report(self):
        log = self.log()
        lines = ["--- messages", *self.messages()[-40:], "--- log", *log[-40:],
                 "--- stderr", *self.err.all()[-20:]]
        return "\n".join(line[:200] for line in lines)

    # --- What it says.

    def messages(self):
        return [line for line in self.out.all() if not line.startswith("[")]

    def connection_messages(self):
        """Without what happens by itself."""
        return [line for line in self.messages()
                if not re.match(r"PLUGIN_EVENT_|CURRENT_TIME\||AVATAR_EVENT_IDLE\|", line)]

    def wait_message(self, line, times=1, timeout=PATIENCE):
        wait_until(lambda: self.messages().count(line) >= times, timeout, f"{times} x {line[:100]}")

    def log(self):
        return self.log_tail.all()

    def find_log(self, level, pattern):
        found = [re.search(rf"\] \w+: {level}: .*?{pattern}", line) for line in self.log()]
        return [match for match in found if match]

    def wait_log(self, level, pattern, times=1, timeout=PATIENCE):
        def enough():
            if self.process.poll() is not None:
                raise AssertionError(f"the program ended with {self.process.returncode}")
            return len(self.find_log(level, pattern)) >= times
        wait_until(enough, timeout, f"{times} x {level}: {pattern}")
        return self.find_log(level, pattern)[times - 1]

    # --- What it uses.

    def descriptors(self):
        return len(os.listdir(f"/proc/{self.process.pid}/fd"))

    def memory(self, field="VmRSS"):
        """Bytes; VmHWM is the highest so far."""
        status = Path(f"/proc/{self.process.pid}/status").read_text(encoding="ascii")
        return int(re.search(rf"^{field}:\s+(\d+) kB", status, re.MULTILINE).group(1)) * 1024

    def cpu_seconds(self):
        fields = Path(f"/proc/{self.process.pid}/stat").read_text(encoding="utf-8").rsplit(")", 1)[1]
        user, system = fields.split()[11:13]
        return (int(user) + int(system)) / os.sysconf("SC_CLK_TCK")

    # --- Its end.

    def stop(self, timeout=PATIENCE):
        """Asks it to end; the exit status."""
        if self.process.poll() is None:
            self.process.send_signal(signal.SIGTERM)
        return self.process.wait(timeout)

    def close(self):
        try:
            self.stop()
        except subprocess.TimeoutExpired:
            self.process.kill()
            self.process.wait()
            raise AssertionError("the program did not end") from None
        finally:
            findings = [line for line in self.err.all() if "Sanitizer" in line or "runtime error" in line]
            self.folder.cleanup()
        if findings:
            raise AssertionError("\n".join(findings[:10]))

    def connect(self, **options):
        """A peer that has read its own event."""
        peer = Peer(self.port, **options)
        expect(peer.line(), CONNECTED)
        return peer


class Peer:
    def __init__(self, port, address="127.0.0.1", timeout=PATIENCE):
        self.socket = socket.create_connection((address, port), timeout=timeout)
        self.socket.setsockopt(socket.IPPROTO_TCP, socket.TCP_NODELAY, 1)
        self.data = b""

    def send(self, data):
        self.socket.sendall(data if isinstance(data, bytes) else data.encode())

    def receive(self):
        """False at the end of the connection."""
        try:
            block = self.socket.recv(1 << 20)
        except ConnectionResetError:
            block = b""
        self.data += block
        return bool(block)

    def line(self):
        """The next line without its line end, but for those that come by themselves; None at the end of the
        connection."""
        while True:
            while b"\n" not in self.data:
                if not self.receive():
                    return None
            line, self.data = self.data.split(b"\n", 1)
            if not line.startswith(b"CURRENT_TIME|"):
                return line.decode("utf-8", "surrogateescape")

    def wait_line(self, wanted):
        """The lines before the wanted one."""
        before = []
        while (line := self.line()) != wanted:
            if line is None:
                raise AssertionError(f"the connection ended before {wanted[:100]!r}: {before[-5:]}")
            before.append(line)
        return before

    def rest(self):
        """Everything up to the end of the connection."""
        while self.receive():
            pass
        data, self.data = self.data, b""
        return data

    def close(self):
        self.socket.close()

    def reset(self):
        self.socket.setsockopt(socket.SOL_SOCKET, socket.SO_LINGER, struct.pack("ii", 1, 0))
        self.socket.close()

    def __enter__(self):
        return self

    def __exit__(self, *_):
        self.close()


class Listener:
    """A server of the test's side."""

    def __init__(self, port=0, address="127.0.0.1"):
        self.socket = socket.socket(socket.AF_INET, socket.SOCK_STREAM)
        self.socket.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEADDR, 1)
        self.socket.bind((address, port))
        self.socket.listen(5)
        self.port = self.socket.getsockname()[1]

    def accept(self, timeout=PATIENCE):
        self.socket.settimeout(timeout)
        connection, _ = self.socket.accept()
        peer = Peer.__new__(Peer)
        peer.socket, peer.data = connection, b""
        peer.socket.settimeout(PATIENCE)
        return peer

    def close(self):
        self.socket.close()

    def __enter__(self):
        return self

    def __exit__(self, *_):
        self.close()


def free_port():
    """One that nobody uses now."""
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        return probe.getsockname()[1]


def skip(reason):
    print(f"skipped: {reason}")
    sys.exit(SKIPPED)


def network_namespace_command(command):
    """Runs `command` in a network of its own that has nothing but a working loopback."""
    return ["unshare", "-rn", "sh", "-c", 'ip link set lo up && exec "$@"', "sh", *map(str, command)]


def require_network_namespaces():
    try:
        done = subprocess.run(network_namespace_command(["true"]), capture_output=True, timeout=20)
    except FileNotFoundError:
        skip("unshare or ip is not installed")
    if done.returncode != 0:
        skip("no network namespace can be made: " + done.stderr.decode().strip())


def run_cases(namespace):
    """Runs every function named case_…, or those given on the command line; exits with the result."""
    cases = {name: function for name, function in namespace.items() if name.startswith("case_")}
    chosen = sys.argv[1:] or list(cases)
    failed = []
    for name in chosen:
        start = time.monotonic()
        try:
            cases[name]()
            outcome = "ok"
        except Exception:  # one broken case must not hide the others
            traceback.print_exc()
            failed.append(name)
            outcome = "FAILED"
        print(f"{outcome:6} {name} ({time.monotonic() - start:.2f} s)", flush=True)
    print(f"{len(chosen) - len(failed)} of {len(chosen)} cases passed")
    sys.exit(1 if failed else 0)
