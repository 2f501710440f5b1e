#!/usr/bin/env python3
"""Messages on standard input and output, and where the log goes. `host_28` is case 28 of the host's
conformance cases, `core_112` case 112 of the core messages'."""

import contextlib
import json
import re
import subprocess
import threading
import time

from program import BIN, PATIENCE, Content, expect, main, run

LINE = re.compile(r"^\[\d{4}/\d\d/\d\d \d\d:\d\d:\d\d\.\d{3,4}\] \[\d+\] [^:]+: "
                  r"(|Error|Warning|Status|Debug|Sent|Captured): ")
QUIET = "disablePlugin=ALL\nhttp_server=false\n"


class Conversation:
    """The program with use_stdinout=true, its standard streams in our hands."""

    def __init__(self, settings="", options=()):
        self.content = Content(QUIET + "use_stdinout=true\nlog_file=run.log\n" + settings)
        self.process = subprocess.Popen([str(BIN / "mmdagent"), "--no-render", *options,
                                         str(self.content.path / "main.mdf")],
                                        stdin=subprocess.PIPE, stdout=subprocess.PIPE, stderr=subprocess.PIPE)

    def __enter__(self):
        return self

    def __exit__(self, *_):
        self.process.kill()
        self.process.wait()
        for stream in (self.process.stdin, self.process.stdout, self.process.stderr):
            with contextlib.suppress(BrokenPipeError):
                stream.close()
        self.content.folder.cleanup()

    def say(self, data):
        self.process.stdin.write(data)
        self.process.stdin.flush()

    def hear(self):
        """The next message but for those that come by themselves."""
        while (line := self.process.stdout.readline()).startswith(b"CURRENT_TIME|"):
            pass
        return line

    def log(self):
        path = self.content.path / "run.log"
        return path.read_text(encoding="utf-8") if path.exists() else ""

    def wait_log(self, text):
        end = time.monotonic() + PATIENCE
        while text not in self.log():
            expect(time.monotonic() < end and self.process.poll() is None, f"never in the log: {text}\n{self.log()}")
            time.sleep(0.01)

    def end(self):
        """Asks it to end; exit status, the rest of standard output, standard error."""
        self.process.terminate()
        status = self.process.wait(PATIENCE)
        return status, self.process.stdout.read(), self.process.stderr.read()


def host_2_every_line_of_the_log_has_the_form():
    with Content(QUIET) as content:
        ended = run("--no-render", "--verbose", "--duration", "0.2", "--send", "MODEL_DELETE|x", "--send", "KEY",
                    content.path)
        lines = ended.stdout.splitlines()
        expect(len(lines) > 8, ended.stdout)
        for line in lines:
            expect(LINE.match(line), line)
        for text in ("MMDAgent: Sent: KEY", "MMDAgent: Sent: MODEL_DELETE|x", "MMDAgent: Captured: MODEL_DELETE|x"):
            expect(any(line.endswith(text) for line in lines), f"{text} is not in {lines}")


def host_28_and_core_112_a_line_is_dispatched_and_written_without_log_lines():
    with Conversation() as talk:
        talk.say(b"MODEL_DELETE|x\n")
        expect(talk.hear() == b"MODEL_DELETE|x\n", "the message was not written")
        talk.say(b"FOO|bar\nKEYVALUE_SET|x\n")
        expect(talk.hear() == b"FOO|bar\n", "the message was not written")
        talk.wait_log("MMDAgent: Error: KEYVALUE_SET")
        status, out, err = talk.end()
        expect(status == 0 and out.endswith(b"KEYVALUE_SET|x\n") and b"[" not in out, f"{status} {out!r}")
        # An error is still seen by whoever started the program, other lines are not.
        expect(re.fullmatch(rb"\[[^\n]*: Error: KEYVALUE_SET: [^\n]*\n", err), f"{err!r}")
        log = talk.log()
        expect(all(LINE.match(line) for line in log.splitlines()), log)
        expect("MMDAgent: Status: stdin thread started" in log, log)


def host_29_the_type_ends_at_the_first_separator():
    with Conversation() as talk:
        talk.say(b"KEYVALUE_SET|b|c\r\n|||A||b|c|\rLAST")
        talk.process.stdin.close()
        for line in (b"KEYVALUE_SET|b|c\n", b"A||b|c|\n", b"LAST\n"):
            heard = talk.hear()
            expect(heard == line, f"{heard!r} instead of {line!r}")
        talk.wait_log("MMDAgent: Captured: KEYVALUE_SET|b|c")


def the_end_of_standard_input_ends_only_the_reading():
    with Conversation(options=["--send", "KEY|first"]) as talk:
        talk.process.stdin.close()
        talk.wait_log("MMDAgent: Warning: stdin thread exited")
        expect(talk.hear() == b"KEY|first\n", "nothing was written")
        expect(talk.process.poll() is None, "the program ended")


def lines_that_are_no_messages_are_left_out_with_one_warning():
    with Conversation() as talk:
        talk.say(b"A\0B\n" + b"\xff\xfe\n" + b"x" * 70_000 + b"\n\n" + b"OK|" + b"y" * 60_000 + b"\n")
        expect(len(talk.hear()) == 60_004, "the line after them was not dispatched")
        for text in ("line 1 holds a NUL byte", "line 2 is not UTF-8", "line 3 longer than 65535 bytes"):
            talk.wait_log(f"MMDAgent: Warning: stdin: {text}, left out\n")


