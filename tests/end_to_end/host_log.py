#!/usr/bin/env python3
"""The log that content keeps and sends. `host_53` is case 53 of the host's conformance cases."""

import contextlib
import email
import http.server
import re
import shutil
import ssl
import subprocess
import threading
import time

from program import Content, run
from support import PATIENCE, SERVER, Agent, expect, free_port, run_cases, wait_until

STAMP = re.compile(r"^\[\d{4}/\d\d/\d\d \d\d:\d\d:\d\d\.\d{3}\] \[\d+\] ")


class Receiver:
    """A server that takes forms; `answer` is the status for a form by its number, or None for silence."""

    def __init__(self, answer=lambda number: 200, context=None):
        receiver = self
        self.forms, self.released = [], threading.Event()

        class Handler(http.server.BaseHTTPRequestHandler):
            def do_POST(self):
                body = self.rfile.read(int(self.headers["Content-Length"]))
                parts = email.message_from_bytes(
                    b"Content-Type: " + self.headers["Content-Type"].encode() + b"\r\n\r\n" + body).get_payload()
                receiver.forms.append({"version": self.request_version, **{
                    part.get_param("name", header="content-disposition"): part.get_payload(decode=True)
                    for part in parts}, "file": parts[0].get_filename()})
                status = answer(len(receiver.forms))
                if status is None:
                    receiver.released.wait(PATIENCE)
                    return
                self.send_response(status)
                self.send_header("Location", "/elsewhere")
                self.send_header("Content-Length", "0")
                self.end_headers()

            def log_message(self, *_):
                pass

        self.server = http.server.ThreadingHTTPServer(("127.0.0.1", 0), Handler)
        self.server.daemon_threads = True
        if context:
            self.server.socket = context.wrap_socket(self.server.socket, server_side=True)
        self.port = self.server.server_address[1]
        self.thread = threading.Thread(target=self.server.serve_forever, args=(0.02,), daemon=True)
        self.thread.start()

    def __enter__(self):
        return self

    def __exit__(self, *_):
        self.released.set()
        self.server.shutdown()
        self.server.server_close()


@contextlib.contextmanager
def logging_agent(url, logs, **information):
    """A program whose content has these log files and wants them sent there."""
    lines = {"LogUploadURL": url, **information}
    files = {".mmdagent-save": "".join(f"{key}={value}\n" for key, value in lines.items())}
    with Agent({**SERVER, "disablePlugin": "Audio,Example,VIManager,Variables"}, files=files) as agent:
        folder = agent.content / "log" / information.get("LogIdentifier", "noId")
        folder.mkdir(parents=True)
        for name, text in logs.items():
            (folder / name).parent.mkdir(exist_ok=True)
            (folder / name).write_text(text, encoding="utf-8")
        agent.logs = folder
        with agent.connect() as peer:
            agent.say = lambda text: peer.send(text + "\n")
            yield agent


def left(agent):
    return sorted(str(path.relative_to(agent.logs)) for path in agent.logs.rglob("*") if path.is_file())


def case_host_53_start_writes_a_file_and_finish_closes_it():
    with Content("disablePlugin=ALL\nhttp_server=false\n") as content:
        ended = run("--no-render", "--fixed-step", "30", "--frames", "3", "--send", "KEY|before", "--send", "LOG_START",
                    "--send", "KEY|within", "--send", "LOG_FINISH", "--send", "KEY|after", content.path)
        expect(ended.returncode, 0, ended.stderr)
        files = list((content.path / "log" / "noId").iterdir())
        expect([file.name for file in files], ["log_2000_01_01__00_00_00__000.txt"])
        lines = files[0].read_text(encoding="utf-8").splitlines()
        texts = [line.split("MMDAgent: ", 1)[1] for line in lines]
        expect([bool(STAMP.match(line)) for line in lines], [True] * len(lines))
        # LOG_FINISH is seen while the file is being made, and runs when it is there.
        start, stop = (f"Status: {what} logging in {content.path}/log/noId" for what in ("start", "stop"))
        expect(texts, ["Captured: LOG_FINISH|", start + "..."])
        out = [line.split("MMDAgent: ", 1)[1] for line in ended.stdout.splitlines()]
        expect(out[out.index(start + "...") + 1], stop)


def case_the_file_holds_what_passes_while_it_is_open():
    with logging_agent("", {}) as agent:
        agent.say("LOG_START")
        agent.wait_log("Status", "start logging in .*/log/noId\\.\\.\\.")
        agent.say("KEY|1\nKEY|2\nLOG_FINISH\nKEY|3")
        agent.wait_log("Status", "stop logging in .*/log/noId$")
        name = left(agent)[0]
        expect(re.fullmatch(r"log_\d{4}_\d\d_\d\d__\d\d_\d\d_\d\d__\d{3}\.txt", name) is not None, True, name)
        wait_until(lambda: "LOG_FINISH|" in (agent.logs / name).read_text(encoding="utf-8"), what="the last line")
        text = (agent.logs / name).read_text(encoding="utf-8")
        expect([key for key in ("KEY|1", "KEY|2", "KEY|3") if key in text], ["KEY|1", "KEY|2"])


