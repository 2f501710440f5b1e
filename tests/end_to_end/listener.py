#!/usr/bin/env python3
"""Resource/Listener with a recogniser and a microphone that stand in for the real ones: what it is told, and what it tells.

The recogniser writes down its arguments and tells of each loud stretch of sound how loud it was, under its grammar's name.
"""

import os
import subprocess
import sys
import tempfile
import threading
import time
import wave
from pathlib import Path

from program import SOURCE, expect, main

LISTENER = SOURCE / "Resource" / "Listener" / "listen.py"
PATIENCE = 20  # seconds

RECOGNISER = """#!/usr/bin/env python3
import array, sys
option = dict(zip(sys.argv[1::2], sys.argv[2::2]))
name = open(option["-jsgf"]).read().strip()
words = len(open(option["-dict"]).read().splitlines()) if "-dict" in option else 0
with open(option["-infile"], "rb") as sound:
    peak = quiet = 0
    while block := sound.read(512):
        loudest = max(map(abs, array.array("h", block)))
        if loudest > 100:
            peak, quiet = max(peak, loudest), 0
        elif peak and (quiet := quiet + 1) >= 16:
            print(f"{name} {peak} {'words' if words else ''}".strip(), flush=True)
            peak = 0
"""

# A sound, then silence, again and again; slower than a test has patience for would be a real one.
MICROPHONE = """#!/usr/bin/env python3
import array, sys, time
while True:
    for level in (%d, 0, 0, 0):
        sys.stdout.buffer.write(array.array("h", [level] * 2048).tobytes())
        sys.stdout.buffer.flush()
        time.sleep(0.01)
"""


class Listener:
    def __init__(self, *arguments, level=10000):
        self.folder = tempfile.TemporaryDirectory(prefix="mmdagent_test_")
        self.path = Path(self.folder.name)
        for name, text in (("pocketsphinx_continuous", RECOGNISER), ("arecord", MICROPHONE % level)):
            (self.path / name).write_text(text, encoding="utf-8")
            (self.path / name).chmod(0o755)
        for name in ("first", "second"):
            (self.path / f"{name}.gram").write_text(name, encoding="utf-8")
        (self.path / "own.dict").write_text("sorane S AO R AA N EY\n", encoding="utf-8")
        with wave.open(str(self.path / "stereo.wav"), "wb") as sound:
            sound.setparams((2, 2, 44100, 0, "NONE", "none"))
            sound.writeframes(bytes(400))
        self.process = subprocess.Popen(
            [sys.executable, "-u", str(LISTENER), "--grammar", "first.gram", *arguments], cwd=self.path,
            stdin=subprocess.PIPE, stdout=subprocess.PIPE, stderr=subprocess.PIPE, text=True, encoding="utf-8",
            env={**os.environ, "PATH": f"{self.path}:{os.environ['PATH']}"})
        self.lines, self.errors = [], []
        for stream, lines in ((self.process.stdout, self.lines), (self.process.stderr, self.errors)):
            threading.Thread(target=self._collect, args=(stream, lines), daemon=True).start()

    @staticmethod
    def _collect(stream, lines):
        for line in stream:
            lines.append(line.rstrip("\n"))

    def send(self, line):
        self.process.stdin.write(line + "\n")
        self.process.stdin.flush()

    def wait_for(self, wanted, lines=None, after=0):
        """Where the line is, from there on."""
        lines = self.lines if lines is None else lines
        end = time.monotonic() + PATIENCE
        while wanted not in lines[after:]:
            if time.monotonic() > end:
                raise AssertionError(f"never: {wanted}; {lines[-5:]}, {self.errors[-5:]}")
            time.sleep(0.005)
        return lines.index(wanted, after)

    def __enter__(self):
        return self

    def __exit__(self, *_):
        self.process.stdin.close()
        status = self.process.wait(PATIENCE)
        self.folder.cleanup()
        expect(status == 0, f"status {status}: {self.errors[-3:]}")


def what_is_heard_is_told():
    with Listener() as listener:
        at = listener.wait_for("RECOG_EVENT_STOP|first 10000")
        expect("RECOG_EVENT_START" in listener.lines[:at], f"{listener.lines}")


