"""Avatar control of the whole program: spec/remote.md section 14, what its cases say of messages."""

import re
import shutil
import tempfile
from pathlib import Path

from support import LONG, SERVER, SOURCE, Agent, expect, run_cases

START, END = "AVATAR|START", "AVATAR|END"


def visit(sent, *lines, until="Z"):
    """What is sent is answered by these lines, in this order, before `until`."""
    with Agent(SERVER) as agent, agent.connect() as peer:
        peer.send(sent)
        expect(peer.wait_line(until), list(lines), "answer")


def case_29_start():
    visit("__AV_START\nZ\n", START)


def case_30_start_twice_and_end():
    visit("__AV_START\n__AV_START\n__AV_END\nZ\n", START, START, END)


def case_37_action():
    action = "MOTION_ADD|0|__action{}|M/motion/03_smile.vmd|PART|ONCE|ON|OFF"
    with tempfile.TemporaryDirectory(prefix="mmdagent_test_") as folder:
        model = Path(folder) / "M"
        (model / "motion").mkdir(parents=True)
        (model / "sample.pmd").symlink_to(SOURCE / "Resource" / "Sample" / "sample.pmd")
        (model / "sample.pmd.shapemap").write_text("ACT3 motion/03_smile.vmd\n")
        shutil.copy(SOURCE / "Resource" / "Sample" / "nod.vmd", model / "motion" / "03_smile.vmd")
        Path(folder, "main.mdf").write_text("")
        with Agent(SERVER, content=folder) as agent, agent.connect() as peer:
            peer.send("MODEL_ADD|0|M/sample.pmd\n")
            peer.wait_line("MODEL_EVENT_ADD|0")
            peer.send("__AV_SETMODEL,0\n__AV_ACTION,3\n")
            expect(peer.wait_line(action.format(0)), [])
            peer.wait_line("MOTION_EVENT_ADD|0|__action0")
            peer.send("__AV_ACTION,3\n")
            expect(peer.wait_line(action.format(1)), [])
            peer.wait_line("MOTION_DELETE|0|__action0")


def case_39_disable_by_message():
    with Agent(SERVER) as agent, agent.connect() as peer:
        peer.send("__AV_START\nAVATAR_CONTROL|DISABLE\n")
        expect(peer.wait_line("AVATAR_EVENT_CONTROL|DISABLED"),
               [START, "AVATAR_CONTROL|DISABLE", END])


def case_40_enable_by_message():
    visit("AVATAR_CONTROL|ENABLE\nZ\n", "AVATAR_CONTROL|ENABLE", START,
          "AVATAR_EVENT_CONTROL|ENABLED")


if LONG:  # takes 15 s; by the clock of the test it is in the unit tests
    def case_41_idle():
        with Agent(SERVER) as agent, agent.connect() as peer:
            expect(peer.line(), "AVATAR_EVENT_IDLE|START")
            peer.send("A\n")
            expect({peer.line(), peer.line()}, {"AVATAR_EVENT_IDLE|STOP", "A"})


def case_peer_that_leaves_ends_its_control():
    with Agent(SERVER) as agent, agent.connect() as watcher:
        with agent.connect() as peer:
            peer.send("__AV_START\n")
            peer.wait_line(START)
        watcher.wait_line(END)
        expect(watcher.line(), "REMOTE_EVENT_DISCONNECTED|127.0.0.1")


def case_42_recording():
    with Agent(SERVER) as agent, agent.connect() as peer:
        peer.send(b"AVATAR_LOGSAVE_START|log.txt\nA|1\n__AV_END\nSND0002\nASNDFILEAVATAR_LOGSAVE_STOP\nZ\n")
        peer.wait_line("Z")
        text = Path(agent.content, "log.txt").read_text()
        stamp = r"\d{4}/\d\d/\d\d \d\d:\d\d:\d\d\.\d{3}"
        expect(re.sub(stamp, "T", text), "T A|1\nT __AV_END\nT AVATAR_LOGSAVE_STOP\n")


run_cases(globals())
