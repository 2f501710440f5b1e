#!/usr/bin/env python3
"""The avatar's own dialogue script, with its model pointed at the light one, plays through all its motions."""

import re
import shutil
import sys

from program import SOURCE, Content, expect, main, run

AVATAR = SOURCE.parent / "shared" / "content" / "gene"
SKIPPED = 77
FRAMES_PER_SECOND = 10
SECONDS_PER_MOTION = 3
SECONDS_BEFORE = 3  # for what goes before the first motion


def messages_of(script):
    """The commands of the chain of states, as they are to be sent."""
    lines = (re.sub(r"\s+#.*", "", line).split() for line in script.splitlines() if line[:1].isspace())
    return [fields[1].replace("${interval}", "3.0") for fields in lines if len(fields) == 2]


def the_script_plays_through_all_motions():
    with Content() as content:
        for name in ("Gene_light.pmd", "Gene_light.pmd.csv", "Gene_light.pmd.shapemap", "light"):
            (content.path / name).symlink_to(AVATAR / name)
        folder = content.path / "motion"
        shutil.copytree(AVATAR / "motion", folder)
        script = (folder / "test.fst").read_text(encoding="utf-8").replace("Gene.pmd", "Gene_light.pmd")
        (folder / "test.fst").write_text(script, encoding="utf-8")
        (folder / "test.mdf").write_text("bullet_fps=30\n", encoding="utf-8")
        wanted = messages_of(script)
        motions = [message.split("|")[3] for message in wanted if message.startswith("MOTION_ADD|0|action|")]
        there = [name for name in motions if (folder / name).exists()]
        expect(len(motions) > 30 and len(there) > 5, f"{len(there)} of {len(motions)} motions")
        done = run("--no-render", "--fixed-step", FRAMES_PER_SECOND, "--print-messages", "--frames",
                   (SECONDS_BEFORE + len(motions) * SECONDS_PER_MOTION) * FRAMES_PER_SECOND, folder / "test.mdf")
        expect(done.returncode == 0, done.stderr[-2000:])
        seen = [line for line in done.stdout.splitlines() if not line.startswith("CURRENT_TIME|")]

    sent = [line for line in seen if line in wanted]
    expect(sent == wanted, f"{sent} instead of {wanted}")
    counts = {"MODEL_EVENT_ADD|0": 1, "MOTION_EVENT_ADD|0|base": 1, "TEXTAREA_EVENT_ADD|name": 1,
              "MOTION_EVENT_ADD|0|action": len(there), "TEXTAREA_EVENT_SET|name": len(motions),
              "TIMER_EVENT_START|w": len(motions), "TIMER_EVENT_STOP|w": len(motions)}
    counted = {line: seen.count(line) for line in counts}
    expect(counted == counts, f"{counted} instead of {counts}")
    missing = re.findall(r"Error: addMotion: not found: (\S+)", done.stderr)
    expect(missing == [name for name in motions if name not in there], missing)


if not AVATAR.exists():
    print(f"{AVATAR} is missing")
    sys.exit(SKIPPED)
main([the_script_plays_through_all_motions])
