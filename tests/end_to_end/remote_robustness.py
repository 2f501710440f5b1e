"""Peers that behave badly: nothing is lost for others, nothing grows. MMDAGENT_LONG=1: full length."""

import random
import threading
import time

from remote_watch import MEBIBYTE, MESSAGE, Watched, ignoring_errors
from support import CONNECTED, LONG, Peer, expect, run_cases


def next_line(peer):
    """Without what comes when somebody says nothing for long, as on a slow machine."""
    while (line := peer.line()).startswith("AVATAR_EVENT_IDLE|"):
        pass
    return line


def case_48_peer_that_never_reads():
    count = 1_000_000 if LONG else 150_000
    with Watched() as agent:
        slow, good, source = agent.connect(), agent.connect(), agent.connect()
        block = "".join(f"L|{number}|{'p' * 60}\n" for number in range(1000))

        read = [0]  # lines, by the good peer, whom the source does not outrun

        def feed():
            for start in range(0, count, 1000):
                while start > read[0] + 20_000:
                    time.sleep(0.001)
                source.send(block.replace("L|", f"L|{start}+"))
        feeder = threading.Thread(target=feed, daemon=True)
        drain = threading.Thread(target=lambda: ignoring_errors(source.rest), daemon=True)
        feeder.start()
        drain.start()
        good.wait_line(CONNECTED)
        for start in range(0, count, 1000):
            for number in range(1000):
                line = next_line(good)
                assert line.startswith(f"L|{start}+{number}|"), (line, start, number)
            read[0] = start
        feeder.join()
        slow.send("FROM_SLOW\n")
        good.wait_line("FROM_SLOW")
        agent.wait_log("Warning", r"\d+ lines skipped")
        # Every gap is told of, by number, at its place; what comes by itself may lie in one.
        expect(slow.line(), CONNECTED)
        expect(slow.line(), CONNECTED)
        seen = times = 0
        while (line := next_line(slow)) != "FROM_SLOW":
            if line.startswith("REMOTE_EVENT_SKIPPED|"):
                seen += int(line.split("|")[1])
                continue
            start, number = line.split("|")[1].split("+")
            times += seen - (int(start) + int(number))
            assert 0 <= times <= 6, (line, seen, times)
            seen = int(start) + int(number) + 1
        assert 0 <= times + seen - count <= 6, (seen, times)
        source.reset()
        slow.close()
        good.close()
        drain.join()


def case_connect_and_close():
    count = 10_000 if LONG else 2_000
    with Watched() as agent:
        for number in range(count):
            peer = Peer(agent.port)
            if number % 4 == 1:
                peer.send(MESSAGE + "\n")
            if number % 4 == 2:
                peer.send("HALF A LI")
            if number % 4 == 3:
                peer.reset()
            peer.close()


def case_hundred_megabytes_without_a_line_end():
    with Watched() as agent:
        peer = agent.connect()
        block = b"x" * MEBIBYTE
        for _ in range(100):
            peer.send(block)
        peer.send("\nOK\n")
        peer.wait_line("OK")
        expect(len(agent.find_log("Warning", "longer than 65535 bytes")), 1)
        peer.close()


def case_76_garbage():
    total, connections = (100 * MEBIBYTE, 1_000) if LONG else (8 * MEBIBYTE, 60)
    source = random.Random(76)
    pieces = [b"\n", b"\r\n", b"|", b"SND", b"SND0100", b"SNDFILE", b"__AV_", b"__AV_MESSAGE,", b"\0",
              b"\xff", "天".encode(), b"Host", b"GARBAGE|1|2\n"]
    with Watched() as agent:
        for _ in range(connections):
            peer = Peer(agent.port)
            threading.Thread(target=lambda one=peer: ignoring_errors(one.rest), daemon=True).start()
            left = total // connections
            try:
                while left > 0:
                    data = source.randbytes(source.randrange(1, 4_000))
                    for _ in range(20):
                        data += source.choice(pieces) + source.randbytes(source.randrange(0, 30))
                    left -= len(data)
                    peer.send(data)
            except OSError:
                pass  # taken for a browser
            if source.random() < 0.5:
                ignoring_errors(peer.reset)
            else:
                ignoring_errors(lambda one=peer: one.socket.shutdown(2))
                peer.close()


def case_peers_killed_at_random():
    duration = 60.0 if LONG else 6.0
    source = random.Random(1)
    with Watched() as agent:
        witness = agent.connect()
        peers = []
        end = time.monotonic() + duration
        sent = 0
        while time.monotonic() < end:
            if len(peers) < 12 and source.random() < 0.5:
                peers.append(Peer(agent.port))
            elif peers:
                peer = peers.pop(source.randrange(len(peers)))
                ignoring_errors(lambda one=peer: one.send("LAST WORDS|" + "w" * 3000 + "\nHAL"))
                if source.random() < 0.5:
                    peer.reset()
                else:
                    peer.close()
            witness.send(f"WITNESS|{sent}\n")
            witness.wait_line(f"WITNESS|{sent}")
            sent += 1
        for peer in peers:
            peer.close()
        witness.close()
        print(f"       {sent} lines of the witness went through")


def case_half_lines_of_many_peers():
    with Watched() as agent:
        peers = [agent.connect() for _ in range(15)]
        for character in range(40):
            for number, peer in enumerate(peers):
                peer.send(f"PEER{number:02}|{'x' * 40}\n"[character:character + 1])
        for peer in peers:
            peer.send("xxxxxxxx\n")
        text = ""
        while text.count("\nPEER") < 15:
            assert peers[0].receive()
            text = peers[0].data.decode()
        lines = sorted(line for line in text.split("\n") if line.startswith("PEER"))
        expect(lines, [f"PEER{number:02}|{'x' * 41}" for number in range(15)])
        for peer in peers:
            peer.close()


run_cases(globals())
