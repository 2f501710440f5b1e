#!/usr/bin/env python3
"""Compares poses with recorded ones: golden_pose.py PATTERN [compare_pose.py options]

PATTERN names files below the shared golden/pose folder. Every recorded bone and weight is compared; two things in
recordings of the PMD with its .csv are put in order before:
* They list each face of the PMD beside the morph of the same name that replaces it and that motions drive. Weights are
  compared by name, so the replaced face, which always has weight 0, is dropped.
* A bone that hangs on a simulated one moves with it, so it is compared as loosely as the one that carries it.
"""
import json
import os
import pathlib
import subprocess
import sys
import tempfile

PLACE = pathlib.Path(os.environ["MMDAGENT_SOURCE"]).parent / "shared"


def without_replaced_faces(morphs):
    replacing = {morph["name"] for morph in morphs if morph["kind"] != "face"}
    for morph in morphs:
        if morph["kind"] == "face" and morph["name"] in replacing and morph["w"] != 0:
            sys.exit(f"golden_pose: the replaced face {morph['name']} has a weight")
    return [morph for morph in morphs if morph["kind"] != "face" or morph["name"] not in replacing]


def mark_hanging_bones(bones, parents):
    for index, bone in enumerate(bones):
        above = parents[index]
        while above >= 0 and not bone["simulated"]:
            bone["simulated"] = bones[above]["simulated"]
            above = parents[above]


def put_in_order(recording):
    for frame in recording["frames"]:
        frame["morphs"] = without_replaced_faces(frame["morphs"])
        if recording["physics"] and recording["extBone"]:
            mark_hanging_bones(frame["bones"], recording["boneParents"])


def main():
    if not (PLACE / "golden" / "pose").is_dir():
        print("golden_pose: no recorded poses beside the repository")
        sys.exit(1 if os.environ.get("MMDAGENT_REQUIRE_SHARED") == "1" else 77)
    files = sorted((PLACE / "golden" / "pose").glob(sys.argv[1]))
    if not files:
        sys.exit(f"golden_pose: no recording is named {sys.argv[1]}")
    with tempfile.TemporaryDirectory() as folder:
        ordered = []
        for file in files:
            recording = json.loads(file.read_text(encoding="utf-8"))
            put_in_order(recording)
            ordered.append(pathlib.Path(folder) / file.name)
            ordered[-1].write_text(json.dumps(recording), encoding="utf-8")
        command = [sys.executable, PLACE / "tools" / "compare_pose.py", *ordered,
                   "--mmdtool", pathlib.Path(os.environ["MMDAGENT_BIN"]) / "mmdtool",
                   "--content", PLACE / "content" / "gene", *sys.argv[2:]]
        sys.exit(subprocess.run(command, check=False).returncode)


main()
