"""The package's command line, the examples of its README and the room's, and the package as pip installs it."""

import json
import os
import re
import shutil
import signal
import subprocess
import sys
import tempfile
import wave
from pathlib import Path

from python_package import ENVIRONMENT, PACKAGE, SAMPLE
from support import PATIENCE, SERVER, Agent as Program, expect, free_port, run_cases, wait_until


def run_module(*arguments, text=None, cwd=None):
    done = subprocess.run([sys.executable, "-m", "mmdagent", *map(str, arguments)], input=text, capture_output=True,
                          text=True, timeout=PATIENCE, check=False, env=ENVIRONMENT, cwd=cwd)
    return done.returncode, done.stdout, done.stderr


# --- Command line.

def case_command_line():
    with Program(SERVER) as program, \
            tempfile.TemporaryDirectory() as folder:
        port = ("--port", program.port)
        expect(run_module("send", *port, "CALL|1", "CALL|2", "--wait", "CALL|2"), (0, "CALL|2\n", ""))
        expect(run_module("send", *port, text="FROM|input\r\n\nSECOND\n"), (0, "", ""))
        program.wait_message("SECOND")
        expect(run_module("listen", *port, "--type", "REMOTE_EVENT_CONNECTED", "--count", 1),
               (0, "REMOTE_EVENT_CONNECTED|127.0.0.1\n", ""))
        expect(run_module("send", *port, "A", "--wait", "NEVER", "--timeout", 0.05),
               (1, "", f"mmdagent send: 127.0.0.1:{program.port}: NEVER did not come within 0.05 s\n"))

        recording = Path(folder) / "talk.jsonl"
        recorder = subprocess.Popen([sys.executable, "-m", "mmdagent", "record", "--port", str(program.port),
                                     str(recording)], env=ENVIRONMENT)
        wait_until(lambda: recording.exists() and recording.stat().st_size > 0, what="the first recorded line")
        with program.connect() as peer:
            peer.send("TALK|1\nTALK|天気\n")
            wait_until(lambda: "天気" in recording.read_text(encoding="utf-8"))
        recorder.send_signal(signal.SIGINT)
        expect(recorder.wait(PATIENCE), 0)
        entries = [json.loads(line) for line in recording.read_text(encoding="utf-8").splitlines()]
        times = [entry["time"] for entry in entries]
        expect((entries[0]["line"], times), ("REMOTE_EVENT_CONNECTED|127.0.0.1", sorted(times)))
        expect(run_module("replay", *port, recording, "--speed", 4), (0, "", ""))
        program.wait_message("TALK|天気", 2)

        recording.write_text('{"time": 0}\n', encoding="utf-8")
        expect(run_module("replay", *port, recording),
               (1, "", f"mmdagent replay: {recording}: line 1: expected an object of time and line: 'line'\n"))


def case_command_line_errors():
    port = free_port()
    for words, status, text in (
            (("send", "--port", port, "A"), 1,
             f"mmdagent send: 127.0.0.1:{port}: cannot connect: Connection refused\n"),
            (("send", "|"), 2, "mmdagent send: the type is empty\n"),
            (("listen", "--port", "70000"), 2,
             "mmdagent listen: argument --port: expected a port from 1 to 65535, got 70000\n"),
            (("replay", "/no/such/file"), 1,
             "mmdagent replay: [Errno 2] No such file or directory: '/no/such/file'\n"),
            ((), 2, "mmdagent: the following arguments are required: command\n")):
        expect(run_module(*words), (status, "", text))


def case_the_command_line_speaks():
    with Program({**SERVER, "Plugin_Remote_WebsocketServer": "true"}) as program:
        expect(run_module("speak", "--host", f"ws://localhost:{program.port}/", "/no/such.wav"),
               (1, "", "mmdagent speak: [Errno 2] No such file or directory: '/no/such.wav'\n"))
        samples = b"\x07\x00" * 1000
        done = subprocess.run([sys.executable, "-m", "mmdagent", "speak", "--port", str(program.port), "-"],
                              input=samples, capture_output=True, timeout=PATIENCE, env=ENVIRONMENT)
        expect((done.returncode, done.stdout, done.stderr), (0, b"", b""))
        program.wait_log("Status", "2 avatar commands, 2 sound packs")


# --- The programs in examples/.

EXAMPLES = PACKAGE / "examples"


