#!/usr/bin/env python3
"""Listens: what is said near the microphone becomes RECOG_EVENT_START and RECOG_EVENT_STOP|text.

A program for Plugin_AnyScript, around Debian's pocketsphinx (packages pocketsphinx, pocketsphinx-en-us and alsa-utils): English,
offline, for a grammar of a few sentences. Any other recogniser that prints these two messages can take its place.

    Plugin_AnyScript_Command=python3 -u ../Listener/listen.py --grammar sample.gram
"""

import argparse
import array
import os
import subprocess
import sys
import tempfile
import threading
import time
import wave

# Still sounding when she has spoken.
ECHO_SECONDS = 0.3

# What the recogniser wants to hear: 16-bit samples of one channel.
RATE = 16000
BLOCK = 2048  # samples
LOUDEST = 32767
OVERFLOW = 32000

# Somebody speaks where it becomes so much louder than it was before, and at least so loud.
LOUDER = 4
LEAST_PEAK = 600
# And has said something that means nothing where it has been quiet for so many blocks.
PAUSE_BLOCKS = 16

# As content knows a recogniser by name.
NAME = "Julius"

DICTIONARY = "/usr/share/pocketsphinx/model/en-us/cmudict-en-us.dict"


def tell(line):
    print(line, flush=True)


def complain(text):
    print(f"listen.py: {text}", file=sys.stderr, flush=True)


class Ears:
    """Whether what is heard counts: not what the character says herself, and nothing while listening is off."""

    def __init__(self):
        self.speakers = set()
        self.deaf_until = 0.0
        self.hearing = False
        self.paused = False
        self.quiet = LEAST_PEAK / LOUDER  # the loudest of what is no speech, lately
        self.quiet_blocks = 0

    def message(self, kind, model):
        if kind == "SYNTH_EVENT_START":
            self.speakers.add(model)
        elif kind == "SYNTH_EVENT_STOP":
            self.speakers.discard(model)
            self.deaf_until = time.monotonic() + ECHO_SECONDS

    def are_open(self):
        return not self.paused and not self.speakers and time.monotonic() >= self.deaf_until

    def level(self, peak):
        if peak >= OVERFLOW and self.are_open():
            tell("RECOG_EVENT_OVERFLOW")
        if peak >= max(LEAST_PEAK, LOUDER * self.quiet):
            self.quiet_blocks = 0
            self.begins()
            return
        self.quiet_blocks += 1
        if self.quiet_blocks >= PAUSE_BLOCKS:
            self.hearing = False
        if not self.hearing:
            self.quiet += 0.05 * (peak - self.quiet)

    def begins(self):
        """Somebody begins to speak."""
        if self.are_open() and not self.hearing:
            self.hearing = True
            tell("RECOG_EVENT_START")

    def understood(self, text):
        if self.are_open() and text:
            self.begins()  # what was too quiet to be noticed
            tell(f"RECOG_EVENT_STOP|{text}")
        self.hearing = False


class Recogniser:
    """The process that understands, started anew when the grammar or the words change."""

    def __init__(self, ears, grammar):
        self.ears = ears
        self.grammar = grammar
        self.words = None  # a file of further words
        self.dictionary = None  # all words, where there are further ones
        self.process = None
        self.start()

    def start(self):
        dictionary = ["-dict", self.dictionary.name] if self.dictionary else []
        try:
            self.process = subprocess.Popen(
                ["pocketsphinx_continuous", "-infile", "/dev/stdin", "-jsgf", self.grammar, *dictionary],
                stdin=subprocess.PIPE, stdout=subprocess.PIPE, stderr=subprocess.PIPE, text=False)
        except OSError as error:
            sys.exit(f"listen.py: pocketsphinx_continuous: {error.strerror} (packages pocketsphinx, pocketsphinx-en-us)")
        self.threads = [threading.Thread(target=self.follow_log, args=(self.process.stderr,), daemon=True),
                        threading.Thread(target=self.follow_output, args=(self.process.stdout,), daemon=True)]
        for thread in self.threads:
            thread.start()

    def follow_log(self, log):
        for line in log:
            if line.startswith((b"ERROR", b"FATAL")):
                complain(line.decode("utf-8", "replace").rstrip())

    def follow_output(self, output):
        for line in output:
            self.ears.understood(line.decode("utf-8", "replace").strip())

    def hear(self, samples):
        """False when it has ended by itself."""
        process = self.process
        try:
            process.stdin.write(samples)
            process.stdin.flush()
        except (BrokenPipeError, ValueError):
            return process is not self.process  # replaced meanwhile
        return True

    def replace(self, grammar, words):
        if words:
            self.dictionary = tempfile.NamedTemporaryFile("w", suffix=".dict", encoding="utf-8")
            for name in (DICTIONARY, words):
                with open(name, encoding="utf-8") as file:
                    self.dictionary.write(file.read().rstrip("\n") + "\n")
            self.dictionary.flush()
        else:
            self.dictionary = None
        self.grammar, self.words = grammar, words
        former = self.process
        self.start()
        former.terminate()
        former.wait()

    def finish(self):
        """After the last sound; its exit status."""
        try:
            self.process.stdin.close()
        except BrokenPipeError:
            pass
        for thread in self.threads:
            thread.join()
        return self.process.wait()


