#!/usr/bin/env python3
"""Other content takes the place of the running one; what is kept between runs. `host_N` is case N of the
host's conformance cases."""

import contextlib
import datetime
import os
import re
import socket
import subprocess
import tempfile
from pathlib import Path

from support import BIN, SERVER, Agent, expect, free_port, run_cases, wait_until

# A server that begins, not one that goes on without peers.
LISTENS = r"(?<=Status: )listening port"
LAUNCHED = re.compile(r"\] MMDAgent: (\w+): (.*)")


class Place:
    """A user with a content folder of their own, and contents beside it."""

    def __init__(self):
        self.folder = tempfile.TemporaryDirectory(prefix="mmdagent_test_")
        self.root = Path(self.folder.name)
        self.user = self.root / "user"
        self.user.mkdir()

    def __enter__(self):
        self.before = os.environ.get("MMDAgentContentDir")
        os.environ["MMDAgentContentDir"] = str(self.user)
        return self

    def __exit__(self, *_):
        if self.before is None:
            del os.environ["MMDAgentContentDir"]
        else:
            os.environ["MMDAgentContentDir"] = self.before
        self.folder.cleanup()

    def content(self, name, settings="", **files):
        folder = self.root / name
        folder.mkdir(exist_ok=True)
        (folder / "main.mdf").write_text("http_server=false\n" + settings, encoding="utf-8")
        for file, text in files.items():
            (folder / file.replace("_txt", ".txt")).write_text(text, encoding="utf-8")
        return folder

    def run(self, *arguments, options=("--no-render", "--duration", "0.1")):
        """A short run; its log as (level, text)."""
        ended = subprocess.run([str(BIN / "mmdagent"), *options, *map(str, arguments)], timeout=60,
                               capture_output=True, text=True, stdin=subprocess.DEVNULL)
        log = [match.groups() for line in ended.stdout.splitlines() if (match := LAUNCHED.search(line))]
        return ended, log


def serving(port, more=""):
    return f"Plugin_Remote_EnableServer=true\nPlugin_Remote_ListenPort={port}\n{more}"


@contextlib.contextmanager
def running(folder, settings=None, **options):
    """The program with a content."""
    with Agent(settings or {}, content=folder, **options) as agent:
        yield agent


def threads_and_sockets(agent):
    process = Path(f"/proc/{agent.process.pid}")
    names = sorted((task / "comm").read_text(encoding="ascii").strip() for task in (process / "task").iterdir())
    links = []
    for link in (process / "fd").iterdir():
        with contextlib.suppress(FileNotFoundError):
            links.append(os.readlink(link))
    return names, sum(link.startswith("socket:") for link in links), len(links)


def case_host_1_the_order_of_the_start():
    with Place() as place:
        folder = place.content("c")
        _, log = place.run(folder / "main.mdf")
        wanted = ["system dir = ", "AppData dir = ", f"loading user mdf file = {folder}/main.mdf",
                  f"user mdf file = {folder}/main.mdf", f"current dir changed to {folder}", "plugin dir = ",
                  "disablePlugin = NONE", "enablePlugin = NONE"]
        texts = iter(text for level, text in log if level == "Status")
        for start in wanted:
            if not any(text.startswith(start) for text in texts):
                raise AssertionError(f"{start!r} is missing, or not in its place: {log}")


def case_host_2_every_log_line_has_the_form():
    with Place() as place:
        ended, _ = place.run(place.content("c"))
        form = re.compile(r"^\[\d{4}/\d\d/\d\d \d\d:\d\d:\d\d\.\d{3,4}\] \[\d+\] [^:]+: "
                          r"(|Error|Warning|Status|Debug|Sent|Captured): ")
        expect([line for line in ended.stdout.splitlines() if not form.match(line)], [])


def case_host_3_without_content_and_home():
    with Place() as place:
        _, log = place.run()
        assert ("Status", "no content specified at spawn...") in log, log
        system = next(text for _, text in log if text.startswith("system dir = ")).removeprefix("system dir = ")
        assert ("Status", f"current dir changed to {system}") in log, log
        expect((place.user / "_history").exists(), False)


def case_host_4_the_home():
    with Place() as place:
        file = place.content("c") / "main.mdf"
        (place.user / "_home").write_text(f"home={file}\n", encoding="utf-8")
        _, log = place.run()
        assert ("Status", f"starting with home content: {file}") in log, log
        assert ("Status", f"current dir changed to {file.parent}") in log, log


