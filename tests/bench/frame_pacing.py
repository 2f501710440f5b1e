"""Whether frames begin when they should while a peer sends a thousand messages a second.

usage: frame_pacing.py [--seconds 20] [--limits]

The sample content at 60 frames a second, without a picture and with a small one; the share of the frames that
began within 4 ms of their deadline, as the program itself counts it, and the pictures drawn.
"""

import argparse
import sys
import time
from pathlib import Path

sys.path.insert(0, str(Path(__file__).resolve().parents[1] / "end_to_end"))
from program_statistics import next_statistics, updates_between  # noqa: E402
from support import SOURCE, Agent  # noqa: E402

ON_TIME = 0.99
MESSAGES_PER_SECOND = 1000
BURST = 10  # messages sent at a time
SURFACES = {"no picture": ("--no-render", []), "64 x 64": ("--headless", ["--size", "64x64"])}


def send(peer, seconds):
    """A steady stream of different messages; what comes back is thrown away."""
    start, sent = time.monotonic(), 0
    while (now := time.monotonic() - start) < seconds:
        while sent < now * MESSAGES_PER_SECOND:
            peer.send(b"".join(b"PACING|%d\n" % (sent + i) for i in range(BURST)))
            sent += BURST
        time.sleep(BURST / MESSAGES_PER_SECOND)
    return sent


def measure(render, options, seconds):
    with Agent({"Plugin_Remote_ListenPort": "0", "Plugin_Remote_Echo": "false"},
               content=SOURCE / "Resource" / "Sample", render=render,
               options=["--print-stats", *options], measured=True) as agent:
        time.sleep(4.0)  # everything is loaded
        with agent.connect() as peer:
            before = next_statistics(agent)
            sent = send(peer, seconds)
            after = next_statistics(agent)
    updates, on_time = updates_between(before, after)
    handled = int(after["messages"] - before["messages"])
    if handled < sent:
        raise SystemExit(f"{sent} messages sent, {handled} handled")
    passed = after["seconds"] - before["seconds"]
    return on_time, updates / passed, (after.get("pictures", 0) - before.get("pictures", 0)) / passed


def main():
    parser = argparse.ArgumentParser(description=__doc__,
                                     formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--seconds", type=float, default=20.0)
    parser.add_argument("--limits", action="store_true")
    options = parser.parse_args()
    good = True
    for name, (render, more) in SURFACES.items():
        on_time, rate, pictures = measure(render, more, options.seconds)
        good &= on_time >= ON_TIME
        print(f"{name}: {on_time:.2%} of {rate:.1f} frames/s within 4 ms, {pictures:.1f} pictures/s",
              flush=True)
    print("within the limits" if good else "beyond the limits")
    return 0 if good or not options.limits else 1


sys.exit(main())
