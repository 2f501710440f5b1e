#!/usr/bin/env python3
"""Runs mmdtool as content makers do: output, error lines, exit codes."""
import json
import os
import pathlib
import subprocess
import sys
import tempfile

TOOL = pathlib.Path(os.environ["MMDAGENT_BIN"]) / "mmdtool"
SAMPLE = pathlib.Path(os.environ["MMDAGENT_SOURCE"]) / "Resource" / "Sample"
FAILURES = []


def run(*arguments, cwd=None):
    result = subprocess.run([TOOL, *map(str, arguments)], cwd=cwd, capture_output=True, text=True)
    return result.returncode, result.stdout, result.stderr


def expect(condition, what):
    if not condition:
        FAILURES.append(what)


def find_sample(name):
    found = sorted(SAMPLE.rglob(name))
    if not found:
        sys.exit(f"no {name} below {SAMPLE}")
    return found[0]


def write_side_files(place):
    (place / "sample.pmd.shapemap").write_bytes(find_sample("sample.pmd.shapemap").read_bytes())
    (place / "lip.txt").write_bytes((SAMPLE.parent / "AppData" / "lip.txt").read_bytes())
    text = "Vocaloid Pose Data file\r\n\r\nm;\r\n1;\r\n\r\nBone0{頭\r\n  0,0,0;\r\n  0,1,0,0;\r\n}\r\n"
    (place / "pose.vpd").write_bytes(text.encode("cp932"))


def check_usage():
    for arguments in ([], ["dance"], ["pose"], ["pose", "a.pmd", "--frames", "x"],
                      ["pose", "a.pmd", "--frames", "-1"], ["info", "a", "--what"]):
        code, out, err = run(*arguments)
        expect(code == 2 and not out and err, f"usage {arguments}: code {code}, stderr {err!r}")
    code, out, _ = run("--version")
    expect(code == 0 and out.strip(), "version")


def check_settings(model):
    for setting in ("nothing=1", "compat_pmd_stale_ik", "compat_pmd_stale_ik=maybe", "bullet_fps=nan",
                    "gravity_factor=ten"):
        code, out, err = run("pose", model, "--set", setting)
        expect(code == 2 and not out and setting in err and err.count("\n") == 1,
               f"setting {setting}: code {code}, {err!r}")
    for setting in ("compat_pmd_stale_ik=true", "bullet_fps=60", "gravity_factor=1"):
        code, _, err = run("pose", model, "--set", setting, "--physics", "--frames", "2")
        expect(code == 0 and not err, f"setting {setting}: code {code}, {err!r}")


def check_pose(model, motion):
    code, out, err = run("pose", model, motion, "--frames", "10,0,10", "--json")
    expect(code == 0 and not err, f"pose: code {code}, {err!r}")
    frames = json.loads(out)["frames"]
    expect([f["frame"] for f in frames] == [0, 10], "frames come once and in order")
    bones = {b["name"]: b for b in frames[1]["bones"]}
    expect("センター" in bones and len(bones["頭"]["pos"]) == 3 and len(bones["頭"]["quat"]) == 4,
           "bones have places and rotations")
    expect(all(set(m) == {"name", "w"} for m in frames[0]["morphs"]), "morphs have weights")
    expect(frames[0]["bones"] != frames[1]["bones"], "the motion moves bones")
    code, out, _ = run("pose", model)
    expect(code == 0 and out.startswith("frame 0\n  bone "), "text without --json")
    code, quick, _ = run("pose", model, motion, "--physics", "--frames", "3", "--json")
    code, again, _ = run("pose", model, motion, "--physics", "--frames", "3", "--json")
    expect(code == 0 and quick == again, "physics repeats itself")


