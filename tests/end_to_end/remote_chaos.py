"""Peers that behave badly in every way, while others go on as if nothing was.

usage: remote_chaos.py [--limits] [case…]

MMDAGENT_LONG=1: 30 s each (nothing lost: 2 minutes), and each kind of chaos by itself. What is random
comes from fixed seeds. --limits: the witnesses' 99th percentile must stay below 10 ms.
"""

import array
import fcntl
import os
import random
import selectors
import socket
import subprocess
import sys
import termios
import threading
import time

import support
from remote_watch import Watched, ignoring_errors
from support import CONNECTED, DISCONNECTED, LONG, SERVER, Agent, Peer, expect, run_cases, wait_until

SECONDS = 30.0 if LONG else 0.6
LIMITS = "--limits" in sys.argv
LONGEST_ANSWER = 0.010


# --- Who behaves badly: each runs in a process of its own, "act NAME PORT SEED SECONDS".

def drain(peer):
    threading.Thread(target=lambda: ignoring_errors(peer.rest), daemon=True).start()


def act_slow_readers(port, _, until):
    """They never read, with small buffers, and send all the same."""
    peers = [Peer(port) for _ in range(3)]
    for peer in peers:
        peer.socket.setsockopt(socket.SOL_SOCKET, socket.SO_RCVBUF, 4096)
    count = 0
    while time.monotonic() < until:
        for peer in peers:
            peer.send(f"SLOW|{count}\n")
        count += 1
        time.sleep(0.02)


def act_flood(port, source, until):
    peer = Peer(port)
    drain(peer)
    while time.monotonic() < until:
        filling = "f" * source.randrange(100)
        peer.send("".join(f"FLOOD|{number}|{filling}\n" for number in range(200)))


def act_surplus(port, _, until):
    """As many as there may be, and those that may not."""
    while time.monotonic() < until:
        peers = [Peer(port) for _ in range(12)]
        time.sleep(0.25)  # let in without having said anything
        for peer in peers:
            peer.close()


def act_slow_loris(port, _, until):
    """Lines that never end, a byte at a time, of text, sound and a WebSocket's request."""
    peers = [Peer(port) for _ in range(3)]
    texts = [b"LORIS|" + b"l" * 60, b"SND9999" + b"s" * 60, b"GET / HTTP/1.1\r\nHost: localhost\r\nX: "]
    for at in range(1_000_000):
        if time.monotonic() >= until:
            break
        for number, peer in enumerate(peers):
            try:
                peer.send(texts[number][at:at + 1] or b"x")
            except OSError:
                peers[number] = Peer(port)
        time.sleep(0.005)


def act_connect_and_close(port, source, until):
    while time.monotonic() < until:
        peer = Peer(port)
        if source.random() < 0.5:
            ignoring_errors(lambda one=peer: one.send("HALF A LI"))
        if source.random() < 0.5:
            peer.reset()
        peer.close()


def act_sound(port, _, until):
    """A hundred packs a second."""
    peer = Peer(port)
    drain(peer)
    peer.send("__AV_SETMODEL,0\n__AV_START\n")
    while time.monotonic() < until:
        peer.send(b"SND0320" + bytes(320))
        time.sleep(0.01)


def act_garbage(port, source, until):
    while time.monotonic() < until:
        peer = Peer(port)
        drain(peer)
        for _ in range(source.randrange(1, 20)):
            start = source.choice([b"", b"SND1234", b"__AV_", b"GET / HTTP/1.1\r\n", b"\x81\xfe", b"\n"])
            ignoring_errors(lambda one=peer, data=start: one.send(data + source.randbytes(source.randrange(2000))))
        ignoring_errors(peer.reset)


ACTS = {name[4:]: function for name, function in list(globals().items()) if name.startswith("act_")}


def act(name, port, seed, seconds):
    ignoring_errors(lambda: ACTS[name](int(port), random.Random(int(seed)), time.monotonic() + float(seconds)))


class Actors:
    """Processes that end by themselves, or with the block."""

    def __init__(self, names, port, seconds):
        self.processes = [subprocess.Popen([sys.executable, __file__, "act", name, str(port), str(seed), str(seconds)],
                                           stderr=subprocess.DEVNULL) for seed, name in enumerate(names)]

    def running(self):
        return any(process.poll() is None for process in self.processes)

    def __enter__(self):
        return self

    def __exit__(self, *_):
        for process in self.processes:
            process.kill()
            process.wait()


# --- Who must not notice.

