"""How long a line takes through the program and back, beside what the machine can do at all.

usage: remote_latency.py [--samples 1500] [--peers 20] [--headless] [--limits]

One client measures in turns, so that every number comes from the same minutes:
  bare echo     one thread, epoll, the bytes go straight back
  hand-over     the smallest program of our shape: socket thread, eventfd, second thread, eventfd
  echo          BENCH|n through the running sample content and back as an echo
  dispatch      MOVE_START|sample|x,0,0 and its MOVE_EVENT_START|sample, which only the dispatcher makes
Then the same while other peers send too, so that there are --peers in all, about 100 lines a second each.
Where they are installed, a NATS and a Redis server are measured with the first four, one connection that
publishes and subscribes (two with Redis). With --headless the program draws at the same time, and the hand-over is measured beside that too;
with --limits the exit status says whether the
promised limits hold.
"""

import argparse
import os
import subprocess
import sys
import time
from pathlib import Path

sys.path.insert(0, str(Path(__file__).resolve().parents[1] / "end_to_end"))
from brokers import Broker  # noqa: E402
from support import BIN, SOURCE, Agent  # noqa: E402

TOOLS = Path(os.environ.get("MMDAGENT_BENCH", BIN.parent / "tests" / "bench"))
NAMES = ["bare echo", "hand-over", "echo", "dispatch"]
LINES_PER_SECOND = 100  # of each peer


def quantile(samples, share):
    ordered = sorted(samples)
    return ordered[min(len(ordered) - 1, int(share * len(ordered)))]


def start_floor(name):
    process = subprocess.Popen([TOOLS / name], stdout=subprocess.PIPE, text=True)
    return process, int(process.stdout.readline())


def wait_for_the_character(agent):
    with agent.connect() as probe:
        while True:
            probe.send("MOVE_START|sample|0,0,0\n")
            time.sleep(0.1)
            probe.send("TRIED\n")
            if "MOVE_EVENT_START|sample" in probe.wait_line("TRIED"):
                return


def in_turns(samples, targets):
    """The microseconds of each target."""
    done = subprocess.run([TOOLS / "latency_client", str(samples), *targets], stdout=subprocess.PIPE, text=True,
                          check=True)
    return [[float(number) for number in line.split()] for line in done.stdout.splitlines()]


def measure(samples, render, peers=0, brokers=()):
    """By name. The brokers are (name, port)."""
    settings = {"Plugin_Remote_ListenPort": "0"}
    with Agent(settings, content=SOURCE / "Resource" / "Sample", render=render,
               measured=True) as agent:
        wait_for_the_character(agent)
        floors = [start_floor("bare_echo"), start_floor("handover_echo")]
        targets = [f"{port}:echo" for _, port in floors] + [f"{agent.port}:echo", f"{agent.port}:move"]
        targets += [f"{port}:{name}" for name, port in brokers]
        load = None
        if peers > 2:
            load = subprocess.Popen([TOOLS / "load_client", str(agent.port), str(peers - 2), str(LINES_PER_SECOND)],
                                    stdin=subprocess.PIPE, stdout=subprocess.PIPE, text=True)
            assert load.stdout.readline() == "ready\n"
        rows = in_turns(samples, targets)
        if load is not None:
            load.communicate()
        for process, _ in floors:
            process.kill()
            process.wait()
    return dict(zip(NAMES + [name for name, _ in brokers], rows))


def main():
    parser = argparse.ArgumentParser(description=__doc__,
                                     formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--samples", type=int, default=1500)
    parser.add_argument("--peers", type=int, default=20)
    parser.add_argument("--headless", action="store_true")
    parser.add_argument("--limits", action="store_true")
    options = parser.parse_args()
    with Broker("nats") as nats, Broker("redis") as redis:
        brokers = [(name, broker.port) for name, broker in (("nats", nats), ("redis", redis)) if broker.port]
        results = measure(options.samples, "--no-render", brokers=brokers)
    for name, samples in list(measure(options.samples, "--no-render", options.peers).items())[1:]:
        results[f"{name}, {options.peers} peers"] = samples
    if options.headless:
        for name, samples in list(measure(options.samples, "--headless").items())[1:]:
            results[name + ", drawing"] = samples
    table = {name: (quantile(samples, 0.5), quantile(samples, 0.99)) for name, samples in results.items()}
    floor_median, floor_high = table["hand-over"]
    print(f"{'':20} {'median':>10} {'99 %':>10} {'x hand-over':>12} {'99 % x':>8}   (microseconds)")
    for name, (median, high) in table.items():
        print(f"{name:20} {median:10.1f} {high:10.1f} {median / floor_median:12.2f} "
              f"{high / floor_high:8.2f}")
    failures = []
    for name, (median, high) in table.items():
        if not name.startswith(tuple(NAMES[2:])):
            continue
        if name.endswith("drawing"):
            good = median <= 2 * floor_median and high <= 2000
        elif name.endswith("peers"):
            good = median <= 2 * floor_median
        else:
            good = median <= min(1.3 * floor_median, 200) and high <= min(2 * floor_high, 1000)
        if not good:
            failures.append(name)
    print("within the limits" if not failures else "beyond the limits: " + ", ".join(failures))
    return 1 if failures and options.limits else 0


sys.exit(main())