def case_a_log_is_sent_whole_right_after_its_end_and_removed():
    with Receiver() as receiver, logging_agent(f"http://127.0.0.1:{receiver.port}/take", {},
                                               LogIdentifier="diary", LogUploadHTTPVersion="HTTP/1.1") as agent:
        agent.say("LOG_START\nKEY|1\nLOG_FINISH\nLOG_UPLOAD")
        agent.wait_log("Status", "1 files, 1 uploaded and removed, 0 remains$")
        agent.wait_log("Status", "uploading log files\\.\\.\\.$")
        form = receiver.forms[0]
        agent.wait_log("Status", r"\[1/1\] " + re.escape(form["file"]) + "$")
        # What came while the file was being made waited for it, but was logged before.
        expect(b"Sent: KEY|1\n" in form["data"] and form["data"].endswith(b"/log/diary...\n"), True, form)
        expect((form["identifier"], form["version"]), (b"diary", "HTTP/1.1"))
        expect(re.fullmatch(rb"[0-9a-f-]{36}", form["uuid"]) is not None, True, form["uuid"])
        expect(left(agent), [])
        agent.say("LOG_UPLOAD")
        agent.wait_log("Status", "no saved log, clean$")


def case_only_what_the_server_took_is_removed():
    statuses = {1: 200, 2: 500, 3: 302, 4: 204}
    with Receiver(lambda number: statuses[number]) as receiver, logging_agent(
            f"http://localhost:{receiver.port}/", {"a": "1", "b": "2", "sub/c": "3", "sub/d": "4"}) as agent:
        agent.say("LOG_UPLOAD")
        agent.wait_log("Status", "4 files, 2 uploaded and removed, 2 remains$")
        expect(left(agent), ["b", "sub/c"])
        for text in (r"\[2/4\] failed b \(expected an HTTP status of 200 to 299, got 500\)$",
                     r"\[3/4\] failed sub/c \(.*got 302\)$"):
            agent.wait_log("Error", text)


def case_links_are_not_followed():
    with Receiver() as receiver, logging_agent(f"http://127.0.0.1:{receiver.port}/", {"a": "1"}) as agent:
        (agent.content / "secret").write_text("secret", encoding="utf-8")
        (agent.logs / "link").symlink_to(agent.content / "secret")
        (agent.logs / "folder").symlink_to(agent.content)
        agent.say("LOG_UPLOAD")
        agent.wait_log("Status", "1 files, 1 uploaded and removed, 0 remains$")
        expect([form["data"] for form in receiver.forms], [b"1"])


def case_a_second_wish_looks_for_files_again():
    release = threading.Event()

    def answer(number):
        if number == 1:
            release.wait(PATIENCE)
        return 200

    with Receiver(answer) as receiver, logging_agent(f"http://127.0.0.1:{receiver.port}/", {"a": "1"}) as agent:
        agent.say("LOG_UPLOAD")
        wait_until(lambda: receiver.forms, what="the first form")
        (agent.logs / "b").write_text("2", encoding="utf-8")
        agent.say("LOG_UPLOAD\nLOG_UPLOAD\nKEY|asked")
        agent.wait_message("KEY|asked")
        release.set()
        agent.wait_log("Status", "1 files, 1 uploaded and removed, 0 remains$", times=2)
        expect([form["data"] for form in receiver.forms], [b"1", b"2"])


def case_no_server_and_no_trust_are_errors_and_nothing_is_removed():
    for url, reason in ((f"http://127.0.0.1:{free_port()}/", "Failed to connect|Couldn't connect"),
                        ("http://example.invalid/", "expected https, or http to this machine"),
                        ("http://127.0.0.1.example.invalid/", "expected https, or http to this machine"),
                        ("file:///etc/passwd", "expected https, or http to this machine"),
                        ("nonsense of a url", "expected https, or http to this machine")):
        with logging_agent(url, {"a": "1"}) as agent:
            agent.say("LOG_UPLOAD")
            agent.wait_log("Error", rf"\[1/1\] failed a \(.*({reason})")
            agent.wait_log("Status", "1 files, 0 uploaded and removed, 1 remains$")
            expect(left(agent), ["a"])


def case_a_certificate_that_nobody_vouches_for_is_an_error():
    if not shutil.which("openssl"):
        return
    with Content() as place:
        subprocess.run(["openssl", "req", "-x509", "-newkey", "rsa:2048", "-nodes", "-keyout", place.path / "key.pem",
                        "-out", place.path / "certificate.pem", "-days", "1", "-subj", "/CN=localhost"],
                       check=True, capture_output=True)
        context = ssl.SSLContext(ssl.PROTOCOL_TLS_SERVER)
        context.load_cert_chain(place.path / "certificate.pem", place.path / "key.pem")
        with Receiver(context=context) as receiver, logging_agent(f"https://localhost:{receiver.port}/",
                                                                  {"a": "1"}) as agent:
            agent.say("LOG_UPLOAD")
            agent.wait_log("Error", r"\[1/1\] failed a \(SSL certificate problem: self.signed certificate")
            expect((receiver.forms, left(agent)), ([], ["a"]))


def case_the_end_of_the_program_waits_for_no_server():
    with Receiver(lambda number: None) as receiver, logging_agent(f"http://127.0.0.1:{receiver.port}/",
                                                                  {"a": "1"}) as agent:
        agent.say("LOG_UPLOAD")
        wait_until(lambda: receiver.forms, what="the form")
        begin = time.monotonic()
        expect(agent.stop(), 0)
        expect(time.monotonic() - begin < 5, True, "it took too long")  # 20 s is what a server may take
        expect(left(agent), ["a"])


if __name__ == "__main__":
    run_cases(globals())
