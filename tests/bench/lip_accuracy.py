#!/usr/bin/env python3
"""How often the mouth is right on speech whose phonemes are known, and how late it is.

usage: lip_accuracy.py [--sentences 24] [--quick] [--limits]

flite and espeak-ng speak sentences of words that were not trained on (tools/lip_training/corpus.py), some by voices that
were not trained on either. A shape is right when its class is that of the phoneme in its middle; silence is wrong in a vowel.
`table`: one class for each phoneme, as lip.txt has it, whatever it sounds like. `heard`: a central vowel, which the table
calls `a` (ax) or `e` (er) though both sound alike, may be either, and the second half of a diphthong its first or its last
sound. `full`: all vowels but those two kinds, one class each. --limits: exit status 1 unless `heard`, of all vowel shapes, is
at least 80 % and the latency at 60 frames/s at most 60 ms. Needs flite, espeak-ng and python3-numpy.
"""

import argparse
import os
import struct
import subprocess
import sys
from pathlib import Path

SOURCE = Path(__file__).resolve().parents[2]
sys.path.insert(0, str(SOURCE / "tools" / "lip_training"))
BIN = Path(os.environ.get("MMDAGENT_BIN", "build/release/bin")).resolve()
READER = BIN.parent / "tests" / "bench" / "lip_reader"
RATE, SHAPE = 16000, 480
VOWELS = set("aiueo")
QUICK_VOICES = ("kal16", "en+m1", "ja+f1")
SKIPPED = 77


def phone_at(utterance, time):
    for letters, name, begin, end in utterance.phones:
        if begin <= time < end:
            return letters, name
    return "", ""


def table_letters(letters, name):
    """The one class of the table: of a glide that of its diphthong, of central vowels by their kind."""
    if letters == "ae":
        return "e" if name in ("er", "3", "3:") else "a"
    return letters[:1]


def read_mouths(utterances):
    data = b"".join(struct.pack("<I", len(one.samples)) + one.samples.astype("<i2").tobytes() for one in utterances)
    done = subprocess.run([str(READER)], input=data, stdout=subprocess.PIPE, check=True)
    return done.stdout.decode().split("\n")


class Count:
    def __init__(self):
        self.vowels = self.table = self.heard = self.full = self.full_right = self.others = self.shown = 0

    def add(self, utterance, mouths):
        for index, mouth in enumerate(mouths):
            letters, name = phone_at(utterance, (index + 0.5) * SHAPE / RATE)
            if letters and letters[0] in VOWELS and name != "w":
                self.vowels += 1
                self.table += mouth == table_letters(letters, name)
                self.heard += mouth in letters
                self.full += len(letters) == 1
                self.full_right += mouth == letters
            elif letters:
                self.others += 1
                self.shown += mouth in VOWELS

    def row(self, name):
        return (f"| {name} | {self.vowels} | {100 * self.table / self.vowels:.1f} | {100 * self.heard / self.vowels:.1f} | "
                f"{100 * self.full_right / self.full:.1f} | {100 * self.shown / max(self.others, 1):.1f} |")


def main():
    parser = argparse.ArgumentParser(usage=__doc__.split("\n\n")[1][7:])
    parser.add_argument("--sentences", type=int, default=24, help="random ones for each voice, on top of the written ones")
    parser.add_argument("--quick", action="store_true", help="three voices and the written sentences only")
    parser.add_argument("--limits", action="store_true")
    arguments = parser.parse_args()
    try:
        from corpus import NEW_VOICES, corpus
        random_ones, voices = (0, QUICK_VOICES) if arguments.quick else (arguments.sentences, None)
        utterances = list(corpus(True, random_ones, random_ones, voices))
    except (ImportError, OSError) as error:
        print(f"skipped: {error}")
        return SKIPPED
    counts = {}
    for utterance, mouths in zip(utterances, read_mouths(utterances)):
        maker, voice = utterance.voice.split()
        group = f"{maker}, {'Japanese' if voice.startswith('ja') else 'English'}" + \
            (", new voices" if voice in NEW_VOICES else "")
        for name in (group, "all"):
            counts.setdefault(name, Count()).add(utterance, mouths)
    everything = counts.pop("all")
    print("| speech | vowel shapes | table, % | heard, % | full, % | other shapes shown as vowels, % |\n|---|---|---|---|---|---|")
    for name, count in counts.items():
        print(count.row(name))
    print(everything.row("all"))
    latency = subprocess.run([str(READER), "--latency"], stdout=subprocess.PIPE, check=True, text=True).stdout
    print(latency, end="")
    longest = float(latency.split("longest ")[1].split()[0])
    is_good = everything.heard >= 0.8 * everything.vowels and longest <= 60.0
    return 1 if arguments.limits and not is_good else 0


sys.exit(main())
