"""Moves head, eyes and face of a model by a recorded face, as a camera program would.

usage: head_tracking.py [--port 60001] [--model 0] [--times 1] [FILE]

The file (face.jsonl beside this program) has one object a line: `time` in seconds; `track`, the 13 numbers of
__AV_TRACK (head in mm, head and eye rotations in radians); `face`, shapes by their names of __AV_ARKIT, 0 to 1.
"""

import argparse
import json
import time
from pathlib import Path

from mmdagent import Agent


def lines_of(frame):
    yield "__AV_TRACK," + ",".join(f"{value:g}" for value in frame["track"])
    yield "__AV_ARKIT," + ",".join(f"{name}={rate:g}" for name, rate in frame["face"].items())


def main():
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--host", default="127.0.0.1")
    parser.add_argument("--port", type=int, default=60001)
    parser.add_argument("--model", default="0")
    parser.add_argument("--times", type=int, default=1, help="how often the recording is played")
    parser.add_argument("--speed", type=float, default=1.0)
    parser.add_argument("file", nargs="?", default=str(Path(__file__).with_name("face.jsonl")))
    options = parser.parse_args()
    with open(options.file, encoding="utf-8") as file:
        frames = [json.loads(line) for line in file]
    with Agent.connect(options.host, options.port) as agent:
        agent.send_line(f"__AV_SETMODEL,{options.model}")
        agent.send_line("__AV_START")
        for _ in range(options.times):
            start = time.monotonic()
            for frame in frames:
                time.sleep(max(0.0, start + frame["time"] / options.speed - time.monotonic()))
                for line in lines_of(frame):
                    agent.send_line(line)
        agent.send_line("__AV_END")
        agent.wait("AVATAR", "END", timeout=10)


if __name__ == "__main__":
    main()
