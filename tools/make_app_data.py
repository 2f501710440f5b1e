#!/usr/bin/env python3
"""Writes the run-time data of the program: the system toon ramps, the lip table and the shape map.

usage: make_app_data.py DIRECTORY        (the repository keeps the result in Resource/AppData)
"""
import pathlib
import struct
import sys

SIZE = 32  # pixels, both ways
WHITE = (255, 255, 255)


def stepped(first_shaded_row, shade):
    return [WHITE if row < first_shaded_row else shade for row in range(SIZE)]


def ramp(stops):
    """Rows from (row, colour) stops, linear between them, constant outside."""
    rows = []
    for row in range(SIZE):
        before = max((s for s in stops if s[0] <= row), default=stops[0])
        after = min((s for s in stops if s[0] >= row), default=stops[-1])
        span = max(after[0] - before[0], 1)
        part = (row - before[0]) / span
        rows.append(tuple(round(a + (b - a) * part) for a, b in zip(before[1], after[1])))
    return rows


TOONS = {
    "toon0": stepped(SIZE, WHITE),
    "toon01": stepped(16, (205, 205, 205)),
    "toon02": stepped(16, (245, 225, 225)),
    "toon03": stepped(16, (154, 154, 154)),
    "toon04": stepped(16, (248, 239, 235)),
    "toon05": ramp([(18, WHITE), (19, (255, 254, 254)), (20, (255, 250, 248)), (30, (255, 231, 222)), (31, (254, 232, 223))]),
    "toon06": ramp([(7, (255, 237, 97)), (8, (255, 238, 106)), (9, (255, 246, 175)), (25, (197, 174, 6)), (26, (195, 172, 3))]),
    "toon07": stepped(SIZE, WHITE),
    "toon08": stepped(SIZE, WHITE),
    "toon09": stepped(SIZE, WHITE),
    "toon10": stepped(SIZE, WHITE),
}

LIP_MORPHS = ["あ", "い", "う", "お"]
# The first row's first phoneme is what an unknown one uses.
LIP_ROWS = [
    ((0.2, 0, 0, 0), "A"),
    ((0, 0, 0, 0), "N j m my n ny p pau py sil v ng sp"),
    ((0.1, 0, 0, 0), "b by ch d dy g gy k ky r ry s sh t ty z"),
    ((0.5, 0, 0, 0), "a aa ae ah aw ax axr ay"),
    ((0.1, 0.6, 0.2, 0), "e eh er ey"),
    ((0.1, 0.3, 0.1, 0), "E"),
    ((0.1, 0.1, 0, 0), "dh"),
    ((0.2, 0, 0.1, 0), "l"),
    ((0, 0.4, 0, 0), "i ih iy"),
    ((0, 0.3, 0, 0), "y th"),
    ((0, 0.2, 0, 0), "I"),
    ((0, 0, 1, 0), "u uh uw"),
    ((0, 0, 0.5, 0), "f w"),
    ((0, 0, 0.3, 0), "cl h hy ts hh jh"),
    ((0, 0, 0.2, 0), "U zh"),
    ((0, 0, 0, 0.8), "o ao ow oy"),
    ((0, 0, 0, 0.2), "O"),
]

LIPS = {"LIP_A": "あ", "LIP_I": "い", "LIP_U": "う", "LIP_O": "お"}
TRACKS = {"TRACK_HEAD": "頭", "TRACK_NECK": "首", "TRACK_LEFTEYE": "左目", "TRACK_RIGHTEYE": "右目",
          "TRACK_BOTHEYE": "両目", "TRACK_BODY": "上半身", "TRACK_CENTER": "センター"}
ACTION_UNITS = {"AU1": "上 0.5", "AU2": "上 0.5", "AU4": "困る", "AU5": "見開き", "AU6": "笑い >0.7", "AU12": "にこり",
                "AU45": "まばたき"}
# Those of both sides first, then those of the middle.
PAIRED_SHAPES = """browDown browOuterUp cheekSquint eyeBlink eyeLookDown eyeLookIn eyeLookOut eyeLookUp eyeSquint eyeWide
mouthDimple mouthFrown mouthLowerDown mouthPress mouthSmile mouthStretch mouthUpperUp noseSneer""".split()
SINGLE_SHAPES = """browInnerUp cheekPuff jawForward jawLeft jawOpen jawRight mouthClose mouthFunnel mouthLeft mouthPucker
mouthRight mouthRollLower mouthRollUpper mouthShrugLower mouthShrugUpper tongueOut""".split()


def bmp(rows):
    """A bottom-up 24-bit BMP whose first given row is the top one."""
    pixels = b"".join(bytes((b, g, r)) * SIZE for r, g, b in reversed(rows))
    header = struct.pack("<2sIHHI", b"BM", 54 + len(pixels), 0, 0, 54)
    info = struct.pack("<IiiHHIIiiII", 40, SIZE, SIZE, 1, 24, 0, len(pixels), 2835, 2835, 0, 0)
    return header + info + pixels


def lip_table():
    phonemes = [(name, weights) for weights, names in LIP_ROWS for name in names.split()]
    lines = ["# Mouth shapes by phoneme: morph names, then one row of weights for each phoneme."]
    lines.append(" ".join([str(len(LIP_MORPHS)), *LIP_MORPHS]))
    lines.append(str(len(phonemes)))
    lines += [" ".join([name, *(f"{w:g}" for w in weights)]) for name, weights in phonemes]
    return "\n".join(lines) + "\n"


def shape_map():
    shapes = {f"{name}_{side[0]}": name + side for name in PAIRED_SHAPES for side in ("Left", "Right")}
    shapes.update((name, name) for name in SINGLE_SHAPES)
    blocks = [("For models without a .shapemap of their own: the usual names. How far eyes turn:",
               {"EYE_ROTATION_COEF": "0.3"}),
              ("The mouth of streamed speech.", LIPS),
              ("Bones of head tracking.", TRACKS), ("Action units.", {**ACTION_UNITS, "MORPH_TUNE": "笑い まばたき"}),
              ("Shapes of a face camera, for models whose morphs have their names.", shapes)]
    return "\n".join("\n".join([f"# {title}", *(f"{name} {value}" for name, value in lines.items()), ""])
                     for title, lines in blocks)


def main():
    if len(sys.argv) != 2:
        sys.exit(__doc__.strip())
    target = pathlib.Path(sys.argv[1])
    target.mkdir(parents=True, exist_ok=True)
    for name, rows in TOONS.items():
        (target / f"{name}.bmp").write_bytes(bmp(rows))
    (target / "lip.txt").write_text(lip_table(), encoding="utf-8")
    (target / "default.shapemap").write_text(shape_map(), encoding="utf-8")


if __name__ == "__main__":
    main()