def start_example(name, *arguments, cwd=None):
    return subprocess.Popen([sys.executable, "-u", EXAMPLES / f"{name}.py", *map(str, arguments)], env=ENVIRONMENT, cwd=cwd,
                            stdin=subprocess.PIPE, stdout=subprocess.PIPE, stderr=subprocess.STDOUT, text=True)


def finish_example(name, *arguments, text="", cwd=None):
    process = start_example(name, *arguments, cwd=cwd)
    out, _ = process.communicate(text, timeout=2 * PATIENCE)
    return process.returncode, out


def case_examples_that_receive_and_send():
    with Program(SERVER) as program:
        receiver = start_example("receive", program.port)
        expect(receiver.stdout.readline(), "REMOTE_EVENT_CONNECTED|127.0.0.1\n")
        expect(finish_example("send", program.port), (0, ""))
        program.wait_message("MESSAGE|aaa|bbb")
        program.wait_message("REMOTE_EVENT_DISCONNECTED|127.0.0.1")
        program.stop()
        lines = receiver.communicate(timeout=PATIENCE)[0].splitlines()
        expect([line for line in lines if not line.startswith("PLUGIN_")],
               ["REMOTE_EVENT_CONNECTED|127.0.0.1", "MESSAGE|aaa|bbb", "REMOTE_EVENT_DISCONNECTED|127.0.0.1"])


def case_examples_that_listen():
    for name in ("receive_as_server", "send_as_server"):
        port = free_port()
        listening = start_example(name, port)
        try:
            with Program({"Plugin_Remote_EnableClient": "true", "Plugin_Remote_Hostname": "127.0.0.1",
                          "Plugin_Remote_Port": port, "Plugin_Remote_RetryCount": "120"}, listens=False) as program:
                if name == "send_as_server":
                    program.wait_message("MESSAGE|aaa|bbb", 2)  # it comes again by itself
                else:
                    assert listening.stdout.readline().startswith("connected: 127.0.0.1:")
                    program.wait_log("Status", "connected to")
        finally:
            listening.kill()
            listening.communicate()


def case_example_chat():
    with tempfile.TemporaryDirectory() as folder, Program(SERVER) as program:
        expect(finish_example("chat", "--port", program.port, text="Hello\n"), (0, "< Hello\n> You said: Hello\n"))
        program.wait_message("SYNTH_START|0|default|You said: Hello")
        Path(folder, "bot.py").write_text("def reply(text):\n    return text.upper() if text != 'hush' else None\n")
        expect(finish_example("chat", "--port", program.port, "--answer", "bot:reply", "--model", "mei", "--voice", "v",
                              text="hush\nand now\n", cwd=folder), (0, "< hush\n< and now\n> AND NOW\n"))
        program.wait_message("SYNTH_START|mei|v|AND NOW")


def case_example_head_tracking():
    sys.path.insert(0, str(EXAMPLES))
    import make_face  # pylint: disable=import-outside-toplevel
    expect((EXAMPLES / "face.jsonl").read_text(encoding="utf-8"), make_face.text())
    with Program(SERVER) as program:
        expect(finish_example("head_tracking", "--port", program.port, "--speed", 50, "--times", 2), (0, ""))
        program.wait_log("Status", f"{2 * 2 * 120 + 3} avatar commands, 0 sound packs")


def case_example_say():
    with tempfile.TemporaryDirectory() as folder, Program(SERVER) as program:
        path = Path(folder) / "a.wav"
        with wave.open(str(path), "wb") as file:
            file.setparams((2, 2, 44_100, 0, "NONE", ""))
            file.writeframes(b"\x07\x00\x08\x00" * 4_410)
        expect(finish_example("say", path, "mei", program.port), (0, "0.10 s\n"))
        program.wait_log("Status", "3 avatar commands, 3 sound packs")


# --- The examples of the READMEs, and the installed package.

def readme_blocks(language, folder=PACKAGE):
    text = (folder / "README.md").read_text(encoding="utf-8")
    return re.findall(rf"^```{language}\n(.*?)^```$", text, re.MULTILINE | re.DOTALL)


