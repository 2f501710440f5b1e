#!/usr/bin/env python3
"""Command line, listings, repeatable runs, bad files: the program as its users start it."""

import json
import os
import re

from program import BIN, SAMPLE, Content, absurd_pmx, connect, expect, main, run, sample_running, truncated, wait_for_text


def wrong_usage_is_one_line_and_status_2():
    for arguments in (["--no-such-option"], ["--size", "12"], ["--fixed-step", "0"], ["--frames", "x"]):
        ended = run(*arguments)
        expect(ended.returncode == 2, f"{arguments}: status {ended.returncode}")
        expect(len(ended.stderr.strip().splitlines()) == 1, f"{arguments}: {ended.stderr!r}")
        expect(arguments[0] in ended.stderr, f"{arguments}: {ended.stderr!r}")


def missing_content_is_one_line_and_status_1():
    ended = run("--no-render", "--frames", "1", "no/such/content.mdf")
    expect(ended.returncode == 1, f"status {ended.returncode}")
    expect(len(ended.stderr.strip().splitlines()) == 1 and "content.mdf" in ended.stderr, ended.stderr)


def a_folder_with_two_settings_files_is_ambiguous():
    with Content() as content:
        content.write("other.mdf", "")
        ended = run("--no-render", "--frames", "1", content.path)
        expect(ended.returncode == 1, f"status {ended.returncode}")
        expect("main.mdf" in ended.stderr and "other.mdf" in ended.stderr, ended.stderr)


def commands_are_listed_as_text_and_json():
    text = run("--messages").stdout
    rows = json.loads(run("--messages", "--json").stdout)
    names = {row["name"] for row in (rows if isinstance(rows, list) else rows["commands"])}
    for name in ("MODEL_ADD", "MOTION_ADD", "MOVE_START", "CAMERA", "STAGE", "LIGHTCOLOR", "KEYVALUE_SET"):
        expect(name in names and name in text, f"{name} is not listed")


def options_are_listed():
    expect("window_size" in run("--options").stdout, "window_size is not listed")
    json.loads(run("--options", "--json").stdout)


def two_runs_in_fixed_steps_are_equal_to_the_byte():
    arguments = ("--no-render", "--fixed-step", "30", "--frames", "150", "--print-messages", "--print-stats",
                 "--send", "GREET", "--set", "Plugin_Remote_EnableServer=false", SAMPLE)
    first, second = run(*arguments), run(*arguments)
    expect(first.returncode == 0, first.stderr[-2000:])
    expect("MOTION_EVENT_ADD|sample|idle" in first.stdout, first.stdout)
    expect(first.stdout == second.stdout, f"{first.stdout}\n--- differs from ---\n{second.stdout}")
    hashes = [re.findall(r"pose_hash=([0-9a-f]{16})", ended.stderr) for ended in (first, second)]
    expect(len(hashes[0]) > 1 and hashes[0] == hashes[1], f"{hashes}")
    expect(len(set(hashes[0])) > 1, "the pose never changed")


def hair_rests_over_gaps_of_more_than_a_second_if_asked_to():
    def poses(rate, rests):
        ended = run("--no-render", "--fixed-step", rate, "--frames", "3", "--print-stats", "--set",
                    "Plugin_Remote_EnableServer=false", "--set", f"physics_reset_on_jump={rests}", SAMPLE)
        return re.findall(r"pose_hash=([0-9a-f]{16})", ended.stderr)

    expect(len(poses("0.5", "true")) > 2, "no poses")
    expect(poses("0.5", "true") != poses("0.5", "false"), "hair moves over gaps of two seconds")
    expect(poses("1", "true") == poses("1", "false"), "hair rests over gaps of one second")


def host_33_a_held_scene_stands_still_and_goes_on():
    def hashes(*keys):
        sends = [part for key in keys for part in ("--send", "REMOTEKEY_CHAR|" + key)]
        ended = run("--no-render", "--fixed-step", "30", "--frames", "90", "--print-stats", *sends,
                    "--set", "Plugin_Remote_EnableServer=false", SAMPLE)
        expect(ended.returncode == 0, ended.stderr[-2000:])
        return re.findall(r"pose_hash=([0-9a-f]{16})", ended.stderr)
    held, moving, released = hashes("h"), hashes(), hashes("h", "h")
    # The first second also brings the model.
    expect(len(held) > 2 and len(set(held[1:])) == 1, f"held, but the pose changes: {held}")
    expect(released == moving and len(set(moving[1:])) > 1, f"{moving} and {released}")


def a_greeting_is_answered_with_a_wave():
    with Content() as place:
        log = place.path / "log.txt"
        with sample_running(log), connect(log) as peer:
            wait_for_text(log, "MOTION_EVENT_ADD|sample|blink")
            peer.sendall(b"GREET\n")
            seen = []
            for line in peer.makefile(encoding="utf-8"):
                seen.append(line.rstrip("\n"))
                if seen[-1] == "MOTION_EVENT_DELETE|sample|wave":
                    break
            expect("GREET" in seen and "MOTION_EVENT_ADD|sample|wave" in seen, f"{seen}")


def timers_end_by_the_clock_and_on_hold_too():
    ended = run("--no-render", "--duration", "0.6", "--print-messages", "--send", "KEY|h", "--send", "TIMER_START|t|0.1")
    expect("TIMER_EVENT_START|t" in ended.stdout and "TIMER_EVENT_STOP|t" in ended.stdout, ended.stdout)


