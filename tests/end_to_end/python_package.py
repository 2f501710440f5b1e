"""The Python package Plugin_Remote/python/mmdagent, with the real program and with sockets of the test."""

import array
import asyncio
import logging
import os
import re
import signal
import socket
import subprocess
import sys
import tempfile
import threading
import time
import wave
from pathlib import Path

from support import (BIN, PATIENCE, SERVER, SOURCE, Agent as Program, Listener, Peer, expect, run_cases,
                     wait_until)

PACKAGE = SOURCE / "Plugin_Remote" / "python"
SAMPLE = SOURCE / "Resource" / "Sample"
sys.path.insert(0, str(PACKAGE))
os.environ["MMDAGENT"] = str(BIN / "mmdagent")

import mmdagent  # noqa: E402
from mmdagent import aio, launch  # noqa: E402
from mmdagent.commands import Commands  # noqa: E402
from generate_commands import generate  # noqa: E402
from mmdagent.message import LONGEST_LINE, LineReader, format_argument, format_line  # noqa: E402
from mmdagent.sound import sound_packs  # noqa: E402
from mmdagent.websocket import BINARY, TEXT, FrameReader  # noqa: E402
from mmdagent.websocket_blocking import WebsocketConnection  # noqa: E402

logging.disable(logging.CRITICAL)
ENVIRONMENT = {**os.environ, "PYTHONPATH": str(PACKAGE), "PYTHONDONTWRITEBYTECODE": "1"}


def error_of(kind, function, *arguments, **named):
    """The whole text of the error that must come."""
    try:
        result = function(*arguments, **named)
    except kind as error:
        return str(error)
    raise AssertionError(f"no {kind.__name__}, but {result!r}")


def async_error_of(kind, awaitable):
    return error_of(kind, lambda: asyncio.run(awaitable))


def pair(**options):
    """An agent and the other end of its connection."""
    ours, theirs = socket.socketpair()
    theirs.settimeout(PATIENCE)
    return mmdagent.Agent(ours, "test", **options), theirs


# --- Messages.

def case_lines_become_messages():
    for line, name, arguments in (("MESSAGE|aaa|bbb", "MESSAGE", ("aaa", "bbb")), ("A", "A", ()), ("A|", "A", ()),
                                  ("A||b|c", "A", ("b", "c")), ("|A|b", "A", ("b",)), (" A|1", " A", ("1",)),
                                  ("|", "", ()), ("R|天気", "R", ("天気",))):
        message = mmdagent.Message.parse(line)
        expect((message.type, message.arguments, message.text), (name, arguments, line))
    expect(str(mmdagent.Message("A", ("b", "c"))), "A|b|c")
    expect(mmdagent.Message.parse("A|b|1|c").matches("A", "b", 1), True)
    expect(mmdagent.Message.parse("A|b").matches("A", "b", 1), False)


def case_arguments_become_text():
    for value, text in ((True, "ON"), (False, "OFF"), (3, "3"), (2.0, "2"), (-0.25, "-0.25"), (1e-7, "0.0000001"),
                        (1e20, "100000000000000000000"), ((1, 2.5, 0), "1,2.5,0"), (["a", 1], "a,1")):
        expect(format_argument(value), text, repr(value))


def case_messages_that_cannot_be_sent():
    for arguments, text in (
            (("",), "the type is empty"),
            (("A|b",), 'type "A|b" contains "|", which separates arguments'),
            (("A\n",), "the type contains a line feed, which no line can hold"),
            (("A", "x", "b\r"), "A: argument 2 contains a carriage return, which no line can hold"),
            (("A", "b\0"), "A: argument 1 contains a NUL character, which no line can hold"),
            (("A", "b|c"), 'A: argument 1 contains "|", which separates arguments'),
            (("A", ""), "A: argument 1 is empty, which no line can hold"),
            (("A", *"12345678901"), "A: 11 arguments, at most 10 are possible"),
            (("A", float("nan")), "an argument is nan, expected a finite number"),
            (("A", None), "an argument is of type NoneType, expected text, number, bool, list or tuple"),
            (("A", "x" * LONGEST_LINE), "the line has 65537 bytes, at most 65535 are possible"),
            (("A", "\ud800"), "the line is not Unicode text at character 2"),
            (("__AV_START",), 'type "__AV_START" is not a message on this connection; send_line() sends it as it is'),
            (("SND0960x",), 'type "SND0960x" is not a message on this connection; send_line() sends it as it is'),
            (("GET /",), 'type "GET /" begins like a request of a browser, which the program refuses')):
        expect(error_of(mmdagent.MessageError, format_line, *arguments), text)
    expect(len(format_line("A", "x" * (LONGEST_LINE - 2))), LONGEST_LINE)