def case_examples_of_the_readme():
    def run(port, text, shell=False):
        text = text.replace("60001", str(port)).replace("my/content", str(SAMPLE))
        command = ["bash", "-e", "-o", "pipefail", "-c", text] if shell else [sys.executable, "-c", text]
        return subprocess.Popen(command, stdout=subprocess.PIPE, text=True, env=ENVIRONMENT, cwd=folder)

    def finish(process, wanted):
        out, _ = process.communicate(timeout=2 * PATIENCE)
        expect((process.returncode, out), (0, wanted), process.args[-1])

    launches, connects, calls, asyncs, *listeners, by_websocket, for_websocket, speaks = readme_blocks("python")
    with_socket, with_package = readme_blocks("python", PACKAGE.parent)
    path, commands = readme_blocks("sh")
    expect(path, "export PYTHONPATH=Plugin_Remote/python\n")
    with tempfile.TemporaryDirectory() as folder, Program(SERVER) as program:
        with wave.open(str(Path(folder) / "hello.wav"), "wb") as file:
            file.setparams((1, 2, 16_000, 0, "NONE", ""))
            file.writeframes(bytes(3_200))
        for text, wanted in (
                (with_socket, "REMOTE_EVENT_CONNECTED|127.0.0.1\nMESSAGE|aaa|bbb\n"),
                (with_package, "MESSAGE|aaa|bbb\n"),
                (launches, "MOTION_EVENT_ADD|mei|wave\n"),
                (connects, "GREETING|hello|3|ON|0,1.5\nWaitTimeout\nREMOTE_EVENT_CONNECTED ('127.0.0.1',)\n"),
                (calls, "True\n"), (asyncs, "KEYVALUE_SET|mood|good\n"), (speaks, "0.1\n")):
            finish(run(program.port, text), wanted)
        finish(run(program.port, commands, shell=True),
               "KEYVALUE_SET|mood|good\nREMOTE_EVENT_CONNECTED|127.0.0.1\n")
        program.wait_message("GREET")
        expect(len(listeners), 2)
        port = free_port()
        with Program({"Plugin_Remote_EnableClient": "true", "Plugin_Remote_Hostname": "127.0.0.1",
                      "Plugin_Remote_Port": port, "Plugin_Remote_RetryCount": "120"}, listens=False):
            for text in listeners:
                finish(run(port, text), "GREETING|hello\n")
        with Program({**SERVER, "Plugin_Remote_WebsocketServer": "true", "Plugin_Remote_Token": "secret"}) as guarded:
            finish(run(guarded.port, by_websocket), "GREETING|hello\n")
        port = free_port()
        with Program({"Plugin_Remote_Websocket_Host": "127.0.0.1", "Plugin_Remote_Websocket_Port": port,
                      "Plugin_Remote_RetryCount": "120"}, listens=False):
            finish(run(port, for_websocket), "GREETING|hello\n")


def python_that_can_install():
    """setuptools insists on being imported first."""
    for python in dict.fromkeys((sys.executable, "/usr/bin/python3")):
        if shutil.which(python) and subprocess.run([python, "-c", "import setuptools, pip, venv, wheel"], check=False,
                                                   stderr=subprocess.DEVNULL).returncode == 0:
            return python
    return None


def case_installs_into_a_virtual_environment():
    python = python_that_can_install()
    if python is None:
        print("skipped: no Python here has pip, setuptools, venv and wheel")
        return
    with tempfile.TemporaryDirectory() as folder:
        source, place = Path(folder) / "python", Path(folder) / "venv"
        shutil.copytree(PACKAGE, source, ignore=shutil.ignore_patterns("__pycache__"))
        environment = {name: text for name, text in os.environ.items() if not name.startswith("PYTHON")}
        for command in ((python, "-m", "venv", "--without-pip", "--system-site-packages", place),
                        (place / "bin" / "python", "-m", "pip", "install", "--quiet", "--no-build-isolation",
                         "--no-index", "--no-compile", "--disable-pip-version-check", source)):
            done = subprocess.run([str(part) for part in command], capture_output=True, text=True, check=False,
                                  env=environment, cwd=folder)
            expect(done.returncode, 0, done.stdout + done.stderr)
        done = subprocess.run([place / "bin" / "python", "-c", "import mmdagent; print(mmdagent.__file__); "
                               "mmdagent.Agent.launch().close()"], capture_output=True, text=True, check=False,
                              env=environment, cwd=folder)
        expect((done.returncode, done.stderr), (0, ""))
        assert done.stdout.startswith(str(place)), done.stdout
        assert list(place.glob("lib/python*/site-packages/mmdagent/py.typed")), "the types are installed too"


run_cases(globals())