def keys_open_the_script_and_the_folder():
    keys = ("--send", "REMOTEKEY_CHAR|e", "--send", "REMOTEKEY_CHAR|E")
    with Content(settings="http_server=false\n", script="") as place:
        programs = place.path / "programs"
        programs.mkdir()
        opened = place.path / "opened"
        opener = programs / "xdg-open"
        opener.write_text(f"#!/bin/sh\necho \"$@\" >> '{opened}'\n", encoding="utf-8")
        opener.chmod(0o755)
        run("--no-render", "--duration", "0.5", *keys, place.path,
            environment={"PATH": f"{programs}:{os.environ['PATH']}"})
        wait_for_text(opened, f"{place.path}/main.fst\n")
        wait_for_text(opened, f"{place.path}\n")
        without = run("--no-render", "--duration", "0.5", *keys, place.path, environment={"PATH": "/no/such"})
        errors = [line.split("Error: ")[1] for line in without.stdout.splitlines() if "Error: xdg" in line]
        expect(errors == [f"xdg-open: {path}: No such file or directory" for path in
                          (place.path / "main.fst", place.path)], f"{errors}")


BAD_FILES = {
    "cut.pmd": lambda: truncated(SAMPLE / "sample.pmd", 0.6),
    "cut.pmx": lambda: truncated(SAMPLE / "sample.pmx", 0.6),
    "magic.pmd": lambda: b"Not a model" * 100,
    "absurd.pmx": absurd_pmx,
    "empty.pmx": lambda: b"",
}


def bad_models_are_one_error_and_the_program_goes_on():
    files = {name: make() for name, make in BAD_FILES.items()}
    with Content(files=files) as content:
        sends = [part for name in files for part in ("--send", f"MODEL_ADD|m|{name}")]
        ended = run("--no-render", "--fixed-step", "30", "--frames", "5", "--print-messages", *sends,
                    "--send", f"MODEL_ADD|good|{SAMPLE / 'sample.pmx'}", content.path)
        expect(ended.returncode == 0, f"status {ended.returncode}: {ended.stderr[-2000:]}")
        errors = [line for line in ended.stderr.splitlines() if ": Error: " in line]
        for name in files:
            own = [line for line in errors if name in line]
            expect(len(own) == 1, f"{name}: {own}")
        expect("MODEL_EVENT_ADD|good" in ended.stdout.splitlines(), ended.stdout)
        expect("MODEL_EVENT_ADD|m" not in ended.stdout.splitlines(), ended.stdout)


def bad_motions_and_images_are_one_error_and_the_program_goes_on():
    files = {"cut.vmd": truncated(SAMPLE / "idle.vmd", 0.5), "bad.png": b"\x89PNG\r\n\x1a\n" + b"x" * 50}
    with Content(files=files) as content:
        ended = run("--headless", "--size", "64x64", "--fixed-step", "30", "--frames", "5", "--print-messages",
                    "--send", f"MODEL_ADD|good|{SAMPLE / 'sample.pmx'}", "--send", "MOTION_ADD|good|m|cut.vmd",
                    "--send", "STAGE|bad.png,bad.png", content.path)
        expect(ended.returncode == 0, f"status {ended.returncode}: {ended.stderr[-2000:]}")
        errors = [line for line in ended.stderr.splitlines() if ": Error: " in line]
        expect(sum("cut.vmd" in line for line in errors) == 1, f"{errors}")
        expect(sum("bad.png" in line for line in errors) == 2, f"{errors}")
        expect("MODEL_EVENT_ADD|good" in ended.stdout.splitlines(), ended.stdout)


def a_script_with_errors_names_file_and_line():
    with Content(script="0 1 <eps> KEY|a\n    <eps> B\n") as content:
        ended = run("--no-render", "--fixed-step", "30", "--frames", "2", content.path)
        expect("main.fst: line 2: not in a block definition" in ended.stdout, ended.stdout)
        expect(ended.returncode == 0, f"status {ended.returncode}")


def a_screenshot_is_a_picture_of_the_asked_size():
    with Content() as content:
        target = content.path / "out.png"
        ended = run("--headless", "--fixed-step", "30", "--frames", "20", "--size", "80x60", "--screenshot", target,
                    "--set", "Plugin_Remote_EnableServer=false", SAMPLE)
        expect(ended.returncode == 0, ended.stdout[-2000:] + ended.stderr[-2000:])
        head = target.read_bytes()[:24]
        expect(head[:8] == b"\x89PNG\r\n\x1a\n", f"{head}")
        expect(head[16:24] == bytes([0, 0, 0, 80, 0, 0, 0, 60]), f"{head}")


def a_screenshot_that_cannot_be_written_is_status_1():
    ended = run("--headless", "--fixed-step", "30", "--frames", "2", "--size", "32x32",
                "--set", "Plugin_Remote_EnableServer=false", "--screenshot", "/nonexistent/out.png", SAMPLE)
    expect(ended.returncode == 1, f"status {ended.returncode}")
    expect("/nonexistent/out.png" in ended.stdout + ended.stderr, ended.stdout[-500:])


if __name__ == "__main__":
    expect((BIN / "mmdagent").exists(), f"{BIN}/mmdagent is missing")
    main([case for name, case in list(globals().items())
          if callable(case) and getattr(case, "__module__", "") == "__main__" and "_" in name])
