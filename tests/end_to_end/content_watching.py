#!/usr/bin/env python3
"""--watch: files that are changed while their content runs."""

import os
import shutil

from content_switching import LISTENS, Place, serving, threads_and_sockets
from support import SOURCE, Agent, expect, free_port, run_cases

SAMPLE = SOURCE / "Resource" / "Sample"
SCRIPT = """0 A <eps> MODEL_ADD|m|sample.pmd
A A MODEL_EVENT_ADD|m MOTION_ADD|m|idle|idle.vmd|FULL|LOOP
A A ASK ANSWER|{}_${{%given}}
"""


def save(path, data):
    """As editors do: beside the old file, then in its place."""
    other = path.with_name(f".{path.name}.new")
    other.write_bytes(data)
    os.replace(other, path)


def watched(place, given):
    folder = place.content("c", serving(free_port(), f"given={given}\n"))
    for name in ("sample.pmd", "idle.vmd", "wave.vmd", "floor.png"):
        shutil.copy(SAMPLE / name, folder / name)
    (folder / "main.fst").write_text(SCRIPT.format("old"), encoding="utf-8")
    return folder


def case_files_that_are_changed_take_effect():
    with Place() as place:
        folder = watched(place, 1)
        with Agent({}, content=folder, options=("--watch",)) as agent, agent.connect() as peer:
            agent.wait_message("MOTION_EVENT_ADD|m|idle")
            agent.wait_log("Status", "watching 1 folders")

            save(folder / "main.fst", SCRIPT.format("new").encode())
            agent.wait_log("Status", r'"main.fst" reloaded, in state "A"')
            peer.send("ASK\n")
            peer.wait_line("ANSWER|new_1")
            (folder / "main.fst").write_bytes(b"0 A\n broken\n")
            agent.wait_log("Error", "main.fst")
            peer.send("ASK\n")
            peer.wait_line("ANSWER|new_1")

            save(folder / "idle.vmd", (SAMPLE / "wave.vmd").read_bytes())
            peer.wait_line("FILE_EVENT_CHANGE|idle.vmd")
            peer.wait_line("MOTION_EVENT_CHANGE|m|idle")
            agent.wait_log("Status", "changed: idle.vmd, read anew")

            model = (folder / "sample.pmd").read_bytes()
            (folder / "sample.pmd").write_bytes(model[:100])
            agent.wait_log("Error", "changeModel: sample.pmd cannot be loaded")
            (folder / "sample.pmd").write_bytes(model)
            peer.wait_line("MODEL_EVENT_CHANGE|m")

            # Nothing shows it, so nothing but the message comes of it.
            shutil.copy(SAMPLE / "wave.vmd", folder / "unused.vmd")
            peer.wait_line("FILE_EVENT_CHANGE|unused.vmd")
            expect(agent.find_log("Status", "changed: unused.vmd"), [])
            expect(agent.stop(), 0)


def case_images_that_are_changed_are_shown():
    with Place() as place:
        folder = place.content("c", serving(free_port()))
        shutil.copy(SAMPLE / "floor.png", folder / "floor.png")
        with Agent({}, content=folder, options=("--watch", "--size", "32x32", "--send", "WINDOWFRAME_ADD|f|floor.png"),
                   render="--headless") as agent:
            agent.wait_message("WINDOWFRAME_EVENT_ADD|f")
            agent.wait_log("Status", "watching 1 folders")
            save(folder / "floor.png", b"no image")
            agent.wait_log("Error", "image stays as it was: .*floor.png")
            shutil.copy(SAMPLE / "floor.png", folder / "floor.png")
            agent.wait_log("Status", "changed: floor.png, read anew", times=2)
            expect(agent.stop(), 0)


def case_settings_that_are_changed_begin_the_content_anew():
    with Place() as place:
        folder = watched(place, 1)
        settings = (folder / "main.mdf").read_text(encoding="utf-8")
        with Agent({}, content=folder, options=("--watch",)) as agent:
            agent.wait_log("Status", "watching 1 folders")
            save(folder / "main.mdf", b"b=%ENV{HOME\n")
            agent.wait_log("Error", "parse error")
            expect(agent.find_log("Status", "---------- restart"), [])
            expect([line for line in agent.messages() if line.startswith("PROMPT_SHOW")], [])
            save(folder / "main.mdf", settings.replace("given=1", "given=2").encode())
            agent.wait_log("Status", LISTENS, times=2)
            # What runs now is watched too.
            agent.wait_log("Status", "watching 1 folders", times=2)
            with agent.connect() as peer:
                peer.send("ASK\n")
                peer.wait_line("ANSWER|old_2")
                save(folder / "main.fst", SCRIPT.format("new").encode())
                agent.wait_log("Status", r'"main.fst" reloaded')
                peer.send("ASK\n")
                peer.wait_line("ANSWER|new_2")
            expect(agent.stop(), 0)


def case_without_the_option_nothing_is_watched():
    with Place() as place:
        folder = watched(place, 1)
        with Agent({}, content=folder) as agent, agent.connect() as peer:
            save(folder / "main.fst", SCRIPT.format("new").encode())
            peer.send("ASK\n")
            peer.wait_line("ANSWER|old_1")
            names, _, _ = threads_and_sockets(agent)
            assert "watch" not in names, names


if __name__ == "__main__":
    run_cases(globals())