def case_received_bytes_in_any_pieces():
    long = b"L" * LONGEST_LINE
    data = b"\r\n\nA|1\r\nB\rC|\xe5\xa4\xa9\n" + long + b"\n" + long + b"x\nD\0\nE\xff\nF\nrest"
    wanted = ["A|1", "B", "C|天", long.decode(), "F"]
    for size in (500, 1000, 1001, LONGEST_LINE, len(data)):
        reader = LineReader()
        blocks = [data[start:start + size] for start in range(0, len(data), size)]
        lines = [str(message) for block in blocks for message in reader.feed(block)]
        expect((lines, reader.dropped), (wanted, 3), f"pieces of {size}")
    reader, data = LineReader(), data.replace(long, b"")
    lines = [str(message) for byte in data for message in reader.feed(bytes([byte]))]
    expect((lines, reader.dropped), (["A|1", "B", "C|天", "x", "F"], 2))


# --- Sound.

def wave_file(folder, rate, channels, width, frames):
    path = Path(folder) / f"{rate}_{channels}_{width}.wav"
    with wave.open(str(path), "wb") as file:
        file.setparams((channels, width, rate, 0, "NONE", ""))
        file.writeframes(frames)
    return path


def samples_of(packs):
    numbers = array.array("h")
    for pack in packs:
        expect((pack[:3], int(pack[3:7])), (b"SND", len(pack) - 7))
        numbers.frombytes(pack[7:])
    return list(numbers)


def case_samples_become_packs():
    numbers = [number % 30_000 - 15_000 for number in range(1500)]
    data = array.array("h", numbers).tobytes()
    for source in (numbers, array.array("h", numbers), data, iter([data[:7], data[7:2000], data[2000:]]),
                   (numbers[at:at + 300] for at in range(0, 1500, 300))):
        packs = list(sound_packs(source))
        expect([len(pack) for pack in packs], [1287, 1287, 447])
        expect(samples_of(packs), numbers)
    expect(list(sound_packs([])), [])
    expect(error_of(mmdagent.AgentError, list, sound_packs([40_000]))[:46],
           "a sample is no number from -32768 to 32767: si")


def case_wave_files_become_packs():
    with tempfile.TemporaryDirectory() as folder:
        ramp = array.array("h", range(0, 16_000, 10))
        expect(samples_of(sound_packs(wave_file(folder, 16_000, 1, 2, ramp.tobytes()))), list(ramp))
        both = array.array("h", [value for number in ramp for value in (number + 100, number - 100)])
        expect(samples_of(sound_packs(str(wave_file(folder, 16_000, 2, 2, both.tobytes())))), list(ramp))
        wide = b"".join((number << 8).to_bytes(3, "little", signed=True) for number in ramp)
        expect(samples_of(sound_packs(wave_file(folder, 16_000, 1, 3, wide))), list(ramp))
        expect(samples_of(sound_packs(wave_file(folder, 16_000, 1, 1, bytes([128, 255, 0])))), [0, 127 << 8, -32768])
        # A ramp of another rate is a ramp still: steps of 10 become steps of 5, 20 and 27.56.
        for rate, step in ((8_000, 5), (32_000, 20), (44_100, 10 * 44_100 / 16_000)):
            got = samples_of(sound_packs(wave_file(folder, rate, 1, 2, ramp.tobytes())))
            assert abs(len(got) - 1600 * 16_000 / rate) <= 2, (rate, len(got))
            for number, value in enumerate(got):
                assert abs(value - got[0] - number * step) <= 2, (rate, number, value)
        broken = Path(folder) / "broken.wav"
        broken.write_bytes(b"RIFF")
        assert error_of(mmdagent.AgentError, list, sound_packs(broken)).startswith(
            f"{broken}: expected a wave file of whole-numbered samples: ")


