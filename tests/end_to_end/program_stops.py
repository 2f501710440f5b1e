#!/usr/bin/env python3
"""Stops the program at random moments of start-up, loading and running: it ends in order, soon."""

import random
import signal
import subprocess
import sys
import time

from program import BIN, LONG, SAMPLE, expect, main

MOMENTS = 50 if LONG else 12
LATEST = 3.0     # seconds after the start
ENDED_IN = 20.0  # generous for a loaded machine; what is asked is 2 s


def stop_after(seconds, number, options):
    process = subprocess.Popen([str(BIN / "mmdagent"), *options, "--set", "Plugin_Remote_ListenPort=0", str(SAMPLE)],
                               stdout=subprocess.PIPE, stderr=subprocess.STDOUT)
    time.sleep(seconds)
    if process.poll() is not None:
        raise AssertionError(f"ended by itself: {process.stdout.read()[-2000:]}")
    process.send_signal(number)
    try:
        output, _ = process.communicate(timeout=ENDED_IN)
    except subprocess.TimeoutExpired:
        process.kill()
        raise AssertionError(f"still running {ENDED_IN} s after the signal, which came {seconds:.3f} s after the start")
    # Before the program has taken over the signal, the system's own way of ending is right too.
    in_order = process.returncode == 0 or (process.returncode == -number and not output)
    expect(in_order, f"status {process.returncode} after {seconds:.3f} s: {output[-2000:]}")


def random_moments_without_picture():
    chance = random.Random(20)
    for _ in range(MOMENTS):
        stop_after(chance.uniform(0.0, LATEST), chance.choice([signal.SIGINT, signal.SIGTERM]), ["--no-render"])


def random_moments_with_picture():
    chance = random.Random(21)
    for _ in range(MOMENTS // 2):
        stop_after(chance.uniform(0.0, LATEST), chance.choice([signal.SIGINT, signal.SIGTERM]),
                   ["--headless", "--size", "64x64"])


if __name__ == "__main__":
    main([random_moments_without_picture, random_moments_with_picture])
    sys.exit(0)