def case_host_5_a_home_that_is_missing():
    with Place() as place:
        (place.user / "_home").write_text("home=/no/such.mdf\n", encoding="utf-8")
        ended, log = place.run()
        assert ("Warning", "home is set but not exist: /no/such.mdf") in log, log
        expect(ended.returncode, 0)


def case_host_21_what_content_knows_of_its_earlier_runs():
    with Place() as place:
        folder = place.content("c")

        def known():
            script = "0 1 <eps> KEYVALUE_SET|x|${%UserContext_InitialLaunch}_${%UserContext_FirstLaunchOfToday}\n"
            (folder / "main.fst").write_text(script, encoding="utf-8")
            ended, _ = place.run(folder, options=("--no-render", "--duration", "0.3", "--print-messages"))
            return re.findall(r"^KEYVALUE_SET\|x\|(.*)$", ended.stdout, re.MULTILINE)

        expect(known(), ["true_true"])
        expect(known(), ["false_false"])
        file = place.user / "_lastplayed"
        name, time = file.read_text(encoding="utf-8").splitlines()
        expect(name, str(folder / "main.mdf"))
        yesterday = datetime.datetime.strptime(time, "%Y/%m/%d %H:%M") - datetime.timedelta(days=1)
        file.write_text(f"{name}\n{yesterday:%Y/%m/%d %H:%M}\n", encoding="utf-8")
        expect(known(), ["false_true"])
        history = dict(line.split("=", 1) for line in (place.user / "_history").read_text().splitlines())
        expect((history["mdf0"], history["dir0"], "mdf1" in history), (name, str(folder), False))


def case_host_54_a_restart_forgets_variables_and_keeps_arguments():
    with Place() as place:
        port = free_port()
        folder = place.content("c", serving(port, "given=1\n"), **{"main_txt": ""})
        (folder / "main.fst").write_text("0 0 ASK KEYVALUE_SET|seen|${%set}_${%given}\n", encoding="utf-8")
        with running(folder, options=("--set", "set=option", "--send", "SENT|once")) as agent:
            with agent.connect() as peer:
                peer.send("KEYVALUE_SET|set|message\nASK\n")
                peer.wait_line("KEYVALUE_SET|seen|message_1")
                peer.send("OPEN_CONTENT|main.mdf\n")
                peer.rest()
            agent.wait_log("Status", LISTENS, times=2)
            expect(len(agent.find_log("Status", "---------- restart")), 1)
            with agent.connect() as peer:
                peer.send("ASK\n")
                peer.wait_line("KEYVALUE_SET|seen|option_1")
            expect(agent.messages().count("SENT|once"), 1, "posted at the start of the run alone")
            # The count of frames begins anew with the content.
            ticks = [int(re.search(r"\] \[(\d+)\]", line).group(1)) for line in agent.log()
                     if "user mdf file" in line and "loading" not in line]
            assert ticks[1:] == [0], ticks


def case_other_content_by_message():
    with Place() as place:
        port = free_port()
        first = place.content("first", serving(port))
        second = place.content("second", serving(port, "log_file=run.log\n"))
        with running(first) as agent:
            with agent.connect() as peer:
                peer.send("OPEN_CONTENT|../second/main.mdf\n")
                peer.rest()
            agent.wait_log("Status", f"current dir changed to {second}")
            agent.wait_log("Status", LISTENS, times=2)
            with agent.connect() as peer:
                peer.send("X|1\n")
                peer.wait_line("X|1")
                # A folder is content too.
                peer.send(f"OPEN_CONTENT|{first}\n")
                peer.rest()
            agent.wait_log("Status", f"current dir changed to {first}", times=2)
            agent.wait_log("Status", LISTENS, times=3)
            log = (second / "run.log").read_text(encoding="utf-8")
            assert "Sent: X|1" in log and "restart" in log, log
            history = (place.user / "_history").read_text(encoding="utf-8")
            assert f"mdf0={first}/main.mdf" in history and f"mdf1={second}/main.mdf" in history, history


