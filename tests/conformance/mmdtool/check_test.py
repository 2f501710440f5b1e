#!/usr/bin/env python3
"""What mmdtool check finds: each row is a folder of files and the findings that it must give."""
import json
import os
import pathlib
import subprocess
import sys
import tempfile

import tiny_models as tiny

TOOL = pathlib.Path(os.environ["MMDAGENT_BIN"]) / "mmdtool"
CENTER = tiny.bone("センター")
SOUND = tiny.pmx(bones=[CENTER, tiny.bone("頭", 0)], morphs=[tiny.vertex_morph("あ", [0])])
LEG = [CENTER, tiny.bone("左足ＩＫ", 0), tiny.bone("ひざ", 0), tiny.bone("足首", 2)]


def leg(target=3, loops=10, angle=1.0, links=((2, None),)):
    return tiny.pmx(bones=[CENTER, tiny.bone("左足ＩＫ", 0, (target, loops, angle, list(links)))] + LEG[2:])


def figure(names):
    others = [f"b{i}" for i in range(20)]
    return tiny.pmx(bones=[tiny.bone(name) for name in list(names) + others])


WRONG_FORMAT = ("wrong format, expected `state next_state condition command [variables]` or, in a block, "
                "`condition command [variables]`")

# name of the row: (files, findings as "severity kind: text" without the file, in any order)
ROWS = {
    "sound": ({"a.pmx": SOUND, "a.vmd": tiny.vmd(["センター"], ["あ"])}, []),
    "missing texture": (
        {"a.pmx": tiny.pmx(materials=[tiny.material("髪", 0)], textures=["tex\\hair.bmp"])},
        ["error missing-texture: material 0 (髪): image tex/hair.bmp is missing, looked for "
         "DIR/tex/hair.bmp in any case of its letters"]),
    "texture in another case": (
        {"a.pmx": tiny.pmx(materials=[tiny.material("m", 0)], textures=["TEX\\Hair.BMP"]),
         "tex/hair.bmp": tiny.BMP}, []),
    "broken texture": (
        {"a.pmx": tiny.pmx(materials=[tiny.material("m", 0)], textures=["a.bmp"]), "a.bmp": b"BM"},
        ["error broken-texture: material 0 (m): image a.bmp cannot be shown: DIR/a.bmp: BMP header: "
         "file ends early: expected 10 more bytes, found 2 (offset 0)"]),
    "unused texture and material": (
        {"a.pmx": tiny.pmx(materials=[tiny.material("m"), tiny.material("n", -1, 0)], textures=["a.bmp"])},
        ["warning unused-texture: image a.bmp is shown by no material",
         "warning unused-material: material 1 (n): no triangle has it"]),
    "empty morph": ({"a.pmx": tiny.pmx(morphs=[tiny.vertex_morph("あ", [])])},
                    ["warning empty-morph: morph あ: changes nothing"]),
    "not a number": (
        {"a.pmx": tiny.pmx(x=float("nan"))},
        ["error file: vertex[0]: position is not a finite number (offset 41)"]),
    "cut file": ({"a.vmd": tiny.vmd(["センター"])[:100]},
                 ["error file: bone key: file ends early: 1 records need at least 111 bytes, found "
                  "46 (offset 50)"]),
    "long and ambiguous names": (
        {"a.pmx": tiny.pmx(bones=[CENTER, tiny.bone("0123456789ABCDEF"), tiny.bone("0123456789ABCDEG")])},
        ["warning long-name: names of bones longer than the 15 bytes that a motion keeps, other "
         "programs may not find them: 0123456789ABCDEF",
         "warning ambiguous-name: bones 0123456789ABCDEF and 0123456789ABCDEG begin with the same 15 "
         "bytes, more than which a motion does not keep: no motion finds a longer one"]),
    "duplicate, empty and unwritable names": (
        {"a.pmx": tiny.pmx(bones=[CENTER, CENTER, tiny.bone(""), tiny.bone("café")])},
        ["warning duplicate-name: a second bone of the name センター: no motion finds it",
         "warning empty-name: a bone has no name",
         "warning unwritable-name: bone café: has characters that no motion can hold"]),
    "name that fills its field": (
        {"a.pmd": tiny.pmd("あいうえおかきくけこ")},
        ["warning cut-name: bone あいうえおかきくけこ: fills its field of 20 bytes and may have been cut",
         "warning long-name: names of bones longer than the 15 bytes that a motion keeps, other "
         "programs may not find them: あいうえおかきくけこ"]),
    "missing toon": (
        {"a.pmd": tiny.pmd(toon="own.bmp")},
        ["warning missing-toon: toon own.bmp is missing, the program's toon01.bmp is shown"]),
    "usual toon": ({"a.pmd": tiny.pmd(toon="toon01.bmp")}, []),
    "misspelt bone": (
        {"a.pmx": tiny.pmx(bones=[CENTER, tiny.bone("左足IK"), tiny.bone("右足Ｉ K")])},
        ["warning misspelt-bone: bone 左足IK: motions call it 左足ＩＫ, they will not find it",
         "warning misspelt-bone: bone 右足Ｉ K: motions call it 右足ＩＫ, they will not find it"]),
    "figure without standard bones": (
        {"a.pmx": figure([])},
        ["warning no-standard-bones: hardly any bone has a standard name (missing: センター, 上半身, "
         "下半身, 首, 頭, 左肩 and 17 more): motions made for other models move nothing"]),
    "figure without arms": (
        {"a.pmx": figure(["センター", "上半身", "下半身", "首", "頭", "左肩", "右肩", "左足", "右足", "左ひざ",
                          "右ひざ", "左足首", "右足首", "左足ＩＫ", "右足ＩＫ", "左つま先ＩＫ", "右つま先ＩＫ",
                          "左手首", "右手首"])},
        ["warning missing-bones: has no bones 左腕, 右腕, 左ひじ, 右ひじ: motions made for other models "
         "will not move them"]),
    "sound IK": ({"a.pmx": leg()}, []),
    "idle IK": ({"a.pmx": leg(loops=0)},
                ["warning idle-ik: IK of bone 左足ＩＫ: never moves: 0 iterations of 1 radians"]),
    "IK that cannot turn": (
        {"a.pmx": leg(links=[(2, (0,) * 6)])},
        ["warning unreachable-limit: IK of bone 左足ＩＫ: no link can turn, all limits are 0"]),
    "IK limits in wrong order": (
        {"a.pmx": leg(links=[(2, (1, 0, 0, -1, 0, 0))])},
        ["warning file: bone[1]: IK link limit: lower above upper, exchanged (offset 312)"]),
    "IK link beside the chain": (
        {"a.pmx": leg(target=0)},
        ["warning useless-ik-link: IK of bone 左足ＩＫ: link ひざ is not above センター, turning it moves "
         "nothing"]),
    "joint limits": (
        {"a.pmx": tiny.pmx(bodies=[tiny.body("a"), tiny.body("b")],
                           joints=[tiny.joint("j", (1, 0, 0), (-1, 0, 0)), tiny.joint("k", (0,) * 3, (0,) * 3)])},
        ["warning unreachable-limit: joints with a lower limit above the upper one, which move freely "
         "on that axis: j"]),
    "motion for another model": (
        {"a.pmx": SOUND, "a.vmd": tiny.vmd(["尾"], ["耳"])},
        ["error motion-moves-nothing: no model here has any of its bones and morphs (尾), it moves "
         "nothing"]),
    "motion with unknown names": (
        {"a.pmx": SOUND, "a.vmd": tiny.vmd(["センター", "尾"], ["耳"])},
        ["warning unknown-bones: no model here has the bones 尾",
         "warning unknown-morphs: no model here has the morphs 耳"]),
    "motion without models": ({"a.vmd": tiny.vmd(["尾"])}, []),
    "empty motion": ({"a.vmd": tiny.vmd()}, ["warning empty-motion: holds no keys"]),
    "pose": (
        {"a.pmx": SOUND,
         "a.vpd": "Vocaloid Pose Data file\r\n\r\nm;\r\n2;\r\nBone0{頭\r\n0,0,0;\r\n0,0,0,1;\r\n}\r\n".encode("cp932")},
        ["warning file: file: bone count 2, found 1 bones (offset 66)"]),
    "shape map": (
        {"a.pmx": SOUND, "a.pmx.shapemap": "AU1 ない\nAU2 あ -1\nTRACK_HEAD ない\nTRACK_BODY ない,頭\nACT0 m/x.vmd\n"
         .encode()},
        ["warning unknown-morphs: the model has no morphs ない",
         "warning unknown-bones: TRACK_HEAD: the model has none of the bones ない",
         "warning file: line 2: coefficient \"-1\", expected at least 0; ignored",
         "error missing-motion: ACT0: motion m/x.vmd is missing, looked for DIR/m/x.vmd in any case of "
         "its letters"]),
    "shape map of the PMD": ({"a.pmx": SOUND, "a.pmd.shapemap": "AU1 ない\n".encode()},
                             ["warning unknown-morphs: the model has no morphs ない"]),
    "lip table": (
        {"a.pmx": SOUND, "a.lip": "2 あ い 2 x 0 1 x 1 0".encode()},
        ["warning duplicate-name: phoneme x: a second one of this name, never used",
         "warning unknown-morphs: the model has no morphs い"]),
    "broken lip table": (
        {"a.lip": b"1 a 1 x -1"},
        ["error file: lip table: rate \"-1\", expected a number of at least 0 (offset 8)"]),
    "files without their model": (
        {"a.pmd.csv": b"", "b.pmx.loadmessage": b"", "c.pmd.shapemap": b"AU1 a\n", "table.csv": b""},
        ["warning unused-file: belongs to a.pmd, which does not exist",
         "warning unused-file: belongs to b.pmx, which does not exist",
         "warning unused-file: belongs to c.pmd, which does not exist"]),
    "messages": ({"a.pmx": SOUND, "a.pmx.loadmessage": b"|x\n"},
                 ["warning file: .loadmessage: line 1: message has no type, skipped"]),
    "sound settings": (
        {"a.mdf": b"window_size=640, 480\nuse_shadow=false\nlog_file=log.txt\nlight_color=1,.5,+0\nshadow_density=1e-1\n"
                  b"skinning=cpu\nhttp_server_address=*\nPlugin_Remote_Port=1\nPlugin_Own_Key=1\nexclude_Plugin_X=yes\n"
                  b"hair=red\npicture=a/B.png\nContentFile=b.fst\n# a=b\nno setting\n",
         "b.fst": b"0 1 <eps> X|${%hair}${%picture}\n1 1 X <eps>\n", "a/b.PNG": b""}, []),
    "settings that cannot be read": (
        {"a.mdf": b"hair=red\nx=%ENV{A\nhair=\0\n"},
        ["error settings: line 2: parse error", "warning settings: line 3: has a NUL byte, skipped"]),
    "values that do not count": (
        {"a.mdf": b"use_shadow=True\nwindow_size=10\nlog_size=a,1.5\ncamera_fovy=16 degrees\nphysics_world=both\n"
                  b"bullet_fps=300\ncampus_color=1,2,-1\n"},
        ["error bad-value: line 1: use_shadow=True: expected true or false, anything else counts as false",
         "error bad-value: line 2: window_size=10: expected 2 numbers separated by commas; the line does nothing",
         "error bad-value: line 3: log_size=a,1.5: \"a\" is no whole number",
         "error bad-value: line 3: log_size=a,1.5: \"1.5\" is no whole number",
         "error bad-value: line 4: camera_fovy=16 degrees: \"16 degrees\" is no number",
         "error bad-value: line 5: physics_world: expected shared|own, got \"both\"; it stays shared",
         "warning bad-value: line 6: bullet_fps=300: 300 is not within 1..120, the nearer of these counts",
         "warning bad-value: line 7: campus_color=1,2,-1: 2 is not within 0..1, the nearer of these counts",
         "warning bad-value: line 7: campus_color=1,2,-1: -1 is not within 0..1, the nearer of these counts"]),
    "keys that nothing knows": (
        {"a.mdf": b"window_size =640,480\nBullet_FPS=60\nuse_shadwo=true\nPlugin_Remote_ListenPrt=1\nhair=red\n"
                  b"show_fps=true\nshow_fps=false\n", "a.fst": b"0 0 X <eps>\n"},
        ["warning misspelt-key: line 1: \"window_size \": no such key, is \"window_size\" meant?",
         "warning misspelt-key: line 2: \"Bullet_FPS\": no such key, is \"bullet_fps\" meant?",
         "warning misspelt-key: line 3: \"use_shadwo\": no such key, is \"use_shadow\" meant?",
         "warning misspelt-key: line 4: \"Plugin_Remote_ListenPrt\": no such key, is "
         "\"Plugin_Remote_ListenPort\" meant?",
         "warning unknown-key: line 5: \"hair\": no such key, and no script here reads it as a variable",
         "warning duplicate-key: line 7: show_fps: replaces the value of line 6"]),
    "files that settings name": (
        {"a.mdf": b"ContentFile=B.fst\nPlugin_Own_Picture=b.png\n", "b.fst": b"0 0 X <eps>\n"},
        ["error missing-file: line 1: ContentFile=B.fst: no such file, looked for DIR/B.fst",
         "warning missing-file: line 2: Plugin_Own_Picture=b.png: no such file, looked for DIR/b.png"]),
    "sound script": (
        {"a/a.mdf": b"", "a/s/a.pmx": SOUND, "a/s/a.vmd": tiny.vmd(["センター"]), "a/s/a.png": b"", "a/s/a.wav": b"",
         "a/b.fst": b"${file}=s/a\n0 1:\n  <eps> MODEL_ADD|a|S\\A.pmx|0,0,0\n  <eps> MOTION_ADD|a|m|s/a.vmd\n"
                    b"  <eps> STAGE|s/a.png,s/a.png\n  <eps> CAMERA|0,0,0|0,0,0|1|2\n  <eps> SOUND_START|x|s/a.wav\n"
                    b"  <eps> MODEL_CHANGE|a|${file}.pmx\n  <eps> FST_LOAD|b.fst\n  <eps> OTHER|none.pmx\n2 2 OTHER <eps>\n"
                    b"%INCLUDE(s/more.inc)\n",
         "a/s/more.inc": b"1 2 X CAMERA|s/a.vmd\n"}, []),
    "files that a script names": (
        {"a.fst": b"0 1:\n  <eps> MODEL_ADD|a|a.pmx\n  <eps> STAGE|f.png,,b.png\n  <eps> CAMERA|c.vmd\n\n"
                  b"1 2 X SOUND_START|s|M/a.wav\n1 2 Y MOTION_CHANGE|a|m|../a.vmd\n1 2 Z SUBFST_START|x|x.fst\n"
                  b"%INCLUDE(m/more.inc)\n",
         "m/a.wav": b"", "m/more.inc": b"2 0 X MODEL_CHANGE|a|b.pmd\n"},
        ["error missing-file: line 2: MODEL_ADD: a.pmx is missing, looked for DIR/a.pmx in any case of its letters",
         "error missing-file: line 3: STAGE: f.png is missing, looked for DIR/f.png in any case of its letters",
         "error missing-file: line 3: STAGE: b.png is missing, looked for DIR/b.png in any case of its letters",
         "error missing-file: line 4: CAMERA: c.vmd is missing, looked for DIR/c.vmd in any case of its letters",
         "error missing-file: line 6: SOUND_START: M/a.wav is missing, looked for DIR/M/a.wav",
         "error missing-file: line 7: MOTION_CHANGE: ../a.vmd is missing, looked for DIR/../a.vmd in any case of its "
         "letters",
         "error missing-file: line 8: SUBFST_START: x.fst is missing, looked for DIR/x.fst",
         "error missing-file: line 1: MODEL_CHANGE: b.pmd is missing, looked for DIR/b.pmd in any case of its letters"]),
    "misspelt and unknown messages": (
        {"a.fst": b"0 1 <eps> MODLE_ADD|a\n1 1 MODEL_EVNT_ADD|a OWN\n1 1 HELLO NEWS|1\n1 1 ${a}==1 ${a}\n1 1 FREE <eps>\n"
                  b"1 1 SIGNL <eps> ${a}=1\n",
         "b.fst": b"0 0 OWN FREE\n"},
        ["warning unknown-message: line 1: MODLE_ADD: no such message, and no script here waits for it, is MODEL_ADD meant?",
         "warning unknown-message: line 2: MODEL_EVNT_ADD: no such message, and no script here sends it, is "
         "MODEL_EVENT_ADD meant?",
         "warning unknown-message: line 3: NEWS: no such message, and no script here waits for it"]),
    "states without a way": (
        {"a.fst": b"0 L <eps> <eps>\nL L:\n  X <eps>\n  Y <eps>\nL END Z <eps>\nM N X <eps>\nAT_EXIT E X <eps>\n"
                  b"E L X <eps>\n"},
        ["warning dead-end: line 5: state END: nothing leads out of it, the script does nothing more there",
         "warning unreachable-state: line 6: state M: nothing leads here"]),
    "companions may end": (
        {"a.fst": b"0 0 X SUBFST_START|b|b.fst\n", "a.fst.c.fst": b"0 E X <eps>\n", "b.fst": b"0 E X <eps>\n",
         "d.fst": b"0 E X <eps>\n"},
        ["warning dead-end: line 1: state E: nothing leads out of it, the script does nothing more there"]),
    "states that a message starts in": (
        {"a.fst": b"0 0 X FST_LOAD|b.fst|GO\n", "b.fst": b"GO GO X <eps>\n", "c.fst": b"GO GO X <eps>\n"},
        ["error no-initial-state: there is no state 0, where every script begins"]),
    "parts of scripts": (
        {"a.fst": b"%INCLUDE(b.fst)\n0 L <eps> <eps>\n", "b.fst": b"L L X MODLE_ADD|${x}\n"},
        ["warning undefined-variable: line 1: ${x}: read here, set nowhere in this script",
         "warning unknown-message: line 1: MODLE_ADD: no such message, and no script here waits for it, is MODEL_ADD meant?"]),
    "variables": (
        {"a.mdf": b"Own_Key=1\n",
         "a.fst": b"${a}=1,${b}=${c}\n0 0 X|${a}|$$ <eps> ${d}=${e}${%ENV{HOME}},${%g}=1,x=1,${e}=2\n"
                  b"0 0 Y KEYVALUE_SET|k|${1}\n0 0 ${%g}==${%k} <eps>\n0 0 Z${%Own_Key}${%window_size}${%none} <eps>\n"},
        ["warning undefined-variable: line 1: ${c}: read here, set nowhere in this script",
         "warning undefined-variable: line 2: ${e}: read here, set nowhere in this script",
         "warning undefined-variable: line 3: ${1}: read here, set nowhere in this script",
         "warning undefined-variable: line 5: ${%none}: read here, set nowhere in this content",
         "warning bad-assignment: line 2: x=1: expected ${name}=value with one =, this and what follows is not done"]),
    "regular expressions": (
        {"a.fst": b"${a}=(\n0 0 @X\\|(.*)@ KEYVALUE_SET|a|${1}\n0 0 @(@ <eps>\n0 0 @.*@ <eps>\n0 0 @${a}@ <eps>\n"},
        ["warning bad-regex: line 3: @(@ is no regular expression (missing ): (): it is compared letter by letter",
         "warning epsilon-regex: line 4: @.*@ matches <eps> too: it does not wait for a message"]),
    "loops of <eps>": (
        {"a.fst": b"0 A X <eps>\nA B <eps> <eps>\nB:\n", "b.fst": b"0 A <eps> <eps>\nA C X <eps>\nA B <eps> <eps>\n"
                  b"B A:\n  <eps> <eps>\n  <eps> <eps>\nC 0 X <eps>\n",
         "c.fst": b"0 0 ${%k}==1 <eps>\n0 0 <eps> KEYVALUE_SET|k|1\n",
         "d.fst": b"${n}=x\n0 A <eps> <eps>\nA 0 ${n}==xxx <eps> ${n}=\nA A <eps> <eps> ${n}=${n}x\n",
         "e.fst": b"0 0 X <eps>\n0 0 <eps> <eps>\n"},
        ["error script: line 3: wrong format, expected `state next_state condition command [variables]` or, in a block, "
         "`condition command [variables]`",
         "warning epsilon-loop: line 3: 3 <eps> arcs go round and round (A B), the script never waits for a message",
         "warning epsilon-loop: line 2: 1 <eps> arcs go round and round (0), until a test holds: let one wait for a "
         "message instead",
         "warning epsilon-loop: line 2: 1 <eps> arcs go round and round (0), the script never waits for a message"]),
    "script with errors": (
        {"a.fst": b"0 1 <eps>\n%INCLUDE(none.fst)\n%INCLUDE(b.fst)\n1 2\n$x\n", "b.fst": b"\n  <eps> X\n"},
        [f"error script: line 1: {WRONG_FORMAT}", "error script: line 2: cannot open \"none.fst\"",
         "error script: line 2: not in a block definition", f"error script: line 3: {WRONG_FORMAT}",
         "error script: line 4: number line has no colon", f"error script: line 5: {WRONG_FORMAT}"]),
}


