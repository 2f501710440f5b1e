"""The four Python programs of the seed page, word for word, each in a network of its own.

Where the page is not there, the test is skipped; remote_own_programs.py does the same by heart.
"""

import re
import subprocess
import sys
import tempfile
import time
from pathlib import Path

import support
from support import CONNECTED, DISCONNECTED, Agent, expect, wait_until

PAGE = support.SOURCE.parent / "shared" / "seed" / "remote-tcpip.md"
SERVER = {"Plugin_Remote_EnableServer": "true", "Plugin_Remote_ListenPort": "60001"}
CLIENT = {"Plugin_Remote_EnableClient": "true", "Plugin_Remote_Hostname": "localhost",
          "Plugin_Remote_Port": "60001", "Plugin_Remote_RetryCount": "60"}
MESSAGE = "MESSAGE|aaa|bbb"


class Program:
    """One of the page's programs while it runs."""

    def __init__(self, source):
        self.file = tempfile.NamedTemporaryFile("w", suffix=".py", encoding="utf-8")
        self.file.write(source)
        self.file.flush()
        self.process = subprocess.Popen([sys.executable, "-u", self.file.name],
                                        stdout=subprocess.PIPE, stderr=subprocess.STDOUT)
        self.out = support.Collector(self.process.stdout)

    def text(self):
        return "\n".join(self.out.all())

    def __enter__(self):
        return self

    def __exit__(self, *_):
        self.process.kill()
        self.process.wait()


def p1_receives_as_client(source):
    with Agent(SERVER) as agent, Program(source) as program:
        wait_until(lambda: CONNECTED + "\\n" in program.text())
        first = program.out.all()[0]
        assert first.startswith("[*] received: b'REMOTE_EVENT_CONNECTED|127.0.0.1\\n"), first
        other = support.Peer(agent.port)
        other.send(MESSAGE + "\n")
        wait_until(lambda: MESSAGE + "\\n" in program.text())
        time.sleep(1.0)
        expect(program.process.poll(), None, "it is never disconnected")
        expect(DISCONNECTED in agent.messages(), False)


def p2_sends_as_client(source):
    with Agent(SERVER) as agent:
        for round_number in range(1, 6):
            with Program(source) as program:
                expect(program.process.wait(20), 0)
            agent.wait_message(DISCONNECTED, round_number)
        expect(agent.connection_messages(), [CONNECTED, MESSAGE, DISCONNECTED] * 5)


def p3_receives_as_server(source):
    # A second way in, so that something happens after the connection.
    both = {**CLIENT, **SERVER, "Plugin_Remote_ListenPort": "60002"}
    with Program(source) as program, Agent(both) as agent:
        wait_until(lambda: "[*] connected: ('127.0.0.1'," in program.text())
        agent.wait_log("Status", "connected to localhost:60001")
        with agent.connect() as peer:
            peer.send("MESSAGE|from another\n")
            wait_until(lambda: "MESSAGE|from another\\n" in program.text())


def p4_sends_as_server(source):
    with Program(source) as program, Agent(CLIENT, listens=False) as agent:
        agent.wait_message(MESSAGE, 3)
        count = agent.messages().count(MESSAGE)
        time.sleep(2.0)
        more = agent.messages().count(MESSAGE) - count
        assert 2 <= more <= 5, f"{more} connections in two seconds"
        expect([line for line in agent.messages() if line.startswith("REMOTE_EVENT_")], [])
        assert program.text().count("[*] connected:") >= count


PROGRAMS = [p1_receives_as_client, p2_sends_as_client, p3_receives_as_server, p4_sends_as_server]


def main():
    if not PAGE.exists():
        support.skip(f"{PAGE.name} is not there")
    sources = re.findall(r"^```python\n(.*?)^```$", PAGE.read_text(encoding="utf-8"),
                         re.MULTILINE | re.DOTALL)
    expect(len(sources), len(PROGRAMS), "programs on the page")
    if len(sys.argv) > 1:
        number = int(sys.argv[1])
        PROGRAMS[number](sources[number])
        return 0
    support.require_network_namespaces()
    failed = 0
    for number, program in enumerate(PROGRAMS):
        done = subprocess.run(support.network_namespace_command(
            [sys.executable, __file__, number]), timeout=120)
        print("ok    " if done.returncode == 0 else "FAILED", program.__name__, flush=True)
        failed += done.returncode != 0
    return 1 if failed else 0


sys.exit(main())
