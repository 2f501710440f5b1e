#!/usr/bin/env python3
"""Random commands, well-formed and malformed, and a day of content: the program stays as it should be."""

import json
import os
import random
import re
import shutil
import subprocess
import threading
import time

from program import BIN, LONG, PATIENCE, SAMPLE, Content, expect, main, run

SEED = 20261126
QUIET = "http_server=false\nPlugin_Remote_EnableServer=false\n"
END = "THE_END"

# Commands that end or replace the content, leave this machine, or write into the user's folders: not for random use.
LEFT_OUT = {"OPEN_CONTENT", "HOME_SET", "HOME_CLEAR", "LOG_UPLOAD", "PLUGIN_ENABLE", "PLUGIN_DISABLE"}
# Without arguments nothing can be malformed about them, or every argument is a text that may be anything.
NEVER_WRONG = {"REMOTEKEY_CHAR", "REMOTEKEY_DOWN", "REMOTEKEY_UP"}


def listing():
    """The commands of the core, and the events that come by themselves."""
    rows = json.loads(run("--messages", "--json").stdout)
    return ([row for row in rows if row["kind"] == "command"], [row for row in rows if row["kind"] == "event"])


def commands():
    return [row for row in listing()[0] if row["name"] not in LEFT_OUT]


def accepted_counts(row):
    """`1 or 4-7` as {1, 4, 5, 6, 7}."""
    counts = set()
    for part in row["argument_counts"].split(" or "):
        least, _, most = part.partition("-")
        counts.update(range(int(least), int(most or least) + 1))
    return counts


class Source:
    """Arguments of the right kind, as the row's own list of arguments names them."""

    def __init__(self, seed):
        self.random = random.Random(seed)

    def number(self, low, high):
        return f"{self.random.uniform(low, high):.3f}"

    def vector(self, count, low, high):
        return ",".join(self.number(low, high) for _ in range(count))

    def argument(self, name):
        pick = self.random.choice
        kinds = (
            (r"\bON\b", lambda: pick(("ON", "OFF"))),
            (r"FULL", lambda: pick(("FULL", "PART"))),
            (r"LOOP", lambda: pick(("LOOP", "ONCE"))),
            (r"GLOBAL", lambda: pick(("GLOBAL", "LOCAL"))),
            (r"CENTER, LEFT", lambda: pick(("CENTER", "LEFT", "RIGHT"))),
            (r"r,g,b,a,thickness", lambda: self.vector(4, 0, 1) + ",4"),
            (r"r,g,b,a", lambda: self.vector(4, 0, 1)),
            (r"r,g,b", lambda: self.vector(3, 0, 1)),
            (r"rx,ry,rz", lambda: self.vector(3, -180, 180)),
            (r"x,y,z", lambda: self.vector(3, -30, 30)),
            (r"x,y", lambda: self.vector(2, -3, 3)),
            (r"floor,background", lambda: "floor.png,background.png"),
            (r"\.vmd|motion file", lambda: pick(("idle.vmd", "wave.vmd", "nod.vmd"))),
            (r"phoneme", lambda: "a,100,i,80,u,60"),
            (r"distance", lambda: self.number(20, 120)),
            (r"fovy", lambda: self.number(5, 60)),
            (r"key", lambda: pick(("k1", "k2"))),
            (r"bone", lambda: pick(("頭", "センター", "no bone"))),
            (r"morph", lambda: pick(("あ", "笑い", "no morph"))),
            (r"file|image|font", lambda: pick(("sample.pmx", "sample.pmd", "idle.vmd", "wave.vmd", "floor.png", "no.file"))),
            (r"anchor", lambda: pick(("CENTER", "TOP_LEFT", "BOTTOM_RIGHT"))),
            (r"seconds|speed|rate|weight|size|height|width|padding|duration|number|scale|index|\bn\b|priority|target",
             lambda: self.number(0, 4)),
            (r"model|alias|style|motion|name|texture", lambda: pick(("a", "b", "c"))),
        )
        for pattern, make in kinds:
            if re.search(pattern, name):
                return make()
        return pick(("text", "あいう", "%d_%s", "1"))

    def line(self, row, count):
        names = re.sub(r"[\[\]]", "", row["arguments"]).split("|")
        words = [self.argument(names[min(i, len(names) - 1)]) for i in range(count)]
        return "|".join([row["name"], *words])