def answers_come_one_by_one_without_waiting_for_others():
    with Conversation() as talk:
        talk.say(b"A\n")
        talk.hear()
        begin = time.monotonic()
        for number in range(300):
            talk.say(b"PING|%d\n" % number)
            expect(talk.hear() == b"PING|%d\n" % number, "another line came")
        # A writer that collected lines for 10 ms would take 3 s; a loaded machine gets half of that.
        expect(time.monotonic() - begin < 1.5, f"{time.monotonic() - begin:.2f} s")


def a_flood_on_standard_input_arrives_whole_and_in_order():
    count = 50_000
    lines = b"".join(b"N|%d\n" % number for number in range(count))
    with Conversation() as talk:
        writer = threading.Thread(target=talk.say, args=(lines,))
        writer.start()
        for number in range(count):
            heard = talk.hear()
            expect(heard == b"N|%d\n" % number, f"{heard!r} instead of {number}")
        writer.join()


def standard_output_that_nobody_reads_holds_up_nobody():
    with Conversation() as talk:
        for number in range(2_000):
            talk.say(b"N|%d|%s\n" % (number, b"x" * 500))  # 1 MB; a pipe holds 64 KiB
        talk.say(b"KEYVALUE_SET|last|1\n")
        talk.wait_log("MMDAgent: Captured: KEYVALUE_SET|last|1")
        talk.process.terminate()
        expect(talk.process.wait(PATIENCE) == 0, f"status {talk.process.returncode}")


def standard_output_that_is_closed_costs_one_line():
    with Conversation() as talk:
        talk.process.stdout.close()
        for number in range(20):
            talk.say(b"N|%d\n" % number)
        talk.say(b"KEYVALUE_SET|last|1\n")
        talk.wait_log("MMDAgent: Captured: KEYVALUE_SET|last|1")
        talk.process.terminate()
        expect(talk.process.wait(PATIENCE) == 0, f"status {talk.process.returncode}")
        err = talk.process.stderr.read()
        expect(err == b"mmdagent: standard output: cannot be written: Broken pipe\n", f"{err!r}")


def without_standard_streams_it_runs_too():
    with Content(QUIET + "use_stdinout=true\nlog_file=run.log\n") as content:
        ended = subprocess.run(["sh", "-c", 'exec "$@" <&- >&- 2>&-', "sh", str(BIN / "mmdagent"), "--no-render",
                                "--duration", "0.2", str(content.path)], timeout=PATIENCE, check=False)
        expect(ended.returncode == 0, f"status {ended.returncode}")
        log = (content.path / "run.log").read_text(encoding="utf-8")
        expect("stdin thread started" in log and "stdin thread exited" in log, log)


def host_30_the_log_file_lies_in_the_content_folder_and_is_appended():
    with Content(QUIET + "log_file=run.log\n") as content:
        for number in range(2):
            run("--no-render", "--fixed-step", "30", "--frames", "2", "--send", f"KEY|{number}", content.path)
        lines = (content.path / "run.log").read_text(encoding="utf-8").splitlines()
        keys = [line.split("Sent: ")[1] for line in lines if "Sent: KEY" in line]
        expect(keys == ["KEY|0", "KEY|1"], f"{lines}")
        expect(all(LINE.match(line) for line in lines), f"{lines}")


def the_log_as_json_goes_to_all_its_places():
    with Content(QUIET + "log_file=run.log\n") as content:
        arguments = ("--no-render", "--fixed-step", "30", "--frames", "2", "--log-json", "--log",
                     content.path / "other.log", "--send", 'KEY|"quoted"\\', "--send", "MODEL_DELETE|あ", content.path)
        ended = run(*arguments)
        for text in (ended.stdout, *((content.path / name).read_text(encoding="utf-8")
                                     for name in ("run.log", "other.log"))):
            rows = [json.loads(line) for line in text.splitlines()]
            expect(all(list(row) == ["time", "tick", "module", "level", "text"] for row in rows), f"{rows}")
            expect(all(re.fullmatch(r"2000-01-01T00:00:00\.\d{3}Z", row["time"]) for row in rows), f"{rows}")
            for level, line in (("Sent", 'KEY|"quoted"\\'), ("Captured", "MODEL_DELETE|あ")):
                row = {"time": "2000-01-01T00:00:00.000Z", "tick": 0, "module": "MMDAgent", "level": level,
                       "text": line}
                expect(row in rows, f"{row} is not in {rows}")
        # Bare messages stay what they are.
        messages = run(*arguments, "--print-messages")
        expect('KEY|"quoted"\\' in messages.stdout.splitlines(), messages.stdout)
        expect(all(json.loads(line) for line in messages.stderr.splitlines()), messages.stderr)


if __name__ == "__main__":
    main([
        host_2_every_line_of_the_log_has_the_form,
        host_28_and_core_112_a_line_is_dispatched_and_written_without_log_lines,
        host_29_the_type_ends_at_the_first_separator,
        the_end_of_standard_input_ends_only_the_reading,
        lines_that_are_no_messages_are_left_out_with_one_warning,
        answers_come_one_by_one_without_waiting_for_others,
        a_flood_on_standard_input_arrives_whole_and_in_order,
        standard_output_that_nobody_reads_holds_up_nobody,
        standard_output_that_is_closed_costs_one_line,
        without_standard_streams_it_runs_too,
        host_30_the_log_file_lies_in_the_content_folder_and_is_appended,
        the_log_as_json_goes_to_all_its_places,
    ])
