#!/usr/bin/env python3
"""The sample content as people meet it: questions over TCP, answers in sound, writing and gesture."""

import re
import shutil
import subprocess
import wave

from program import BIN, SAMPLE, Content, connect, expect, main, sample_running, wait_for_text

# A question, what she says, the first phone of it, the gesture.
QUESTIONS = [("Hello!", "Hello! Nice to meet you.", "hh", "wave"),
             ("お名前は？", "I am Sorane. This is my terrace.", "ay", "nod"),
             ("Where are we?", "We are on a terrace, in the evening.", "w", "nod"),
             ("What can you do?", "I can wave, nod, walk, and answer some questions.", "ay", "wave"),
             ("またね", "Goodbye! See you soon.", "g", "wave")]


def lines_until(lines, last):
    """All lines up to the first one that matches."""
    seen = []
    for line in lines:
        seen.append(line.rstrip("\n"))
        if re.fullmatch(last, seen[-1]):
            return seen
    raise AssertionError(f"no {last} in {seen}")


def in_order(seen, wanted):
    rest = iter(seen)
    return all(any(re.fullmatch(pattern, line) for line in rest) for pattern in wanted)


def questions_are_answered_aloud_in_writing_and_with_a_gesture():
    with Content() as place:
        log = place.path / "log.txt"
        with sample_running(log), connect(log) as peer:
            wait_for_text(log, "TIMER_EVENT_START|bored")
            expect("PLUGIN_EVENT_ENABLE|LookAt" in log.read_text(encoding="utf-8"), "she does not look at anybody")
            lines = peer.makefile(encoding="utf-8")
            for question, answer, phone, gesture in QUESTIONS:
                peer.sendall(f"RECOG_EVENT_STOP|{question}\n".encode())
                seen = lines_until(lines, r"LIPSYNC_EVENT_START\|sample")
                expect(in_order(seen, (r"CAPTION_START\|say\|.*",
                                       re.escape(f"SYNTH_START|sample|slt_voice_normal|{answer}"),
                                       rf"LIPSYNC_START\|sample\|{phone},\d+,.*")), f"{question}: {seen}")
                # The gesture is read while she begins to speak.
                if f"MOTION_EVENT_ADD|sample|{gesture}" not in seen:
                    lines_until(lines, rf"MOTION_EVENT_ADD\|sample\|{gesture}")
                # The next question is heard when the gesture is over; a stop spares the wait for the speech.
                peer.sendall(f"SYNTH_STOP|sample\nMOTION_DELETE|sample|{gesture}\n".encode())
                lines_until(lines, r"TIMER_EVENT_START\|bored")


def spoken(text, file):
    """A WAV file in which somebody says it, with silence before and after."""
    subprocess.run(["flite", "-voice", "slt", "-t", text, "-o", str(file)], check=True)
    with wave.open(str(file), "rb") as said:
        form, sound = said.getparams(), said.readframes(said.getnframes())
    silence = bytes(form.framerate * form.sampwidth)  # a second
    with wave.open(str(file), "wb") as padded:
        padded.setparams(form)
        padded.writeframes(silence + sound + silence)


def what_is_said_to_her_is_answered():
    with Content() as place:
        content = place.path / "Sample"
        shutil.copytree(SAMPLE, content)
        spoken("where are we", content / "question.wav")
        listener = (f"python3 -u {SAMPLE.parent / 'Listener' / 'listen.py'} --grammar sample.gram --file question.wav "
                    "--wait-for TIMER_EVENT_START|bored")
        with sample_running(place.path / "log.txt", "--print-messages", "--set", f"Plugin_AnyScript_Command={listener}",
                            content=content, output=subprocess.PIPE) as process:
            seen = lines_until(process.stdout, r"LIPSYNC_EVENT_START\|sample")
            expect(in_order(seen, (r"RECOG_EVENT_START", r"RECOG_EVENT_STOP\|where are we",
                                   r"SYNTH_START\|sample\|slt_voice_normal\|We are on a terrace, in the evening\.")),
                   f"{seen}")


def nothing_is_wrong_with_it():
    ended = subprocess.run([str(BIN / "mmdtool"), "check", str(SAMPLE)], capture_output=True, text=True, check=False)
    expect(ended.returncode == 0 and "0 errors, 0 warnings" in ended.stdout, ended.stdout)


if __name__ == "__main__":
    main([questions_are_answered_aloud_in_writing_and_with_a_gesture, what_is_said_to_her_is_answered,
          nothing_is_wrong_with_it])
