"""As many lines as the socket takes, checked one by one by a plugin, with a second peer that never reads.

usage: remote_flood.py [--lines 200000] [--rounds 5] [--limits]

Prints the lines per second from the first byte sent to the last line handled, and which share of the
updates began within 4 ms of their deadline meanwhile, as the program itself counts it.
"""

import argparse
import os
import subprocess
import sys
import time
from pathlib import Path

sys.path.insert(0, str(Path(__file__).resolve().parents[1] / "end_to_end"))
from program_statistics import next_statistics, updates_between  # noqa: E402
from support import BIN, SOURCE, Agent, Peer  # noqa: E402

TOOLS = Path(os.environ.get("MMDAGENT_BENCH", BIN.parent / "tests" / "bench"))
RATE = 500_000
ON_TIME = 0.99


def main():
    parser = argparse.ArgumentParser(description=__doc__,
                                     formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--lines", type=int, default=200_000)
    parser.add_argument("--rounds", type=int, default=5)
    parser.add_argument("--limits", action="store_true")
    options = parser.parse_args()
    with Agent({"Plugin_Remote_ListenPort": "0"}, content=SOURCE / "Resource" / "Sample",
               options=["--print-stats"], plugins=[TOOLS / "Plugin_Sequence.so"],
               measured=True) as agent:
        silent = Peer(agent.port)
        time.sleep(2.0)  # the character is loaded
        before = next_statistics(agent)
        rates, wrong = [], 0
        for number in range(options.rounds):
            done = subprocess.run([TOOLS / "flood_client", str(agent.port), str(options.lines)],
                                  stdout=subprocess.PIPE, text=True, check=True)
            received, errors, microseconds = map(int, done.stdout.strip().split("|"))
            wrong += errors + abs(received - options.lines)
            rates.append(received / (microseconds / 1e6))
            print(f"round {number}: {received} lines, {errors} out of place, "
                  f"{rates[-1]:12,.0f} lines/s", flush=True)
        after = next_statistics(agent)
        silent.close()
    updates, on_time = updates_between(before, after)
    rate = sorted(rates)[len(rates) // 2]
    print(f"median {rate:,.0f} lines/s; {updates} updates, {on_time:.2%} within 4 ms")
    good = wrong == 0 and rate >= RATE and on_time >= ON_TIME
    print("within the limits" if good else "beyond the limits")
    return 0 if (good or not options.limits) and wrong == 0 else 1


sys.exit(main())