class Commands:
    """RECOG_MODIFY, and what switches listening off and on."""

    def __init__(self, ears, recogniser):
        self.ears = ears
        self.recogniser = recogniser
        self.gain = 1.0

    def message(self, line):
        kind, _, arguments = line.partition("|")
        self.ears.message(kind, arguments)
        if kind in ("PLUGIN_ENABLE", "PLUGIN_DISABLE") and arguments == NAME:
            paused = kind == "PLUGIN_DISABLE"
            if paused != self.ears.paused:
                self.ears.paused = paused
                tell(f"PLUGIN_EVENT_{kind.removeprefix('PLUGIN_')}|{NAME}")
        elif kind == "RECOG_MODIFY":
            command, _, argument = arguments.partition("|")
            modify = {"GAIN": self.set_gain, "USERDICT_SET": self.set_words, "USERDICT_UNSET": self.unset_words,
                      "CHANGE_CONF": self.set_grammar}.get(command)
            if modify:
                modify(argument)

    def set_gain(self, argument):
        if not argument:
            return complain("GAIN: missing argument")
        if self.ears.paused:
            return None
        try:
            self.gain = max(float(argument), 0.0)
        except ValueError:
            return complain(f"GAIN: {argument}: a number was expected")
        return tell("RECOG_EVENT_MODIFY|GAIN")

    def set_words(self, argument):
        if not argument:
            return complain("USERDICT_SET: missing argument")
        return self.replace(self.recogniser.grammar, argument, "RECOG_EVENT_MODIFY|USERDICT_SET")

    def unset_words(self, _):
        return self.replace(self.recogniser.grammar, None, "RECOG_EVENT_MODIFY|USERDICT_UNSET")

    def set_grammar(self, argument):
        if not argument:
            return complain("CHANGE_CONF: missing argument")
        file = next((name for name in (argument, argument + ".gram") if os.path.isfile(name)), argument)
        return self.replace(file, self.recogniser.words, f"RECOG_EVENT_MODIFY|CHANGE_CONF|{argument}")

    def replace(self, grammar, words, event):
        """Whatever is missing leaves everything as it is."""
        for name in (grammar, words):
            if name and not os.path.isfile(name):
                return complain(f"{name}: no such file")
        try:
            self.recogniser.replace(grammar, words)
        except (OSError, UnicodeDecodeError) as error:
            return complain(f"{words}: {error}")
        return tell(event)


def amplified(samples, gain):
    if gain == 1.0:
        return samples
    return array.array("h", (max(-LOUDEST - 1, min(LOUDEST, round(gain * sample))) for sample in samples))


def sound_blocks(read):
    """Blocks of samples from something that gives bytes."""
    while data := read(2 * BLOCK):
        samples = array.array("h")
        samples.frombytes(data[:len(data) // 2 * 2])
        if sys.byteorder == "big":
            samples.byteswap()
        if samples:
            yield samples


def file_blocks(path):
    try:
        with wave.open(path, "rb") as sound:
            form = (sound.getnchannels(), sound.getsampwidth(), sound.getframerate())
            if form != (1, 2, RATE):
                sys.exit(f"listen.py: {path}: {RATE} Hz, 16 bit, one channel were expected")
            yield from sound_blocks(lambda size: sound.readframes(size // 2))
    except (OSError, wave.Error) as error:
        sys.exit(f"listen.py: {path}: {error}")


def microphone_blocks(device):
    command = ["arecord", "-q", "-t", "raw", "-f", "S16_LE", "-r", str(RATE), "-c", "1", *(["-D", device] if device else [])]
    try:
        with subprocess.Popen(command, stdin=subprocess.DEVNULL, stdout=subprocess.PIPE) as recorder:
            try:
                yield from sound_blocks(recorder.stdout.read)
            finally:
                recorder.terminate()
    except OSError as error:
        sys.exit(f"listen.py: arecord: {error.strerror} (package alsa-utils)")


def parsed_arguments():
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0])
    parser.add_argument("--grammar", required=True, help="the sentences that can be understood, in JSGF")
    parser.add_argument("--device", help="the microphone, an ALSA name (default: the system's)")
    parser.add_argument("--file", help="a WAV file (16 kHz, 16 bit, mono) instead of the microphone")
    parser.add_argument("--wait-for", metavar="LINE", help="begin when this message has passed")
    return parser.parse_args()


def follow_messages(commands):
    for line in sys.stdin:
        commands.message(line.rstrip("\n"))
    # The program has ended; nobody listens to what is heard.
    commands.recogniser.process.terminate()
    os._exit(0)


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
    recogniser = Recogniser(ears, arguments.grammar)
    commands = Commands(ears, recogniser)
    threading.Thread(target=follow_messages, args=(commands,), daemon=True).start()
    for samples in file_blocks(arguments.file) if arguments.file else microphone_blocks(arguments.device):
        heard = amplified(samples, commands.gain)
        ears.level(max(max(heard), -min(heard)))
        if not recogniser.hear(heard.tobytes()):
            break
    status = recogniser.finish()
    return 0 if status == 0 else f"listen.py: pocketsphinx_continuous ended with status {status}"


if __name__ == "__main__":
    sys.exit(main())