# What a sanitizer keeps of freed memory is no growth of ours.
SMALL_QUARANTINE = "quarantine_size_mb=1:thread_local_quarantine_size_kb=16"


def environment():
    before = os.environ.get("ASAN_OPTIONS")
    return {**os.environ, "ASAN_OPTIONS": f"{before}:{SMALL_QUARANTINE}" if before else SMALL_QUARANTINE}


class Talk:
    """The program without a picture, messages on its standard streams."""

    def __init__(self, folder, settings="", options=()):
        (folder / "main.mdf").write_text(QUIET + "use_stdinout=true\nlog_file=run.log\n" + settings, encoding="utf-8")
        self.folder = folder
        self.process = subprocess.Popen([str(BIN / "mmdagent"), "--no-render", *options, str(folder / "main.mdf")],
                                        stdin=subprocess.PIPE, stdout=subprocess.PIPE, stderr=subprocess.PIPE,
                                        env=environment())
        self.heard = []
        self.marks = 0
        self.said = []  # on standard error
        self.readers = [threading.Thread(target=self.read, daemon=True),
                        threading.Thread(target=lambda: self.said.extend(self.process.stderr), daemon=True)]
        for reader in self.readers:
            reader.start()

    def read(self):
        for line in self.process.stdout:
            text = line.decode("utf-8", "replace").rstrip("\n")
            self.heard.append(text)
            self.marks += text == END

    def say(self, lines):
        """Returns when all of it was dispatched."""
        wanted = self.marks + 1
        self.process.stdin.write("".join(line + "\n" for line in [*lines, END]).encode("utf-8", "surrogateescape"))
        self.process.stdin.flush()
        end = time.monotonic() + 5 * PATIENCE
        while self.marks < wanted:
            expect(time.monotonic() < end, "the program hangs")
            expect(self.process.poll() is None, f"the program ended: {self.process.returncode}")
            time.sleep(0.01)

    def log(self):
        return (self.folder / "run.log").read_text(encoding="utf-8", errors="replace")

    def resident(self):
        """KiB."""
        with open(f"/proc/{self.process.pid}/status", encoding="ascii") as file:
            return int(re.search(r"VmRSS:\s+(\d+)", file.read()).group(1))

    def end(self):
        self.process.terminate()
        self.process.wait(PATIENCE)
        for reader in self.readers:
            reader.join(PATIENCE)
        error = b"".join(self.said).decode("utf-8", "replace")
        for stream in (self.process.stdin, self.process.stdout, self.process.stderr):
            stream.close()
        expect(self.process.returncode == 0, f"status {self.process.returncode}\n{error[-3000:]}")
        expect("Sanitizer" not in error and "runtime error" not in error, error[-3000:])


def sample_copy(content):
    for path in SAMPLE.iterdir():
        if path.suffix not in (".mdf", ".fst"):
            shutil.copy(path, content.path / path.name)
    return content.path


def well_formed_commands_are_answered_and_leave_nothing():
    rows = [row for row in commands() if row["argument_counts"] != "any"]
    all_commands, own_events = listing()
    known = {row["name"] for row in all_commands} | {row["name"] for row in own_events}
    events = {event.split("|")[0] for row in all_commands for event in row["events"]}
    others = {"RECOG_MODIFY", END, "text"}
    count = 10_000 if LONG else 1_000
    source = Source(SEED)
    lines = []
    for _ in range(count):
        row = source.random.choice(rows)
        lines.append(source.line(row, source.random.choice(sorted(accepted_counts(row)))))
    clear = [f"MODEL_DELETE|{alias}" for alias in "abc"]
    with Content() as content:
        talk = Talk(sample_copy(content), "max_num_model=4\n")
        resident = []
        for _ in range(3):
            for at in range(0, len(lines), 100):
                talk.say(lines[at:at + 100])
            talk.say(clear)
            time.sleep(1.0)  # fades
            talk.say(clear)
            resident.append(talk.resident())
        talk.end()
        strange = {text.split("|")[0] for text in talk.heard} - known - events - others
        expect(not strange, f"messages that nothing documents: {sorted(strange)}")
        rows_seen = {text.split("|")[0] for text in talk.heard} & {row["name"] for row in rows}
        expect(len(rows_seen) > 0.9 * len(rows), f"only {len(rows_seen)} of {len(rows)} commands were drawn")
        expect(resident[2] < resident[1] + 8 * 1024, f"memory grows from round to round: {resident} KiB")