def case_what_cannot_be_opened_changes_nothing():
    with Place() as place:
        folder = place.content("c", serving(free_port()))
        place.content("broken", "b=%ENV{HOME\n")
        with running(folder) as agent, agent.connect() as peer:
            for target, reason in (("no/such.mdf", "no such file"),
                                   ("main.fst", "no such file"),
                                   ("../user", "expected one .mdf file in the folder, found none"),
                                   ("../broken/main.mdf", "line 2: parse error")):
                peer.send(f"OPEN_CONTENT|{target}\n")
                agent.wait_log("Error", reason)
            (folder / "x.txt").write_text("", encoding="utf-8")
            peer.send("OPEN_CONTENT|x.txt\nSTILL|here\n")
            agent.wait_log("Error", "expected a settings file")
            peer.wait_line("STILL|here")
            expect(agent.find_log("Status", "---------- restart"), [])
            expect([line for line in agent.messages() if line.startswith("PROMPT_SHOW")],
                   [f"PROMPT_SHOW|Failed to load mdf:\\n{place.root}/{target}|Reload"
                    for target in ("user", "broken/main.mdf")])
            # The answer tries again.
            place.content("broken", serving(free_port()))
            peer.send("PROMPT_EVENT_SELECTED|0\n")
            agent.wait_log("Status", f"current dir changed to {place.root}/broken")


def case_core_109_the_home_by_message():
    with Place() as place:
        folder = place.content("c", serving(free_port()))
        with running(folder) as agent, agent.connect() as peer:
            peer.send("HOME_SET\n")
            home = place.user / "_home"
            wait_until(home.exists, what="_home")
            expect(home.read_text(encoding="utf-8"), f"home={folder}/main.mdf\n")
            peer.send("HOME_CLEAR\n")
            wait_until(lambda: not home.exists(), what="no _home")
            agent.wait_log("Captured", r"HOME_SET\|$")


def no_more(now, first):
    """The first may have been counted while a file was open or a thread was on its way, or had not yet its name."""
    return len(now[0]) <= len(first[0]) and now[1] <= first[1] and now[2] <= first[2]


def case_twenty_restarts_leave_nothing_behind():
    with Place() as place:
        port = free_port()
        folder = place.content("c", serving(port))
        page = {"http_server": "true", "http_server_port": free_port()}
        with running(folder, page) as agent:
            counts = []
            for restart in range(20):
                with agent.connect() as peer:
                    peer.send("REMOTEKEY_CHAR|R\n" if restart % 2 else "OPEN_CONTENT|main.mdf\n")
                    peer.rest()
                agent.wait_log("Status", LISTENS, times=restart + 2)
                agent.wait_log("Sent", r"PLUGIN_EVENT_ENABLE\|Remote", times=restart + 2)
                agent.wait_log("Status", "starting http server", times=restart + 2)
                counts.append(threads_and_sockets(agent))
            wait_until(lambda: no_more(threads_and_sockets(agent), counts[0]), what=f"{counts[0]}, not {counts[-1]}")
            with agent.connect() as peer:
                peer.send("X|1\n")
                peer.wait_line("X|1")
            expect(agent.stop(), 0)
        with socket.socket() as probe:
            probe.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEADDR, 1)
            probe.bind(("127.0.0.1", port))


def case_pictures_go_on_after_a_restart():
    with Place() as place:
        folder = place.content("c")
        picture = place.root / "p.png"
        ended, log = place.run(folder, options=(
            "--headless", "--fixed-step", "30", "--frames", "12", "--size", "32x32", "--screenshot", str(picture),
            "--send", "OPEN_CONTENT|main.mdf"))
        expect(ended.returncode, 0, ended.stderr)
        assert ("Status", "---------- restart") in log, log
        expect(picture.read_bytes()[:4], b"\x89PNG")
        expect((place.user / "_history").exists(), False, "simulated time leaves no traces")


def case_a_package_is_unpacked_anew():
    import zipfile
    with Place() as place:
        package = place.root / "p.mmda"
        with zipfile.ZipFile(package, "w") as archive:
            archive.writestr("p/main.mdf", "http_server=false\n" + serving(free_port()))
        folder = place.content("c", serving(free_port()))
        with running(folder) as agent:
            with agent.connect() as peer:
                peer.send(f"OPEN_CONTENT|{package}\n")
                peer.rest()
            for times in (2, 3):
                agent.port = int(agent.wait_log("Status", LISTENS + r" (\d+)", times=times).group(1))
                agent.wait_log("Status", "  ContentType=mmda", times=times - 1)
                expect(len([p for p in place.user.iterdir() if p.name.startswith("MMDAgent-")]), 1)
                with agent.connect() as peer:
                    peer.send("REMOTEKEY_CHAR|R\n")
                    peer.rest()
            agent.wait_log("Status", LISTENS, times=4)
        expect([p.name for p in place.user.iterdir() if p.name.startswith("MMDAgent-")], [])


if __name__ == "__main__":
    run_cases(globals())
