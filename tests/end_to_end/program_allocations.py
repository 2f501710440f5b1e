#!/usr/bin/env python3
"""A message that passes through the program costs no heap allocation: counted in the real process.

usage: program_allocations.py COUNTER.so
"""

import socket
import subprocess
import sys
import time
from pathlib import Path

from program import BIN, SAMPLE, Content, expect, main, os, wait_for_port

MESSAGES = 4000
ARMED_AFTER = 3.0  # seconds from the start; everything has grown to its size by then
PICTURES_ARMED_AFTER = 8.0  # the text about the new peer has left the screen too


def send(peer, count):
    reader = peer.makefile("rb")
    for first in range(0, count, 50):
        peer.sendall(b"".join(b"COUNTED|%d|some|arguments\n" % n for n in range(first, first + 50)))
        seen = 0
        while seen < 50:
            seen += reader.readline().startswith(b"COUNTED|")


def allocations_by_thread(options, messages, armed_after=ARMED_AFTER):
    """How often each thread allocated after the counter was armed, the peer's own set-up included."""
    with Content() as place:
        log, counts = place.path / "log.txt", place.path / "counts.txt"
        process = subprocess.Popen(
            [str(BIN / "mmdagent"), *options, "--set", "Plugin_Remote_ListenPort=0", "--log", str(log), str(SAMPLE)],
            stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL,
            env={**os.environ, "LD_PRELOAD": sys.argv[1], "MMDAGENT_COUNT_FILE": str(counts),
                 "MMDAGENT_COUNT_AFTER": str(armed_after)})
        started = time.monotonic()
        with socket.create_connection(("127.0.0.1", wait_for_port(log))) as peer:
            send(peer, 500)
            time.sleep(max(0.0, armed_after + 0.5 - (time.monotonic() - started)))
            if messages:
                send(peer, messages)
            time.sleep(0.5)
            # Read before the orderly end, which may allocate as it likes.
            process.send_signal(2)
            process.wait(60)
        expect(process.returncode == 0, f"status {process.returncode}")
        result = {}
        for line in counts.read_text().splitlines():
            name, everything, own = line.rsplit(" ", 2)
            # A software rasteriser compiles shaders on the render thread when it likes.
            result[name] = result.get(name, 0) + int(own if name == "render" else everything)
        return result


def a_message_costs_no_allocation():
    idle = allocations_by_thread(["--no-render"], 0)
    busy = allocations_by_thread(["--no-render"], MESSAGES)
    for thread in ("agent", "remote"):
        extra = busy.get(thread, 0) - idle.get(thread, 0)
        print(f"{thread}: {idle.get(thread, 0)} without, {busy.get(thread, 0)} with {MESSAGES} messages")
        expect(extra < MESSAGES / 100, f"{thread}: {extra} more allocations for {MESSAGES} messages")


def a_frame_costs_no_allocation():
    counted = allocations_by_thread(["--headless", "--size", "64x64"], MESSAGES, PICTURES_ARMED_AFTER)
    print(f"with pictures: {counted}")
    for thread in ("agent", "render", "remote"):
        expect(counted.get(thread, 0) < 200, f"{thread}: {counted.get(thread, 0)} allocations: {counted}")


if __name__ == "__main__":
    expect(len(sys.argv) == 2 and Path(sys.argv[1]).exists(), __doc__)
    main([a_message_costs_no_allocation, a_frame_costs_no_allocation])