def p71_the_gain_is_a_factor():
    with Listener() as listener:
        listener.send("RECOG_MODIFY|GAIN|0.5")
        at = listener.wait_for("RECOG_EVENT_MODIFY|GAIN")
        listener.wait_for("RECOG_EVENT_STOP|first 5000", after=at)
        listener.send("RECOG_MODIFY|GAIN|9")
        listener.wait_for("RECOG_EVENT_STOP|first 32767")
        listener.wait_for("RECOG_EVENT_OVERFLOW")
        listener.send("RECOG_MODIFY|GAIN|-1")
        at = listener.wait_for("RECOG_EVENT_MODIFY|GAIN", after=listener.wait_for("RECOG_EVENT_OVERFLOW"))
        time.sleep(0.3)
        before = len(listener.lines)
        time.sleep(0.3)
        expect(len(listener.lines) == before, f"it is deaf: {listener.lines[before:]}")


def e10_what_is_missing_is_told():
    with Listener() as listener:
        for command, what in (("GAIN", "GAIN: missing argument"), ("GAIN|loud", "GAIN: loud: a number was expected"),
                              ("USERDICT_SET", "USERDICT_SET: missing argument"),
                              ("USERDICT_SET|none.dict", "none.dict: no such file"),
                              ("CHANGE_CONF|none", "none: no such file")):
            listener.send(f"RECOG_MODIFY|{command}")
            listener.wait_for(f"listen.py: {what}", listener.errors)
        listener.send("RECOG_MODIFY|PREDICTWORD|a,b")
        at = len(listener.lines)
        listener.wait_for("RECOG_EVENT_STOP|first 10000", after=at)
        expect(not [line for line in listener.lines if line.startswith("RECOG_EVENT_MODIFY")], f"{listener.lines}")


def another_grammar_and_further_words():
    with Listener() as listener:
        listener.send("RECOG_MODIFY|CHANGE_CONF|second")
        at = listener.wait_for("RECOG_EVENT_MODIFY|CHANGE_CONF|second")
        at = listener.wait_for("RECOG_EVENT_STOP|second 10000", after=at)
        listener.send("RECOG_MODIFY|USERDICT_SET|own.dict")
        at = listener.wait_for("RECOG_EVENT_MODIFY|USERDICT_SET", after=at)
        at = listener.wait_for("RECOG_EVENT_STOP|second 10000 words", after=at)
        listener.send("RECOG_MODIFY|USERDICT_UNSET")
        at = listener.wait_for("RECOG_EVENT_MODIFY|USERDICT_UNSET", after=at)
        listener.wait_for("RECOG_EVENT_STOP|second 10000", after=at)


def it_can_be_paused():
    with Listener() as listener:
        listener.send("PLUGIN_DISABLE|Julius")
        listener.send("PLUGIN_DISABLE|Julius")
        at = listener.wait_for("PLUGIN_EVENT_DISABLE|Julius")
        listener.send("RECOG_MODIFY|GAIN|2")
        time.sleep(0.3)
        expect(listener.lines[at + 1:] == [], f"{listener.lines[at:]}")
        listener.send("PLUGIN_ENABLE|Julius")
        at = listener.wait_for("PLUGIN_EVENT_ENABLE|Julius")
        listener.wait_for("RECOG_EVENT_STOP|first 10000", after=at)


def while_she_speaks_nothing_counts():
    with Listener() as listener:
        listener.wait_for("RECOG_EVENT_STOP|first 10000")
        listener.send("SYNTH_EVENT_START|m")
        time.sleep(0.2)
        before = len(listener.lines)
        time.sleep(0.3)
        expect(len(listener.lines) == before, f"{listener.lines[before:]}")
        listener.send("SYNTH_EVENT_STOP|m")
        listener.wait_for("RECOG_EVENT_STOP|first 10000", after=before)


def a_file_of_another_form_is_refused():
    listener = Listener("--file", "stereo.wav")
    listener.wait_for("listen.py: stereo.wav: 16000 Hz, 16 bit, one channel were expected", listener.errors)
    expect(listener.process.wait(PATIENCE) == 1, f"{listener.process.returncode}")
    listener.folder.cleanup()


if __name__ == "__main__":
    main([what_is_heard_is_told, p71_the_gain_is_a_factor, e10_what_is_missing_is_told, another_grammar_and_further_words,
          it_can_be_paused, while_she_speaks_nothing_counts, a_file_of_another_form_is_refused])
