"""WebSockets of the Python package: by themselves, with the program, and with the `websockets` package."""

import asyncio
import functools
import logging
import os
import socket
import subprocess
import sys
import threading
from pathlib import Path

from support import BIN, CONNECTED, PATIENCE, SERVER, SOURCE, Agent as Program, expect, free_port, run_cases, wait_until

PACKAGE = SOURCE / "Plugin_Remote" / "python"
sys.path.insert(0, str(PACKAGE))
os.environ["MMDAGENT"] = str(BIN / "mmdagent")

import mmdagent  # noqa: E402
from mmdagent import aio, websocket  # noqa: E402

logging.disable(logging.CRITICAL)
WEBSOCKET = {**SERVER, "Plugin_Remote_WebsocketServer": "true"}


def client(port):
    """The program's WebSocket client."""
    return {"Plugin_Remote_Websocket_Host": "localhost", "Plugin_Remote_Websocket_Port": port,
            "Plugin_Remote_Websocket_Directory": "/chat"}


def error_of(kind, function, *arguments, **named):
    try:
        result = function(*arguments, **named)
    except kind as error:
        return str(error)
    raise AssertionError(f"no {kind.__name__}, but {result!r}")


# --- Frames and handshakes.

def case_frames_in_pieces():
    payloads = [b"", b"x", b"y" * 125, b"z" * 126, b"w" * 65_535, b"v" * 65_536]
    for masked in (True, False):
        stream = b"".join(websocket.make_frame(websocket.TEXT, payload, masked) for payload in payloads)
        for piece in (7, 1000, len(stream)):
            reader = websocket.FrameReader(masked)
            got = [frame for at in range(0, len(stream), piece) for frame in reader.feed(stream[at:at + piece])]
            expect(got, [(websocket.TEXT, payload) for payload in payloads])
    reader = websocket.FrameReader(False)
    expect(list(reader.feed(b"\x01\x01a\x89\x01p\x00\x00\x80\x01b\x82\x00")),
           [(1, b"a"), (9, b"p"), (0, b""), (0, b"b"), (2, b"")])


def case_frames_against_the_protocol():
    for data, masked, text in (
            (b"\xc1\x00", False, "a frame with reserved bits"), (b"\x83\x00", False, "a frame of unknown kind"),
            (b"\x81\x80", False, "a frame that is masked"), (b"\x81\x00", True, "a frame that is not masked"),
            (b"\x09\x00", False, "a control frame in parts or longer than 125 bytes"),
            (b"\x89\x7e\x00\x7e", False, "a control frame in parts or longer than 125 bytes"),
            (b"\x80\x00", False, "a frame that does not continue what was begun"),
            (b"\x01\x00\x81\x00", False, "a frame that does not continue what was begun"),
            (b"\x82\x7f" + bytes([0, 0, 0, 0, 1, 0, 0, 1]), False, "a message longer than 16777216 bytes"),
            (b"\x02\x01x\x80\x7f" + bytes([0, 0, 0, 0, 1, 0, 0, 0]), False, "a message longer than 16777216 bytes")):
        expect(error_of(websocket.WebsocketError, list, websocket.FrameReader(masked).feed(data)), text)


def case_addresses():
    expect(websocket.parse_address("ws://host"), ("host", 80, "/", "host"))
    expect(websocket.parse_address("ws://[::1]:81/a/b?c=d"), ("::1", 81, "/a/b?c=d", "[::1]:81"))
    for address, text in (("wss://host", "only ws:// is possible, not wss://"),
                          ("ws:///path", "there is no host in the address"),
                          ("ws://host:x", "the port in the address is none"),
                          ("ws://host/a b", "the address has other than visible ASCII characters")):
        expect(error_of(OSError, websocket.parse_address, address), text)


def case_replies():
    key = "dGhlIHNhbXBsZSBub25jZQ=="
    good = (b"HTTP/1.1 101 Switching Protocols\r\nupgrade: WebSocket\r\nConnection: keep-alive, Upgrade\r\n"
            b"Sec-WebSocket-Accept: s3pPLMBiTxaQ9kYGzzhZRbK+xOo=")
    websocket.check_reply(websocket.parse_head(good), key)
    for reply, text in ((good.replace(b"101 Switching", b"200 All"), "the reply is 200 All Protocols, expected 101"),
                        (good.replace(b"WebSocket\r", b"h2c\r"), "the reply upgrades to something else"),
                        (good.replace(b"s3p", b"S3p"), "the reply has a wrong Sec-WebSocket-Accept"),
                        (b"SSH-2.0", "the reply is not HTTP"),
                        (b"HTTP/1.1 101 OK\r\nnothing", "a line of the handshake is not HTTP")):
        expect(error_of(OSError, lambda: websocket.check_reply(websocket.parse_head(reply), key)), text)