def case_an_agent_speaks():
    head = b"__AV_SETMODEL,mei\n__AV_START\nSNDFILE\n"
    packs = list(sound_packs([7] * 1000))
    agent, theirs = pair()
    with agent:
        expect(agent.speak([7] * 1000, "mei"), 1000 / 16_000)
        wanted = head + b"".join(packs) + b"SNDBRKS\n"
        expect(theirs.recv(1 << 16), wanted)
        theirs.close()
    ours, theirs = socket.socketpair()
    with mmdagent.Agent(WebsocketConnection(ours, True, b""), "test") as agent:
        agent.speak([7] * 1000)
        frames = list(FrameReader(masked=True).feed(theirs.recv(1 << 16)))
        expect([kind for kind, _ in frames], [TEXT, TEXT, BINARY, BINARY, TEXT])
        expect([payload for _, payload in frames[2:4]], packs)
        theirs.close()

    async def asynchronously(port):
        async def blocks():
            for _ in range(4):
                await asyncio.sleep(0.001)
                yield [7] * 250
        async with await aio.Agent.connect(port=port) as agent:
            expect(await agent.speak(blocks()), 1000 / 16_000)
    with Listener() as listener:
        thread = threading.Thread(target=lambda: asyncio.run(asynchronously(listener.port)))
        thread.start()
        with listener.accept() as peer:
            data = peer.rest()
        thread.join()
    expect(data, head[18:] + b"".join(packs) + b"SNDBRKS\n")


# --- Commands.

class Recorder(Commands):
    def send(self, name, *arguments):
        return format_line(name, *arguments)


def case_commands_are_those_of_the_program():
    done = subprocess.run([sys.executable, PACKAGE / "generate_commands.py", "--check"], capture_output=True, text=True,
                          check=False, env=ENVIRONMENT)
    expect((done.returncode, done.stderr), (0, ""))


def case_commands_become_lines():
    to = Recorder()
    for line, wanted in (
            (to.model_add("mei", "mei.pmx"), "MODEL_ADD|mei|mei.pmx"),
            (to.model_add("mei", "mei.pmx", position=(0, 0, 0)), "MODEL_ADD|mei|mei.pmx|0,0,0"),
            (to.model_add("mei", "mei.pmx", toon=False), "MODEL_ADD|mei|mei.pmx|0,0,0|0,0,0|OFF"),
            (to.motion_add("mei", "a", "a.vmd", priority=5), "MOTION_ADD|mei|a|a.vmd|FULL|ONCE|ON|OFF|5"),
            (to.camera("view.vmd"), "CAMERA|view.vmd"),
            (to.camera((0, 1, 2), "0,0,0", 50, fovy=18.5, model="mei"), "CAMERA|0,1,2|0,0,0|50|18.5|-1|mei"),
            (to.model_bindface("mei", "smile", 0.5), "MODEL_BINDFACE|mei|smile|0.5"),
            (to.model_bindface("key", 0, 1, "mei", "smile", 0, 1), "MODEL_BINDFACE|key|0|1|mei|smile|0|1"),
            (to.prompt_show("Well?", "yes", "no"), "PROMPT_SHOW|Well?|yes|no"),
            (to.transparent_start(), "TRANSPARENT_START")):
        expect(line, wanted)
    for function, text in (
            (lambda: to.model_add("mei", "mei.pmx", parent_bone="head"),
             "MODEL_ADD: parent_bone is given, so parent_alias must be given"),
            (lambda: to.caption_setstyle("s", "default", (1, 1, 1, 1), edge=(0, 0, 0, 1, 2)),
             "CAPTION_SETSTYLE: 4 arguments, expected 3 or 6"),
            (lambda: to.camera("view.vmd", speed=1),
             "CAMERA: expected (position, rotation, distance, fovy, [seconds], [model], [bone]) or (file), "
             "got ('view.vmd', speed=1)")):
        expect(error_of(mmdagent.MessageError, function), text)


def case_rows_of_the_table_become_methods():
    for arguments, counts, defaults, wanted in (
            ("", "0", "", "(self) -> Sent:"),
            ("alias|file.vmd[|x,y,z[|ON or OFF (toon)]]", "2-4", "0,0,0|ON",
             "(self, alias: str, file: str, position: Optional[Values] = None, toon: Optional[Switch] = None) "
             "-> Sent:"),
            ("text or file|LEFT or RIGHT", "2", "",
             '(self, text: str, left_or_right: Literal["LEFT", "RIGHT"]) -> Sent:'),
            ("a|b or file", "1 or 2", "", "(self, a: str, b: str) -> Sent: ..."),
            ("from|someName", "any", "", "(self, from_: str, some_name: str) -> Sent:"),
            ("prose, or other|prose", "7", "", "(self, *arguments: Argument) -> Sent:"),
            ("broken[|bracket", "1 or 2", "", "(self, *arguments: Argument) -> Sent:")):
        text = generate([{"name": "WAIT", "arguments": arguments, "argument_counts": counts, "defaults": defaults,
                          "events": [], "help": 'A \\ and """.'}])
        compile(text, "commands.py", "exec")
        # The method of a command WAIT must not hide the agent's own.
        expect(re.sub(r",\n +", ", ", text).split("def wait_")[1].split("\n")[0], wanted)


