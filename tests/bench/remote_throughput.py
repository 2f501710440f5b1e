"""How many short messages a second go in, come back to their sender, and go out to twenty readers.

usage: remote_throughput.py [--seconds 5] [--rounds 3] [--only in,echo,fan] [--limits]

Lines of 20 to 120 bytes with a number each, checked one by one; senders and readers are C programs. After
one second of warm-up `--seconds` are measured, to the last line seen:
  in     one peer sends what the socket takes; a plugin checks; nothing goes back (Plugin_Remote_Echo=false)
  echo   the same, and everything goes back to the peer, who checks too
  fan    one of twenty peers sends, as far ahead of its own echo as --window says; all of them read
         and check: deliveries a second, of all together
Beside `in` and `fan` the same lines through a NATS server, in the same run, to one and to twenty subscribers
who check them likewise.
"""

import argparse
import os
import subprocess
import sys
import time
from pathlib import Path

sys.path.insert(0, str(Path(__file__).resolve().parents[1] / "end_to_end"))
from brokers import Broker  # noqa: E402
from support import BIN, Agent  # noqa: E402

TOOLS = Path(os.environ.get("MMDAGENT_BENCH", BIN.parent / "tests" / "bench"))
CLIENT = TOOLS / "throughput_client"
LIMITS = {"in": 1_000_000, "echo": 400_000, "fan": 5_000_000}
READERS = 20
SERVER = {"Plugin_Remote_EnableServer": "true", "Plugin_Remote_ListenPort": "0"}


def client(*words):
    return subprocess.Popen([CLIENT, *map(str, words)], stdin=subprocess.PIPE, stdout=subprocess.PIPE, text=True)


def numbers(line):
    return [int(part) for part in line.strip().split("|")]


def finish(process):
    """The numbers of each line that it prints before it ends."""
    out, _ = process.communicate(timeout=300)
    assert process.returncode == 0, f"{process.args} ended with {process.returncode}"
    return [numbers(line) for line in out.splitlines()]


class Result:
    """`wrong` counts lines out of order or left out; `cpu` is the program's share of one core."""

    def __init__(self, rate, wrong, cpu=0.0):
        self.rate, self.wrong, self.cpu = rate, wrong, cpu


def program(settings):
    agent = Agent({**SERVER, **settings}, plugins=[TOOLS / "Plugin_Sequence.so"], measured=True)
    time.sleep(0.5)
    return agent


def push(options, echo):
    with program({"Plugin_Remote_Echo": "true" if echo else "false"}) as agent:
        start, cpu = time.monotonic(), agent.cpu_seconds()
        told = finish(client("push", agent.port, options.seconds))
        cpu = (agent.cpu_seconds() - cpu) / (time.monotonic() - start)
    assert len(told) == (2 if echo else 1), told
    rate = min(lines / nanoseconds * 1e9 for lines, _, _, nanoseconds in told)
    return Result(rate, sum(errors + skipped for _, errors, skipped, _ in told) + told[0][0] - told[-1][0], cpu)


def fan(options):
    with program({}) as agent:
        feeder = client("feed", agent.port, options.seconds, options.window)
        return fan_out(feeder, [client("read", agent.port) for _ in range(READERS - 1)], agent)


def fan_out(feeder, readers, agent=None):
    for reader in readers:
        assert reader.stdout.readline() == "ready\n"
    time.sleep(0.2)
    start, cpu = time.monotonic(), agent.cpu_seconds() if agent else 0.0
    feeder.stdin.write("go\n")
    feeder.stdin.flush()
    told = [finish(reader)[0] for reader in readers] + finish(feeder)
    cpu = ((agent.cpu_seconds() if agent else 0.0) - cpu) / (time.monotonic() - start)
    seconds = (max(row[4] for row in told) - min(row[3] for row in told)) / 1e9
    most = max(row[0] for row in told)
    wrong = sum(errors + skipped + most - lines for lines, errors, skipped, *_ in told)
    return Result(sum(row[0] for row in told) / seconds, wrong, cpu)


def nats(options, port, readers):
    feeder = client("feed", port, options.seconds, "nats")
    return fan_out(feeder, [client("read", port, "nats") for _ in range(readers)])


def main():
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--seconds", type=float, default=5.0)
    parser.add_argument("--rounds", type=int, default=1)
    parser.add_argument("--window", type=int, default=8192)
    parser.add_argument("--only", default="in,echo,fan")
    parser.add_argument("--limits", action="store_true")
    options = parser.parse_args()
    ours = {"in": lambda: push(options, False), "echo": lambda: push(options, True), "fan": lambda: fan(options)}
    theirs = {"in": 1, "fan": READERS}  # subscribers
    failures, wrong = [], 0
    with Broker("nats") as broker:
        for name in options.only.split(","):
            for _ in range(options.rounds):
                result = ours[name]()
                text = f"{name:5} {result.rate:12,.0f}/s, {result.cpu:.0%} of a core in the program"
                wrong += result.wrong
                if result.wrong:
                    text += f", {result.wrong} lines wrong or left out"
                if result.rate < LIMITS[name] or result.wrong:
                    failures.append(name)
                if broker.port is not None and name in theirs:
                    other = nats(options, broker.port, theirs[name])
                    text += f"; NATS {other.rate:,.0f}/s ({other.wrong} wrong), ratio {result.rate / other.rate:.2f}"
                    if result.rate <= other.rate:
                        failures.append(name + " beside NATS")
                print(text, flush=True)
    print("within the limits" if not failures else "beyond the limits: " + ", ".join(failures))
    return 1 if (failures and options.limits) or wrong else 0


sys.exit(main())