# --- With the program.

def case_an_agent_by_websocket():
    with Program(WEBSOCKET) as program:
        with mmdagent.Agent.connect(f"ws://localhost:{program.port}/any?thing") as agent:
            expect(str(agent.receive(10)), CONNECTED)
            agent.send("TEXT", "天気", "x" * 60_000)
            expect(agent.wait("TEXT", timeout=10).arguments, ("天気", "x" * 60_000))
            for number in range(2000):
                agent.send("N", number)
            for number in range(2000):
                expect(agent.wait("N", timeout=10).arguments, (str(number),))
        program.wait_message("REMOTE_EVENT_DISCONNECTED|127.0.0.1")
        expect(program.find_log("Warning", "127.0.0.1"), [])

        async def asynchronously():
            async with await aio.Agent.connect(f"ws://127.0.0.1:{program.port}/") as agent:
                await agent.send("TEXT", "天気")
                expect((await agent.event("TEXT", timeout=10)).arguments, ("天気",))
        asyncio.run(asynchronously())
        program.wait_message("REMOTE_EVENT_DISCONNECTED|127.0.0.1", 2)


def case_tokens():
    with Program({**WEBSOCKET, "Plugin_Remote_Token": "se cret"}) as program:
        address = f"ws://127.0.0.1:{program.port}/"
        for host in ("127.0.0.1", address, address + "?token=se%20cret"):
            token = None if "token" in host else "se cret"
            with mmdagent.Agent.connect(host, program.port, token=token) as agent:
                agent.send("A")
                agent.wait("A", timeout=10)
        with mmdagent.Agent.connect(address, token="wrong") as agent:
            expect(error_of(mmdagent.ConnectionLost, agent.wait, "A"), f"{address}: the connection ended before A")
        expect(error_of(mmdagent.ConnectionLost, mmdagent.Agent.connect, address + "?token=wrong"),
               f"{address}?token=wrong: cannot connect: the reply is 401 Unauthorized, expected 101")

        async def asynchronously():
            async with await aio.Agent.connect(address, token="se cret") as agent:
                await agent.send("B")
                await agent.event("B", timeout=10)
        asyncio.run(asynchronously())
        environment = {**os.environ, "PYTHONPATH": str(PACKAGE), "MMDAGENT_TOKEN": "se cret"}
        done = subprocess.run([sys.executable, "-m", "mmdagent", "send", "--host", address, "C|1", "--wait", "C"],
                              env=environment, capture_output=True, text=True, timeout=PATIENCE)
        expect((done.returncode, done.stdout, done.stderr), (0, "C|1\n", ""))


def case_a_connection_that_is_made_again():
    with Program(WEBSOCKET) as program:
        with mmdagent.Agent.connect(f"ws://127.0.0.1:{program.port}/", reconnect=True) as agent:
            expect(str(agent.receive(10)), CONNECTED)
            agent._socket._socket.shutdown(socket.SHUT_RDWR)
            agent.wait("REMOTE_EVENT_CONNECTED", timeout=10)
            wait_until(lambda: agent._socket is not None)
            agent.send("A")
            agent.wait("A", timeout=10)


def case_listeners():
    with mmdagent.Listener(port=0, websocket=True) as listener:
        stranger = socket.create_connection(("127.0.0.1", listener.port))
        stranger.sendall(b"GET / HTTP/1.1\r\n\r\n")
        with Program(client(listener.port), listens=False), listener.accept(20) as agent:
            expect(stranger.recv(26), b"HTTP/1.1 426 Upgrade Requi")
            agent.send("A", "x" * 60_000)
            agent.wait("A", "x" * 60_000, timeout=10)
            agent._socket._send(websocket.make_frame(websocket.PING, b"p", False))
            agent.send("B")
            agent.wait("B", timeout=10)

    async def asynchronously():
        async with mmdagent.AsyncListener(port=0, websocket=True) as listener:
            reader, _ = await asyncio.open_connection("127.0.0.1", listener.port)
            program = await asyncio.get_running_loop().run_in_executor(
                None, lambda: Program(client(listener.port), listens=False))
            try:
                async with await listener.accept(20) as agent:
                    await agent.send("A", "1")
                    await agent.event("A", "1", timeout=10)
            finally:
                await asyncio.get_running_loop().run_in_executor(None, program.close)
    asyncio.run(asynchronously())


# --- With the `websockets` package.

