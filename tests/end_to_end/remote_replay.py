"""Recorded conversations with the reference, played again: what comes back must be the same.

The recordings and the tool that plays them are not part of this project: without them, skipped.
"""

import subprocess
import sys
import tempfile
from pathlib import Path

import support
from support import Agent, free_port, run_cases

SHARED = support.SOURCE.parent / "shared"
RECORDINGS = SHARED / "golden" / "remote"
TOOLS = SHARED / "tools"


def replay(name, *options):
    with tempfile.TemporaryDirectory(prefix="mmdagent_test_") as folder:
        content, port = Path(folder) / "content", free_port()
        subprocess.run([sys.executable, TOOLS / "make_replay_content.py", content, "--port",
                        str(port)], check=True, stdout=subprocess.DEVNULL)
        with Agent({}, content=content) as agent:
            agent.wait_message("MOTION_EVENT_ADD|0|base", timeout=60)
            done = subprocess.run(
                [sys.executable, TOOLS / "replay.py", "--port", str(port), "--ignore",
                 "^LIPSYNC_EVENT_STOP", *options, RECORDINGS / f"{name}.jsonl"],
                stdout=subprocess.PIPE, text=True, timeout=300)
            assert done.returncode == 0, done.stdout


def case_s01_commands():
    # Keys of another window are not pressed for a peer (Plugin_Remote/README.md).
    replay("s01_commands", "--ignore", "^KEY_POST")


def case_s03_framing():
    replay("s03_framing")


def case_s17_sound_pack():
    replay("s17_snd_ok")


def case_s18_many_separators():
    replay("s18_many_pipes")


def case_s19_percent_signs():
    replay("s19_percent")


def case_s20_two_clients():
    replay("s20_two_clients")


def case_s22_reset():
    # The tool closes a socket that its own reading thread still waits on; the system sends the reset
    # only when something arrives there, which is the next client's own event. So the first client's
    # leaving reaches the second one; remote_connections.py has the order of a reset.
    replay("s22_rst", "--ignore", "^REMOTE_EVENT_DISCONNECTED")


def case_s26_avatar_control():
    replay("s26_av")


if not RECORDINGS.exists():
    support.skip(f"{RECORDINGS.name} recordings are not there")
run_cases(globals())
