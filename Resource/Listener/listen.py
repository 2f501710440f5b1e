#!/usr/bin/env python3
"""Listens: what is said near the microphone becomes RECOG_EVENT_START and RECOG_EVENT_STOP|text.

A program for Plugin_AnyScript, around Debian's pocketsphinx (packages pocketsphinx and pocketsphinx-en-us): English,
offline, for a grammar of a few sentences. Any other recogniser that prints these two messages can take its place.

    Plugin_AnyScript_Command=python3 -u ../Listener/listen.py --grammar sample.gram
"""

import argparse
import os
import subprocess
import sys
import threading
import time

# Still sounding when she has spoken.
ECHO_SECONDS = 0.3


class Ears:
    """Whether what is heard counts: not what the character says herself."""

    def __init__(self):
        self.speakers = set()
        self.deaf_until = 0.0
        self.hearing = False

    def message(self, line):
        kind, _, model = line.partition("|")
        if kind == "SYNTH_EVENT_START":
            self.speakers.add(model)
        elif kind == "SYNTH_EVENT_STOP":
            self.speakers.discard(model)
            self.deaf_until = time.monotonic() + ECHO_SECONDS

    def are_open(self):
        return not self.speakers and time.monotonic() >= self.deaf_until

    def begins(self):
        """Somebody begins to speak."""
        if self.are_open() and not self.hearing:
            self.hearing = True
            tell("RECOG_EVENT_START")

    def understood(self, text):
        if self.are_open() and text:
            self.begins()  # of a file that is not told
            tell(f"RECOG_EVENT_STOP|{text}")
        self.hearing = False


def parsed_arguments():
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0])
    parser.add_argument("--grammar", required=True, help="the sentences that can be understood, in JSGF")
    parser.add_argument("--device", help="the microphone, an ALSA name (default: the system's)")
    parser.add_argument("--file", help="a WAV file (16 kHz, 16 bit, mono) instead of the microphone")
    parser.add_argument("--wait-for", metavar="LINE", help="begin when this message has passed")
    return parser.parse_args()


def command(arguments):
    source = ["-infile", arguments.file] if arguments.file else ["-inmic", "yes"]
    device = ["-adcdev", arguments.device] if arguments.device else []
    return ["pocketsphinx_continuous", *source, *device, "-jsgf", arguments.grammar]


def tell(line):
    print(line, flush=True)


def follow_log(log, ears):
    """The program tells in its log when somebody begins to speak; at errors too."""
    for line in log:
        if "Listening..." in line:
            ears.begins()
        elif line.startswith(("ERROR", "FATAL")):
            print(f"listen.py: {line.rstrip()}", file=sys.stderr, flush=True)


def follow_messages(ears, recogniser):
    for line in sys.stdin:
        ears.message(line.rstrip("\n"))
    recogniser.terminate()


def wait_for(wanted):
    for line in sys.stdin:
        if line.rstrip("\n") == wanted:
            return True
    return False


def main():
    arguments = parsed_arguments()
    for name in (arguments.grammar, arguments.file):
        if name and not os.path.isfile(name):
            sys.exit(f"listen.py: {name}: no such file")
    if arguments.wait_for and not wait_for(arguments.wait_for):
        return 0
    ears = Ears()
    try:
        recogniser = subprocess.Popen(command(arguments), stdin=subprocess.DEVNULL, stdout=subprocess.PIPE,
                                      stderr=subprocess.PIPE, text=True, encoding="utf-8", errors="replace")
    except OSError as error:
        sys.exit(f"listen.py: pocketsphinx_continuous: {error.strerror} (packages pocketsphinx, pocketsphinx-en-us)")
    threading.Thread(target=follow_log, args=(recogniser.stderr, ears), daemon=True).start()
    threading.Thread(target=follow_messages, args=(ears, recogniser), daemon=True).start()
    for line in recogniser.stdout:
        ears.understood(line.strip())
    status = recogniser.wait()
    return 0 if status in (0, -15) else f"listen.py: pocketsphinx_continuous ended with status {status}"


if __name__ == "__main__":
    sys.exit(main())
