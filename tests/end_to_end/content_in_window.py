#!/usr/bin/env python3
"""Content that changes or fails while somebody looks at a window, on a virtual screen. `host_N` is case N of the
host's conformance cases."""

import contextlib
import os
import shutil
import struct
import sys
import tempfile
from pathlib import Path
from urllib.parse import quote
from urllib.request import urlopen

from content_switching import LISTENS, Place, serving
from support import Agent, expect, free_port, run_cases, skip, wait_until
from web_contents import launch, make_newer, place_and_web

sys.path.insert(0, str(Path(__file__).resolve().parents[1] / "pictures"))
import virtual_screen  # noqa: E402


@contextlib.contextmanager
def screen():
    with tempfile.TemporaryDirectory() as folder:
        server, display = virtual_screen.start(folder)
        before = os.environ.get("DISPLAY")
        os.environ["DISPLAY"] = display
        try:
            yield
        finally:
            if before is None:
                del os.environ["DISPLAY"]
            else:
                os.environ["DISPLAY"] = before
            server.terminate()
            server.wait()


def case_host_18_unreadable_content_asks_and_tries_again():
    with screen(), Place() as place:
        folder = place.content("c", "a=1\nb=%ENV{HOME\ncamera_fovy=30\n")
        port = free_port()
        page = {"http_server": "true", "http_server_port": port}
        with Agent(page, content=folder, render="", listens=False) as agent:
            agent.wait_log("Error", r"line 3: parse error")
            agent.wait_message(f"PROMPT_SHOW|Failed to load mdf:\\n{folder}/main.mdf|Reload")
            agent.wait_log("Status", "starting http server")
            place.content("c", "a=1\n")
            urlopen(f"http://127.0.0.1:{port}/req?com=" + quote("PROMPT_EVENT_SELECTED|0"), timeout=20).close()
            agent.wait_log("Status", "---------- restart")
            agent.wait_log("Status", f"current dir changed to {folder}")
            expect(agent.stop(), 0)


def case_host_55_a_window_takes_the_size_of_its_content():
    with screen(), Place() as place:
        port = free_port()
        first = place.content("first", serving(port, "window_size=300,200\n"))
        second = place.content("second", serving(port, "window_size=400,250\n"))
        snapshot = place.user / "snapshot.png"

        def size():
            snapshot.unlink(missing_ok=True)
            with agent.connect() as peer:
                peer.send("REMOTEKEY_CHAR|G\n")
                wait_until(snapshot.exists, what="a picture")
                wait_until(lambda: snapshot.read_bytes()[-8:-4] == b"IEND", what="a whole picture")
            return struct.unpack(">II", snapshot.read_bytes()[16:24])

        def open_content(target, times):
            with agent.connect() as peer:
                peer.send(f"OPEN_CONTENT|{target}\n")
                peer.rest()
            agent.wait_log("Status", LISTENS, times=times)

        with Agent({}, content=first, render="") as agent:
            expect(size(), (300, 200))
            open_content(second, 2)
            wait_until(lambda: size() == (400, 250), what="the size of the second content")
            open_content(first, 3)
            wait_until(lambda: size() == (300, 200), what="the size of the first content")


@contextlib.contextmanager
def asking(place, agreement):
    """The program with a content of the user's folder that wants its document seen; and how to say something."""
    folder = place.content("user/123", serving(free_port()), r_txt="the document")
    (folder / ".mmdagent-save").write_text(
        f"Readme=r.txt\nLastModifiedEpochTime=1700000000\nReadmeForceAgreement={agreement}\n", encoding="utf-8")
    port = free_port()

    def say(message):
        urlopen(f"http://127.0.0.1:{port}/req?com=" + quote(message), timeout=20).close()

    with Agent({"http_server": "true", "http_server_port": port}, content=folder, render="", listens=False) as agent:
        agent.wait_message("INFOTEXT_EVENT_SHOW")
        agent.wait_log("Status", "starting http server")
        expect([line for line in agent.log() if "listening port" in line], [])
        yield folder, agent, say


def case_a_document_is_seen_before_the_content_begins():
    with screen(), Place() as place:
        with asking(place, "false") as (folder, agent, say):
            say("REMOTEKEY_DOWN|Escape")
            agent.wait_log("Status", LISTENS)
            expect(agent.stop(), 0)
        with Agent({}, content=folder, render="") as agent:
            expect("INFOTEXT_EVENT_SHOW" in agent.messages(), False)


def case_host_defect_35_only_a_refusal_removes_the_content():
    with screen(), Place() as place:
        with asking(place, "true") as (folder, agent, say):
            say("REMOTEKEY_DOWN|Escape")
            expect(agent.process.wait(timeout=60), 0)
        expect((folder / "main.mdf").exists(), True)
        with asking(place, "true") as (folder, agent, say):
            say("INFOTEXT_EVENT_CLOSE|Decline")
            expect(agent.process.wait(timeout=60), 0)
        expect(folder.exists(), False)


def case_the_clipboard_is_asked_in_the_windows_thread():
    with screen(), Place() as place:
        with Agent({}, content=place.content("c", serving(free_port())), render="") as agent, agent.connect() as peer:
            peer.send("REMOTEKEY_DOWN|Insert\n")
            agent.wait_log("Warning", "clipboard: it holds no web address")


def case_a_newer_version_is_fetched_when_somebody_wants_it():
    with screen(), place_and_web(files={"a.txt": b"old"}) as (_, web, cache):
        launch(web.address)
        web.files["a.txt"] = b"new"
        make_newer(web)
        port = free_port()
        with Agent({"http_server": "true", "http_server_port": port}, content=cache, render="", listens=False) as agent:
            agent.wait_message("INFOTEXT_STRING|A newer version of this content is on its server.|Notice|Fetch it now,Later")
            agent.wait_message("INFOTEXT_EVENT_SHOW")
            agent.wait_log("Status", "starting http server")
            message = quote("INFOTEXT_EVENT_CLOSE|Fetch it now")
            urlopen(f"http://127.0.0.1:{port}/req?com={message}", timeout=20).close()
            agent.wait_log("Status", "update: a.txt")
            agent.wait_log("Status", f"current dir changed to {cache}", times=2)
            expect((cache / "a.txt").read_bytes(), b"new")


if __name__ == "__main__":
    if not shutil.which("Xvfb"):
        skip("Xvfb is not installed")
    run_cases(globals())
