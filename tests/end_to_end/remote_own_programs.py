"""Programs as a user would write them: receive and send, as client and as server."""

import re
import subprocess
import sys

import support
from support import CONNECTED, DISCONNECTED, SERVER, Agent, Listener, expect, run_cases

MESSAGE = "MESSAGE|aaa|bbb"

RECEIVE_AS_CLIENT = """
import socket, sys
with socket.create_connection(("127.0.0.1", int(sys.argv[1]))) as agent:
    for line in agent.makefile("r", encoding="utf-8", newline="\\n"):
        print(line, end="", flush=True)
"""

SEND_AS_CLIENT = """
import socket, sys
with socket.socket(socket.AF_INET, socket.SOCK_STREAM) as agent:
    agent.connect(("127.0.0.1", int(sys.argv[1])))
    agent.send(b"MESSAGE|aaa|bbb\\n")
"""

README_EXAMPLE_PORT = '("127.0.0.1", 60001)'


def run(source, port):
    return subprocess.Popen([sys.executable, "-u", "-c", source, str(port)],
                            stdout=subprocess.PIPE, text=True)


def client(port):
    return {"Plugin_Remote_EnableClient": "true", "Plugin_Remote_Port": port}


def case_receive_as_client():
    with Agent(SERVER) as agent:
        program = run(RECEIVE_AS_CLIENT, agent.port)
        expect(program.stdout.readline(), CONNECTED + "\n")
        agent.wait_message(CONNECTED)
        sender = run(SEND_AS_CLIENT, agent.port)
        expect(sender.wait(20), 0)
        agent.wait_message(DISCONNECTED)
        expect(agent.stop(), 0)
        rest = program.stdout.read().splitlines()
        expect([line for line in rest if not line.startswith("PLUGIN_EVENT_")],
               [CONNECTED, MESSAGE, DISCONNECTED])


def case_send_as_client():
    with Agent(SERVER) as agent:
        for round_number in range(1, 6):
            expect(run(SEND_AS_CLIENT, agent.port).wait(20), 0)
            agent.wait_message(DISCONNECTED, round_number)
        expect(agent.connection_messages(), [CONNECTED, MESSAGE, DISCONNECTED] * 5)


def case_receive_as_server():
    listener = Listener()
    with Agent({**SERVER, **client(listener.port)}) as agent:
        server = listener.accept()
        agent.wait_log("Status", "connected to localhost")
        run(SEND_AS_CLIENT, agent.port).wait(20)
        server.wait_line(MESSAGE)
        server.wait_line(DISCONNECTED)


def case_send_as_server():
    listener = Listener()
    with Agent(client(listener.port), listens=False) as agent:
        for _ in range(3):
            server = listener.accept()
            server.send(MESSAGE + "\n")
            server.close()
        agent.wait_message(MESSAGE, 3)


def example_of(readme, port):
    """The first Python program of a README, which speaks to the agent on `port`."""
    text = (support.SOURCE / readme).read_text(encoding="utf-8")
    source = re.search(r"^```python\n(.*?)^```$", text, re.MULTILINE | re.DOTALL).group(1)
    assert README_EXAMPLE_PORT in source
    return run(source.replace(README_EXAMPLE_PORT, f'("127.0.0.1", {port})'), port)


def case_example_of_the_plugin_readme():
    with Agent(SERVER) as agent:
        agent.wait_message("PLUGIN_EVENT_ENABLE|Remote")
        program = example_of("Plugin_Remote/README.md", agent.port)
        expect(program.communicate(timeout=20)[0], f"{CONNECTED}\n{MESSAGE}\n")


def case_example_of_the_top_readme():
    sample = support.SOURCE / "Resource" / "Sample"
    with Agent({"Plugin_Remote_ListenPort": "0"}, content=sample) as agent:
        seen = example_of("README.md", agent.port).communicate(timeout=60)[0].splitlines()
        expect(seen[-1], "MOTION_EVENT_DELETE|friend|wave")
        friend = [line for line in seen if re.match(r"(MODEL|MOTION)_EVENT_ADD\|friend", line)]
        expect(friend, ["MODEL_EVENT_ADD|friend", "MOTION_EVENT_ADD|friend|wave"])


run_cases(globals())