# --- The blocking agent.

def case_wait_leaves_other_messages():
    agent, other = pair()
    other.sendall(b"A|1\nB|1\nA|2|x\nB|2\n")
    expect(str(agent.wait("A", 2)), "A|2|x")
    expect(str(agent.wait("B")), "B|1")
    expect(error_of(mmdagent.WaitTimeout, agent.wait, "C", "x", timeout=0.02), "test: C|x did not come within 0.02 s")
    other.close()
    expect([str(message) for message in agent], ["A|1", "B|2"])
    expect(error_of(mmdagent.ConnectionLost, agent.wait, "C"), "test: the connection ended before C")
    expect(error_of(mmdagent.ConnectionLost, agent.send, "A"), "test: not connected")
    agent.close()


def case_what_nobody_takes_is_skipped():
    agent, other = pair(inbox_limit=3)
    other.sendall(b"".join(b"A|%d\n" % number for number in range(8)))
    other.close()
    agent._thread.join(PATIENCE)
    expect([str(message) for message in agent], ["REMOTE_EVENT_SKIPPED|5", "A|5", "A|6", "A|7"])
    agent.close()


def case_callbacks():
    agent, other = pair()
    calls, errors = [], []

    def waits(_):
        errors.append(error_of(mmdagent.AgentError, agent.wait, "B"))
    agent.subscribe("A", lambda message: 1 / 0)
    end = agent.subscribe("A", lambda message: calls.append(str(message)))
    agent.subscribe("WAIT", waits)
    agent.subscribe(None, lambda message: calls.append("any"))
    other.sendall(b"A|1\nB\n")
    agent.wait("B")
    end()
    other.sendall(b"A|2\nWAIT\nC\n")
    agent.wait("C")
    expect(calls, ["A|1", "any", "any", "any", "any", "any"])
    expect(errors, ["test: a callback waits, but nothing is read while it runs"])
    other.shutdown(socket.SHUT_WR)
    agent.close()
    expect(other.recv(1), b"", "the end of the connection")


def case_connects_again():
    server = Listener()
    agent = mmdagent.Agent.connect(port=server.port, reconnect=True)
    for number in range(2):
        connection = server.accept()
        wait_until(lambda: agent._socket is not None)
        agent.send("A", number)
        expect(connection.line(), f"A|{number}")
        connection.send("B\nunfinished")
        agent.wait("B", timeout=PATIENCE)
        connection.close()
    connection = server.accept()
    connection.send("C\n")
    expect(str(agent.wait("C", timeout=PATIENCE)), "C", "nothing of the connection before is left")
    server.close()
    connection.close()
    wait_until(lambda: agent._socket is None)
    expect(error_of(mmdagent.ConnectionLost, agent.send, "A"), f"127.0.0.1:{server.port}: not connected")
    agent.close()
    expect(agent.receive(), None)
    expect(error_of(mmdagent.ConnectionLost, mmdagent.Agent.connect, port=server.port),
           f"127.0.0.1:{server.port}: cannot connect: Connection refused")


def case_a_slow_reader_is_told_of_skipped_lines():
    with mmdagent.Agent.launch() as agent:
        reads = threading.Event()
        agent.subscribe("STOP", lambda message: reads.wait(PATIENCE))
        agent.send("STOP")
        peer = Peer(agent.program.port)
        block = b"".join(b"LONG|%d|%s\n" % (number, b"x" * 60000) for number in range(400))
        reading = threading.Thread(target=peer.rest)  # the peer is not slow
        reading.start()
        peer.send(block + b"END\n")
        wait_until(lambda: b"END" in peer.data[-100:], what="the last line")
        reads.set()
        assert int(agent.wait("REMOTE_EVENT_SKIPPED", timeout=PATIENCE).arguments[0]) > 0
        agent.wait("END", timeout=PATIENCE)
        peer.socket.shutdown(socket.SHUT_RDWR)
        reading.join()
        peer.close()


# --- asyncio.