@functools.lru_cache(maxsize=None)
def python_with_websockets():
    for python in (sys.executable, "/usr/bin/python3"):
        if Path(python).exists() and subprocess.run([python, "-c", "import websockets"],
                                                    capture_output=True).returncode == 0:
            return python
    print("skipped: python3-websockets is not installed")
    return None


RECEIVE = """
import asyncio, sys, websockets

async def chat(connection, path):
    print(path, flush=True)
    async for message in connection:
        print(repr(message), flush=True)

async def main():
    async with websockets.serve(chat, "localhost", int(sys.argv[1]), ping_interval=0.2, ping_timeout=5):
        await asyncio.Future()

asyncio.run(main())
"""

SEND_AND_RECEIVE = """
import asyncio, sys, websockets

async def send(connection):
    while True:
        await connection.send("TEST_MESSAGE\\n")
        await asyncio.sleep(0.2)

async def chat(connection, path):
    sending = asyncio.ensure_future(send(connection))
    async for message in connection:
        print(repr(message), flush=True)

async def main():
    async with websockets.serve(chat, "localhost", int(sys.argv[1])):
        await asyncio.Future()

asyncio.run(main())
"""

ECHO = """
import asyncio, sys, websockets

async def main():
    async with websockets.connect(sys.argv[1], max_size=None, ping_interval=0.1) as connection:
        async for message in connection:
            if message == "END\\n":
                break
            await connection.send(message)

asyncio.run(main())
"""


class Script:
    def __init__(self, source, *arguments):
        self.process = subprocess.Popen([python_with_websockets(), "-u", "-c", source, *map(str, arguments)],
                                        stdout=subprocess.PIPE, stderr=subprocess.STDOUT, text=True)
        self.lines = []
        threading.Thread(target=self._read, daemon=True).start()

    def _read(self):
        for line in self.process.stdout:
            self.lines.append(line.rstrip("\n"))

    def __enter__(self):
        return self

    def __exit__(self, *_):
        self.process.kill()
        self.process.wait()


def case_p5_a_server_that_receives():
    if python_with_websockets() is None:
        return
    port = free_port()
    settings = {**client(port), "Plugin_Remote_RetryCount": 60}
    # Something that the program says again and again.
    timer = "0 1 <eps> TIMER_START|t|0.2\n1 0 TIMER_EVENT_STOP|t TICK|1\n"
    with Script(RECEIVE, port) as script, Program(settings, files={"main.fst": timer}, listens=False) as program:
        program.wait_log("Status", "connected to")
        wait_until(lambda: "/chat" in script.lines)
        wait_until(lambda: script.lines.count(repr("TICK|1\n")) >= 2)
        # It pings five times a second; who does not answer is closed.
        threading.Event().wait(0.8)
        expect(program.find_log("Status", "lost connection"), [])


def case_p6_a_server_that_sends_and_receives():
    if python_with_websockets() is None:
        return
    port = free_port()
    with Script(SEND_AND_RECEIVE, port) as script, Program({**client(port), "Plugin_Remote_RetryCount": 60},
                                                           listens=False) as program:
        program.wait_message("TEST_MESSAGE", 3)
        wait_until(lambda: script.lines.count(repr("TEST_MESSAGE\n")) >= 2)


def case_websockets_connects_to_the_program():
    if python_with_websockets() is None:
        return
    with Program(WEBSOCKET) as program, Script(ECHO, f"ws://localhost:{program.port}/") as script:
        with program.connect() as peer:
            program.wait_message(CONNECTED, 2)
            peer.send("END\n")
            expect(script.process.wait(PATIENCE), 0)
        program.wait_message("REMOTE_EVENT_DISCONNECTED|127.0.0.1", 2)


def case_websockets_connects_to_our_listener():
    if python_with_websockets() is None:
        return
    with mmdagent.Listener(port=0, websocket=True) as listener:
        with Script(ECHO, f"ws://127.0.0.1:{listener.port}/") as script, listener.accept(PATIENCE) as agent:
            for text in ("天気", "x" * 60_000):
                agent.send("A", text)
                agent.wait("A", text, timeout=10)
            threading.Event().wait(0.3)  # for pings
            agent.send("END")
            expect(script.process.wait(PATIENCE), 0)


def case_our_agent_connects_to_websockets():
    if python_with_websockets() is None:
        return
    port = free_port()
    with Script(SEND_AND_RECEIVE, port) as script:
        with mmdagent.Agent.connect(f"ws://127.0.0.1:{port}/chat", reconnect=True, timeout=PATIENCE) as agent:
            agent.wait("TEST_MESSAGE", timeout=10)
            agent.send("A", "天気")
            wait_until(lambda: repr("A|天気\n") in script.lines)


run_cases(globals())