class Witness:
    """Sends numbered lines and waits for each to come back: every one, in order, and how fast."""

    def __init__(self, agent):
        self.peer, self.number, self.times = agent.connect(), 0, []
        self.unseen = b"\n" + self.peer.data  # from a line end on

    def ask(self):
        start = time.monotonic()
        answer = f"\nWITNESS|{self.number}\n".encode()
        self.peer.send(answer[1:])
        while (at := self.unseen.find(answer)) < 0:
            self.look_at(self.unseen)
            block = self.peer.socket.recv(1 << 20)
            assert block, "the witness's connection ended"
            self.unseen = self.unseen[self.unseen.rfind(b"\n"):] + block
        self.look_at(self.unseen[:at + 1])
        self.unseen = self.unseen[at + len(answer) - 1:]
        self.times.append(time.monotonic() - start)
        self.number += 1

    def look_at(self, text):
        """Lines of others; whole blocks at once, or the witness is a slow reader itself."""
        for wrong in (b"\nWITNESS|", b"\nREMOTE_EVENT_SKIPPED|"):
            assert wrong not in text, text[text.find(wrong):][:80]

    def report(self, what):
        ordered = sorted(self.times)
        middle, high = ordered[len(ordered) // 2], ordered[int(0.99 * len(ordered))]
        print(f"       {what}: {len(ordered)} answers, median {middle * 1e3:.2f} ms, 99 % {high * 1e3:.2f} ms")
        assert not LIMITS or high < LONGEST_ANSWER, f"{what}: 99 % of answers took {high * 1e3:.1f} ms"


def chaos(*names):
    with Watched({"Plugin_Remote_WebsocketServer": "true"}) as agent:
        witness = Witness(agent)
        with Actors(names, agent.port, SECONDS) as actors:
            while actors.running():
                witness.ask()
                time.sleep(0.002)
        witness.report(", ".join(names).replace("_", " "))
        witness.peer.close()


def case_everything_at_once():
    chaos(*ACTS)


if LONG:
    for act_name in ACTS:
        globals()[f"case_{act_name}"] = lambda name=act_name: chaos(name)


# --- Peers behind a network that takes no packets any more.

def case_half_open_peers():
    support.require_network_namespaces()
    done = subprocess.run(support.network_namespace_command([sys.executable, __file__, "inside_half_open"]), timeout=180)
    if done.returncode == support.SKIPPED:
        print("skipped: no pair of networks can be made")
    else:
        expect(done.returncode, 0)


class OtherNetwork:
    """A second network with one cable to ours: 10.9.0.1 here, 10.9.0.2 there."""

    def __init__(self):
        self.holder = subprocess.Popen(["unshare", "-n", "sleep", "600"])
        here = os.readlink("/proc/self/ns/net")
        wait_until(lambda: os.readlink(f"/proc/{self.holder.pid}/ns/net") != here, what="a second network")
        link = ["ip", "link", "add", "here", "type", "veth", "peer", "name", "there", "netns", str(self.holder.pid)]
        if subprocess.run(link, check=False, capture_output=True).returncode != 0:
            self.close()
            sys.exit(support.SKIPPED)
        for command in (["ip", "address", "add", "10.9.0.1/24", "dev", "here"], ["ip", "link", "set", "here", "up"]):
            subprocess.run(command, check=True)
        self.run("ip", "address", "add", "10.9.0.2/24", "dev", "there")
        self.plug(True)

    def run(self, *command, check=True):
        return subprocess.run(["nsenter", "-t", str(self.holder.pid), "-n", *command], check=check,
                              capture_output=True).returncode

    def start(self, *command):
        return subprocess.Popen(["nsenter", "-t", str(self.holder.pid), "-n", *command], stdin=subprocess.PIPE,
                                stdout=subprocess.PIPE, text=True)

    def plug(self, on):
        self.run("ip", "link", "set", "there", "up" if on else "down")

    def lossy(self):
        """Whether packets get lost and late now."""
        return self.run("tc", "qdisc", "add", "dev", "there", "root", "netem", "loss", "20%", "delay", "3ms",
                        check=False) == 0

    def close(self):
        self.holder.kill()
        self.holder.wait()


FAR_PEERS = """
import socket, sys, time
peers = [socket.create_connection(("10.9.0.1", int(sys.argv[1])), timeout=20) for _ in range(5)]
for peer in peers:
    peer.recv(1 << 16)
print("connected", flush=True)
for line in sys.stdin:
    for number, peer in enumerate(peers):
        peer.sendall(f"FAR|{number}|{line.strip()}\\n".encode())
    print("sent", flush=True)
"""


def inside_half_open():
    network = OtherNetwork()
    try:
        with Agent({**SERVER, "Plugin_Remote_ListenAddress": "0.0.0.0"}) as agent:
            far = network.start(sys.executable, "-u", "-c", FAR_PEERS, str(agent.port))
            expect(far.stdout.readline(), "connected\n")
            witness, descriptors = Witness(agent), agent.descriptors()
            if network.lossy():
                speak_from_far(far, agent, "lossy")
            else:
                print("       netem is not available: the cable is only pulled")
            network.plug(False)
            end, filling = time.monotonic() + SECONDS, "f" * 20_000
            while time.monotonic() < end:
                witness.peer.send(f"FILL|{filling}\n")
                witness.ask()
            expect(agent.descriptors(), descriptors)
            witness.report("the others are cut off")
            far.stdin.write("cut off\n")  # waits in their system until the cable is back
            far.stdin.flush()
            network.plug(True)
            speak_from_far(far, agent, "back")
            for number in range(5):
                expect([line for line in agent.messages() if line.startswith(f"FAR|{number}|")][-2:],
                       [f"FAR|{number}|cut off", f"FAR|{number}|back"])
            network.plug(False)
            start = time.monotonic()
            expect(agent.stop(), 0)
            assert time.monotonic() - start < 2.0, "half-open peers held up the end"
    finally:
        network.close()


def speak_from_far(far, agent, word):
    far.stdin.write(word + "\n")
    far.stdin.flush()
    for number in range(5):
        agent.wait_message(f"FAR|{number}|{word}", timeout=60)


# --- Nothing lost.

class Stream:
    """One connection: numbered lines in random segments, then one of four ends.

    `sure`: everything was acknowledged before the end, so every complete line must arrive; else those
    that arrive must be the first ones.
    """

    def __init__(self, port, slot, number, source):
        self.slot, self.number, self.source = slot, number, source
        self.end = source.choice(["half-close", "close", "reset when acknowledged", "reset at once"])
        self.sure = self.end in ("half-close", "reset when acknowledged")
        self.lines = [f"N|{slot}|{number}|{line}|{'n' * source.randrange(200)}" for line in range(source.randrange(80))]
        rest = f"N|{slot}|{number}|unfinished" if source.random() < 0.5 else ""
        self.waiting = "".join(line + "\n" for line in self.lines).encode() + rest.encode()
        self.state, self.received, self.next_time = "greeted", b"", 0.0
        self.socket = socket.create_connection(("127.0.0.1", port))
        self.socket.setblocking(False)

    def step(self, now):
        """True when it is over."""
        self.read()
        if self.state == "over" or now < self.next_time:
            return self.state == "over"
        if self.state == "sending":
            self.send(now)
        elif self.state == "ending":
            self.finish()
        return self.state == "over"

    def read(self):
        try:
            while block := self.socket.recv(1 << 16):
                if self.state == "greeted":
                    self.received += block
            # The program ended it: what was shut down is over, or there were twenty others.
            if self.state == "greeted":
                self.lines, self.waiting = [], b""
            self.over()
        except BlockingIOError:
            if self.state == "greeted" and CONNECTED.encode() + b"\n" in self.received:
                self.state = "sending"

    def send(self, now):
        try:
            sent = self.socket.send(self.waiting[:self.source.randrange(1, 700)]) if self.waiting else 0
        except BlockingIOError:
            sent = 0
        self.waiting = self.waiting[sent:]
        self.next_time = now + self.source.choice([0, 0, 0, 0.001, 0.003])
        if not self.waiting:
            self.state = "ending"

    def finish(self):
        if self.end == "half-close":
            self.socket.shutdown(socket.SHUT_WR)
            self.state = "shut"
        elif self.end == "close":
            self.over()
        elif self.end == "reset at once" or self.is_acknowledged():
            self.socket.setsockopt(socket.SOL_SOCKET, socket.SO_LINGER, array.array("i", [1, 0]).tobytes())
            self.over()

    def is_acknowledged(self):
        left = array.array("i", [0])
        fcntl.ioctl(self.socket, termios.TIOCOUTQ, left)
        return left[0] == 0

    def over(self):
        self.socket.close()
        self.state = "over"


def run_streams(port, seconds):
    """All streams, each over."""
    source, streams, running, numbers = random.Random(20), [], {}, [0] * 20
    end = time.monotonic() + seconds
    while running or time.monotonic() < end:
        now = time.monotonic()
        for slot in range(20):
            if slot in running:
                if running[slot].step(now):
                    del running[slot]
            elif now < end:
                streams.append(Stream(port, slot, numbers[slot], random.Random(source.random())))
                running[slot] = streams[-1]
                numbers[slot] += 1
        with selectors.DefaultSelector() as selector:
            for stream in running.values():
                selector.register(stream.socket, selectors.EVENT_READ)
            selector.select(0.001)
    return streams


def case_nothing_is_lost():
    with Agent(SERVER) as agent:
        streams = run_streams(agent.port, 120.0 if LONG else 1.0)
        wait_until(lambda: agent.messages().count(DISCONNECTED) == agent.messages().count(CONNECTED), 60,
                   "everybody has left")
        arrived = {}
        for line in agent.messages():
            if line.startswith("N|"):
                arrived.setdefault(tuple(map(int, line.split("|")[1:3])), []).append(line)
        lines = sum(map(len, arrived.values()))
        for stream in streams:
            got = arrived.pop((stream.slot, stream.number), [])
            wanted = stream.lines if stream.sure else stream.lines[:len(got)]
            expect(got, wanted, f"stream {stream.slot}/{stream.number}, {stream.end}")
        expect(arrived, {}, "lines of nobody")
        print(f"       {len(streams)} connections, {lines} lines")
        assert lines > 100, lines


if sys.argv[1:2] == ["act"]:
    act(*sys.argv[2:6])
elif sys.argv[1:2] == ["inside_half_open"]:
    inside_half_open()
else:
    sys.argv = [word for word in sys.argv if word != "--limits"]
    run_cases(globals())