def case_asyncio_agent():
    server = Listener()

    async def talk():
        agent = await aio.Agent.connect(port=server.port, reconnect=True)
        connection = server.accept()
        called = asyncio.Event()

        async def callback(message):
            called.set()
        agent.subscribe("A", callback)
        await asyncio.gather(*(agent.keyvalue_set("k", number) for number in range(3)))
        expect([connection.line() for _ in range(3)], [f"KEYVALUE_SET|k|{number}" for number in range(3)])
        connection.send("A|1\nB|1\nA|2\n")
        expect(str(await agent.event("A", 2)), "A|2")
        await asyncio.wait_for(called.wait(), PATIENCE)
        connection.close()
        connection = await asyncio.get_running_loop().run_in_executor(None, server.accept)
        connection.send("C\nD\n")
        seen = []
        async for message in agent:
            seen.append(str(message))
            if message.type == "C":
                break
        expect(seen, ["A|1", "B|1", "C"])
        try:
            await agent.event("X", timeout=0.02)
        except mmdagent.WaitTimeout as error:
            expect(str(error), f"127.0.0.1:{server.port}: X did not come within 0.02 s")
        waiting = asyncio.ensure_future(agent.event("X"))
        await asyncio.sleep(0)
        server.close()
        connection.close()
        await agent.close()
        await waiting
    expect(async_error_of(mmdagent.ConnectionLost, talk()),
           f"127.0.0.1:{server.port}: the connection ended before X")
    expect(async_error_of(mmdagent.ConnectionLost, aio.Agent.connect(port=server.port)).split(":")[2],
           " cannot connect")


# --- Programs that connect out.

def case_listeners():
    async def accept(port):
        async with mmdagent.AsyncListener(port=port) as listener:
            async with await listener.accept(timeout=PATIENCE) as agent:
                await agent.send("FROM_ASYNCIO")
                await agent.event("FROM_ASYNCIO", timeout=PATIENCE)
            return listener.port
    listener = mmdagent.Listener(port=0)
    expect(error_of(mmdagent.WaitTimeout, listener.accept, timeout=0.01),
           f"127.0.0.1:{listener.port}: no program connected within 0.01 s")
    expect(error_of(mmdagent.AgentError, mmdagent.Listener, port=listener.port),
           f"127.0.0.1:{listener.port}: cannot listen: Address already in use")
    with Program({"Plugin_Remote_EnableClient": "true", "Plugin_Remote_Hostname": "127.0.0.1",
                  "Plugin_Remote_Port": listener.port, "Plugin_Remote_RetryCount": "60"}, listens=False):
        with listener, listener.accept(timeout=PATIENCE) as agent:
            agent.send("FROM_LISTENER")
            agent.wait("FROM_LISTENER", timeout=PATIENCE)
        expect(asyncio.run(accept(listener.port)), listener.port)


# --- Launching.

def case_launch_finds_starts_and_stops():
    with mmdagent.Agent.launch(SAMPLE, "--set", "my_key=5") as agent:
        program = agent.program
        agent.model_add("mei", "sample.pmx", position=(0, 0, 0))
        agent.wait("MODEL_EVENT_ADD", "mei", timeout=PATIENCE)
    expect(program.process.returncode, 0)
    assert any("MODEL_ADD|mei" in line for line in program.log())


def case_launch_says_what_is_wrong():
    with tempfile.TemporaryDirectory() as folder:
        fake = Path(folder) / "fake"

        def fails(script):
            fake.write_text("#!/bin/sh\n" + script, encoding="utf-8")
            fake.chmod(0o755)
            return error_of(mmdagent.LaunchError, lambda: mmdagent.Agent.launch(program=str(fake), timeout=5).close())
        expect(fails("echo oh no\nexit 3\n"), f"{fake}: ended with status 3: oh no")
        listens = ("exec python3 -uc \"import signal, socket, sys; s = socket.create_server(('127.0.0.1', 0)); "
                   "signal.signal(signal.SIGTERM, lambda *_: sys.exit(5)); "
                   "print('[0] Remote: Status: listening port', s.getsockname()[1]); s.accept()[0].recv(1); "
                   "signal.pause()\"\n")
        expect(re.sub(r"\d+$", "N", fails(listens)),
               f"{fake}: ended with status 5: [0] Remote: Status: listening port N")
        expect(error_of(mmdagent.LaunchError, launch.find_program, "no_such_program"),
               '"no_such_program" is no program; give program=, set MMDAGENT, or put mmdagent on the PATH')
        missing = error_of(mmdagent.LaunchError, mmdagent.Agent.launch, Path(folder) / "missing.mdf")
        wanted = rf"{re.escape(os.environ['MMDAGENT'])}: ended with status [12]: .*missing\.mdf.*"
        assert re.fullmatch(wanted, missing), missing
    try:
        with mmdagent.Agent.launch() as agent:
            agent.program.process.send_signal(signal.SIGKILL)
            raise KeyError("mine")
    except KeyError:
        pass  # the first error is the one that is seen


if __name__ == "__main__":
    run_cases(globals())
