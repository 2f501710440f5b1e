"""What the program costs while nothing happens: the sample content, one silent peer, no picture.

usage: idle_cost.py [--seconds 20] [--limits]

User and system time of all threads, as a share of one core, physics on, 60 updates a second.
"""

import argparse
import sys
import time
from pathlib import Path

sys.path.insert(0, str(Path(__file__).resolve().parents[1] / "end_to_end"))
from program_statistics import next_statistics  # noqa: E402
from support import SOURCE, Agent  # noqa: E402

SHARE = 0.05


def main():
    parser = argparse.ArgumentParser(description=__doc__,
                                     formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--seconds", type=float, default=20.0)
    parser.add_argument("--limits", action="store_true")
    options = parser.parse_args()
    with Agent({"Plugin_Remote_ListenPort": "0"}, content=SOURCE / "Resource" / "Sample",
               options=["--print-stats"], measured=True) as agent:
        with agent.connect():
            time.sleep(4.0)  # everything is loaded
            first = next_statistics(agent)
            start, cost = time.monotonic(), agent.cpu_seconds()
            time.sleep(options.seconds)
            seconds = time.monotonic() - start
            share = (agent.cpu_seconds() - cost) / seconds
            last = next_statistics(agent)
            rate = (last["updates"] - first["updates"]) / (last["seconds"] - first["seconds"])
    print(f"{share:.2%} of one core, {rate:.1f} updates/s over {seconds:.1f} s")
    good = share < SHARE and rate > 57
    print("within the limits" if good else "beyond the limits")
    return 0 if good or not options.limits else 1


sys.exit(main())