def check_info(model, motion, place):
    code, out, _ = run("info", model, "--json")
    info = json.loads(out)
    expect(code == 0 and info["vertices"] > 0 and info["bones"] and info["morphs"]
           and info["materials"], "info of a model")
    code, out, _ = run("info", motion, "--json")
    expect(code == 0 and json.loads(out)["boneTracks"], "info of a motion")
    for name, key in (("sample.pmd.shapemap", "actionUnits"), ("lip.txt", "phonemes"), ("pose.vpd", "boneTracks")):
        code, out, err = run("info", place / name, "--json")
        kind = {"sample.pmd.shapemap": "shapemap", "lip.txt": "lip table", "pose.vpd": "vpd"}[name]
        expect(json.loads(out)["kind"] == kind, f"kind of {name}")
        expect(code == 0 and json.loads(out)[key] and not err, f"info of {name}: {err!r}")
        code, out, err = run("check", place / name)
        expect(code == 0 and out.endswith("1 files, 0 errors, 0 warnings\n"), f"check of {name}: {out!r}")
    code, out, _ = run("pose", model, place / "pose.vpd", "--json")
    head = [bone for bone in json.loads(out)["frames"][0]["bones"] if bone["name"] == "頭"]
    expect(code == 0 and abs(head[0]["quat"][1] + 1) < 1e-5, f"a pose turns the head: {head}")
    code, out, _ = run("info", model)
    expect(code == 0 and "vertices: " in out, "info as text")


def check_errors(model, place):
    broken = place / "broken.pmx"
    broken.write_bytes(b"PMX " + bytes(40))
    (place / "notes.txt").write_text("no model")
    for command in ("info", "pose"):
        for name in ("broken.pmx", "missing.pmd", "missing.vmd", "notes.txt"):
            code, out, err = run(command, name, cwd=place)
            expect(code == 1 and not out and err.count("\n") == 1 and name in err,
                   f"{command} {name}: code {code}, out {out!r}, err {err!r}")
    code, _, err = run("pose", model, "missing.vmd", cwd=place)
    expect(code == 1 and "missing.vmd" in err, "a missing motion")


def check_check(model, motion, place):
    folder = place / "content"
    folder.mkdir()
    (folder / model.name).write_bytes(model.read_bytes())
    (folder / motion.name).write_bytes(motion.read_bytes())
    code, out, _ = run("check", folder)
    expect(code == 1 and "error: " in out and "is missing, looked for" in out, f"missing textures: {out!r}")
    code, out, _ = run("check", SAMPLE)
    expect(code == 0 and out.endswith("warnings\n"), f"the sample is sound: {out!r}")
    (folder / "broken.vmd").write_bytes(b"Vocaloid Motion Data 0002")
    code, out, _ = run("check", folder / "broken.vmd")
    expect(code == 1 and "broken.vmd" in out, "a broken motion")
    (folder / "a.fst").write_text("0 1 <eps> MODEL_ADD|a|" + model.name + "\n1 0 KEY <eps>\n%INCLUDE(b.inc)\n")
    (folder / "b.inc").write_text("0 1 <eps> MODEL_ADD|a|none.pmd\n")
    (folder / "a.mdf").write_text("show_fps=1\n")
    for name, text in (("a.fst", "error: ./b.inc: line 1: MODEL_ADD: none.pmd is missing"), ("a.mdf", "error: a.mdf: line 1: ")):
        code, out, _ = run("check", name, cwd=folder)
        expect(code == 1 and text in out and out.endswith("1 files, 1 errors, 0 warnings\n"), f"{name}: {out!r}")
    (folder / "a.mdf").rename(place / "above.mdf")
    code, out, _ = run("check", f"{folder}/")
    expect("MODEL_ADD: none.pmd" in out and f"MODEL_ADD: {model.name}" not in out, f"a slash: {out!r}")
    code, _, err = run("check", folder / "nothing")
    expect(code == 1 and "nothing" in err, "a missing folder")


def main():
    model, motion = find_sample("*.pmx"), find_sample("wave.vmd")
    with tempfile.TemporaryDirectory() as name:
        place = pathlib.Path(name)
        write_side_files(place)
        check_usage()
        check_settings(model)
        check_pose(model, motion)
        check_info(model, motion, place)
        check_errors(model, place)
        check_check(model, motion, place)
    for failure in FAILURES:
        print("failed:", failure)
    sys.exit(1 if FAILURES else 0)


if __name__ == "__main__":
    main()