def malformed_commands_are_errors_and_change_nothing():
    count = 10_000 if LONG else 1_000
    source = Source(SEED + 1)
    rows = [row for row in commands() if row["argument_counts"] != "any" and row["name"] not in NEVER_WRONG]
    lines = []
    while len(lines) < count:
        row = source.random.choice(rows)
        wrong = sorted(set(range(11)) - accepted_counts(row))
        if wrong:
            lines.append(source.line(row, source.random.choice(wrong)))
    with Content() as content:
        talk = Talk(sample_copy(content))
        talk.say(lines)
        talk.end()
        answers = [text for text in talk.heard if "_EVENT_" in text.split("|")[0]]
        expect(not [text for text in answers if not text.startswith("PLUGIN_EVENT")], f"{answers[:10]}")
        log = talk.log()
        problems = len(re.findall(r"\] MMDAgent: (Error|Warning): ", log))
        expect(problems >= len(lines), f"{problems} problems told of {len(lines)}")


def noise_is_no_command():
    count = 10_000 if LONG else 1_000
    source = Source(SEED + 2)
    names = [row["name"] for row in commands()]
    pieces = ["|", "||", ",", "%s", "%n", "\\n", "-1e38", "nan", "inf", "9" * 400, "あ" * 300, "\udc80\udcff", "\x01", " ", "_", "/", ".."]
    lines = []
    for _ in range(count):
        body = "".join(source.random.choice(pieces) for _ in range(source.random.randrange(12)))
        lines.append(f"{source.random.choice(names)}|{body}")
    with Content() as content:
        talk = Talk(sample_copy(content))
        talk.say(lines)
        talk.end()


def a_day_passes_without_a_trace():
    seconds = 24 * 3600 if LONG else 900
    script = """
0 1:
    <eps>  MODEL_ADD|a|sample.pmx
    MODEL_EVENT_ADD|a  MOTION_ADD|a|idle|idle.vmd|FULL|LOOP|ON|OFF|0
    <eps>  TIMER_START|t|20
1 1  TIMER_EVENT_STOP|t  MOTION_ADD|a|wave|wave.vmd|PART|ONCE|ON|OFF|20
1 1  MOTION_EVENT_ADD|a|wave  CAPTION_START|c|_default|it_is_time|3|CENTER|0.2|90
1 1  CAPTION_EVENT_STOP|c  TIMER_START|t|20
"""
    with Content(QUIET + "bullet_fps=30\nlog_file=run.log\n", script) as content:
        sample_copy(content)
        process = subprocess.Popen(
            [str(BIN / "mmdagent"), "--no-render", "--fixed-step", "10", "--frames", str(seconds * 10), "--print-messages",
             str(content.path / "main.mdf")], stdout=subprocess.PIPE, stderr=subprocess.PIPE, text=True, env=environment())
        resident, times, waves = [], [], 0
        for line in process.stdout:
            if line.startswith("CURRENT_TIME|"):
                times.append(line.strip())
                with open(f"/proc/{process.pid}/status", encoding="ascii") as file:
                    found = re.search(r"VmRSS:\s+(\d+)", file.read())
                if found:
                    resident.append(int(found.group(1)))
            waves += line.startswith("MOTION_EVENT_DELETE|a|wave")
        error = process.stderr.read()
        process.stdout.close()
        process.stderr.close()
        expect(process.wait() == 0, error[-2000:])
        expect("Sanitizer" not in error, error[-2000:])
        expected = [f"CURRENT_TIME|{minute // 60 % 24:02}|{minute % 60:02}"
                    for minute in (half // 2 for half in range(seconds // 30))]
        expect(times[:len(expected)] == expected, f"{times[:6]} … {times[-3:]}, {len(times)} of {len(expected)}")
        expect(waves > seconds / 60, f"{waves} waves in {seconds} s")
        early = max(resident[2:len(resident) // 4])
        # A log that is read too slowly for a while leaves up to 4 MiB of segments for reuse.
        expect(resident[-1] < early + 8 * 1024, f"memory grows: {early} KiB early, {resident[-1]} KiB at the end")


if __name__ == "__main__":
    main([well_formed_commands_are_answered_and_leave_nothing,
          malformed_commands_are_errors_and_change_nothing,
          noise_is_no_command,
          a_day_passes_without_a_trace])
