#!/usr/bin/env python3
"""How long it takes from SYNTH_START to the first sound, by a sentence of ten words.

usage: speech_latency.py [--rounds 20] [--limits]

LIPSYNC_START is sent when the sound is under way, so that is what is waited for. The first round includes loading the
voice. Japanese needs the voices beside the repository (../shared/content/voice) and is left out without them. With
--limits the exit status says whether all stay under 300 ms.
"""

import argparse
import sys
import time
from pathlib import Path

sys.path.insert(0, str(Path(__file__).resolve().parents[1] / "end_to_end"))
from support import SOURCE, Agent  # noqa: E402

LIMIT = 0.3  # seconds
VOICES = SOURCE.parent / "shared" / "content" / "voice" / "mei"
SENTENCES = {"english": "I will show you the way to the main station.",
             "japanese": "私がこれから皆さんを大きな駅までの道へご案内します。"}


def voice_file(voice):
    return f"1 {voice} 1 plain 1 1 1 1 0 0.55 0\n"


def measured_rounds(probe, sentence, rounds):
    times = []
    for _ in range(rounds):
        begin = time.perf_counter()
        probe.send(f"SYNTH_START|a|plain|{sentence}\n")
        while not probe.line().startswith("LIPSYNC_START|a|"):
            pass
        times.append(time.perf_counter() - begin)
        probe.send("SYNTH_STOP|a\n")
        probe.wait_line("SYNTH_EVENT_STOP|a")
    return times


def measure(name, rounds):
    files = {"main.fph": voice_file("slt")} if name == "english" else \
            {"main.ojt": voice_file(VOICES / "mei_normal.htsvoice")}
    settings = {"Plugin_Remote_EnableServer": "true", "Plugin_Remote_ListenPort": "0"}
    with Agent(settings, files=files, measured=True) as agent, agent.connect() as probe:
        first, *others = measured_rounds(probe, SENTENCES[name], rounds + 1)
    others.sort()
    print(f"| {name} | {1000 * first:.0f} | {1000 * others[len(others) // 2]:.0f} | {1000 * others[-1]:.0f} |")
    return max(first, others[-1])


def main():
    parser = argparse.ArgumentParser(usage=__doc__.split("\n\n")[1][7:])
    parser.add_argument("--rounds", type=int, default=20)
    parser.add_argument("--limits", action="store_true")
    arguments = parser.parse_args()
    languages = ["english"] + (["japanese"] if VOICES.exists() else [])
    print("| milliseconds | first | median | longest |\n|---|---|---|---|")
    longest = max(measure(name, arguments.rounds) for name in languages)
    return 1 if arguments.limits and longest >= LIMIT else 0


if __name__ == "__main__":
    sys.exit(main())