def run(*arguments):
    result = subprocess.run([TOOL, "check", *map(str, arguments)], capture_output=True, text=True)
    return result.returncode, result.stdout, result.stderr


def check_row(name, files, expected):
    failures = []
    with tempfile.TemporaryDirectory() as folder:
        for path, data in files.items():
            target = pathlib.Path(folder) / path
            target.parent.mkdir(parents=True, exist_ok=True)
            target.write_bytes(data)
        code, out, err = run(folder, "--json")
        report = json.loads(out)
        found = sorted(f"{f['severity']} {f['kind']}: {f['text']}".replace(folder, "DIR")
                       for f in report["findings"])
        if found != sorted(expected):
            failures.append(f"{name}: found\n    " + "\n    ".join(found or ["nothing"]))
        has_error = any(line.startswith("error") for line in expected)
        if err or code != (1 if has_error else 0):
            failures.append(f"{name}: code {code}, stderr {err!r}")
        if report["errors"] + report["warnings"] != len(report["findings"]):
            failures.append(f"{name}: counts {report['errors']} and {report['warnings']}")
        code, text, _ = run(folder)
        if text.count("\n") != len(expected) + 1 or not text.endswith(" warnings\n"):
            failures.append(f"{name}: text {text!r}")
    return failures


def check_known_messages():
    """The table of the program and the list of the tool agree."""
    program = TOOL.parent / "mmdagent"
    if not program.exists():
        return []
    listing = subprocess.run([program, "--messages", "--json"], capture_output=True, text=True, check=True).stdout
    rows = json.loads(listing)
    rows = rows if isinstance(rows, list) else rows["messages"]
    types = {row["name"] for row in rows} | {event.split("|")[0] for row in rows for event in row["events"]}
    with tempfile.TemporaryDirectory() as folder:
        script = pathlib.Path(folder) / "a.fst"
        script.write_text("".join(f"0 0 X {name}\n" for name in sorted(types)))
        unknown = [line for line in run(folder)[1].splitlines() if "no such message" in line]
    return [f"known messages: {line}" for line in unknown] if len(types) > 50 else ["known messages: no table"]


def main():
    failures = check_known_messages()
    for name, (files, expected) in ROWS.items():
        failures += check_row(name, files, expected)
    for failure in failures:
        print("failed:", failure)
    sys.exit(1 if failures else 0)


if __name__ == "__main__":
    main()
