#!/usr/bin/env python3
"""Takes pictures of the sample character with the program itself.

usage: sample_pictures.py MMDAGENT [--sheet FILE.png] [--faces FILE.png]

--sheet: the figure from four sides and close up, one picture. --faces: every facial expression, one picture.
"""

import argparse
import shutil
import struct
import subprocess
import sys
import tempfile
import zlib
from pathlib import Path

SAMPLE = Path(__file__).resolve().parents[1] / "Resource" / "Sample"

# View: camera target, angles, distance, field of view.
WHOLE = ("0,10.2,0", "3,0,0", 63, 19)
SHEET = [
    # view, the figure's turn in degrees, motion beside idle.vmd, frames
    (WHOLE, 0, "", 75),
    (WHOLE, -42, "", 75),
    (WHOLE, -90, "", 75),
    (WHOLE, 180, "", 75),
    (("0,17.0,0", "2,0,0", 20, 20), -22, "", 75),
    (("-0.9,15.0,0", "2,0,0", 34, 20), 14, "wave.vmd", 42),
]
FACE = ("0,17.35,0", "0,0,0", 14, 15)
EXPRESSIONS = [
    "",
    "あ",
    "い",
    "う",
    "え",
    "お",
    "まばたき",
    "笑い",
    "ウィンク",
    "ウィンク右",
    "なごみ",
    "びっくり",
    "瞳小",
    "困る",
    "怒り",
    "上",
    "下",
    "にこり",
    "わ",
    "む",
]


class Picture:
    """Width, height and rows of RGB bytes."""

    def __init__(self, width, height, rows=None):
        self.width, self.height = width, height
        self.rows = rows or [bytearray(3 * width) for _ in range(height)]

    @staticmethod
    def load(path):
        data = Path(path).read_bytes()
        at, packed, head = 8, b"", None
        while at < len(data):
            size, kind = struct.unpack_from(">I4s", data, at)
            body = data[at + 8 : at + 8 + size]
            if kind == b"IHDR":
                head = struct.unpack(">IIBBBBB", body)
            if kind == b"IDAT":
                packed += body
            at += 12 + size
        width, height, depth, kind = head[:4]
        if depth != 8 or kind not in (2, 6):
            raise ValueError("%s: an RGB or RGBA picture of 8 bits was expected" % path)
        return Picture(
            width,
            height,
            _unfiltered(zlib.decompress(packed), width, height, 3 if kind == 2 else 4),
        )

    def paste(self, other, x, y):
        for j, row in enumerate(other.rows):
            self.rows[y + j][3 * x : 3 * (x + other.width)] = row

    def save(self, path):
        def chunk(kind, body):
            return (
                struct.pack(">I", len(body))
                + kind
                + body
                + struct.pack(">I", zlib.crc32(kind + body))
            )

        rows, above = [], bytes(3 * self.width)
        for row in self.rows:
            rows.append(b"\x02" + bytes((a - b) & 0xFF for a, b in zip(row, above)))
            above = row
        with open(path, "wb") as out:
            out.write(
                b"\x89PNG\r\n\x1a\n"
                + chunk(b"IHDR", struct.pack(">IIBBBBB", self.width, self.height, 8, 2, 0, 0, 0))
            )
            out.write(chunk(b"IDAT", zlib.compress(b"".join(rows), 9)) + chunk(b"IEND", b""))


def _paeth(a, b, c):
    p = a + b - c
    pa, pb, pc = abs(p - a), abs(p - b), abs(p - c)
    return a if pa <= pb and pa <= pc else b if pb <= pc else c


def _unfiltered(data, width, height, channels):
    """The rows of a decompressed picture as RGB."""
    stride, rows, above = width * channels, [], bytearray(width * channels)
    for j in range(height):
        start = j * (stride + 1)
        kind, row = data[start], bytearray(data[start + 1 : start + 1 + stride])
        for i in range(stride if kind else 0):
            left = row[i - channels] if i >= channels else 0
            corner = above[i - channels] if i >= channels else 0
            row[i] = (
                row[i]
                + (0, left, above[i], (left + above[i]) // 2, _paeth(left, above[i], corner))[kind]
            ) & 0xFF
        above = row
        rows.append(
            row
            if channels == 3
            else bytearray(b for i in range(0, stride, 4) for b in row[i : i + 3])
        )
    return rows


def _expression(morph):
    """A motion that holds one morph at full weight."""
    name = morph.encode("cp932").ljust(15, b"\0")
    keys = b"".join(name + struct.pack("<If", frame, 1.0) for frame in (0, 30))
    head = b"Vocaloid Motion Data 0002".ljust(50, b"\0")
    return head + struct.pack("<II", 0, 2) + keys + bytes(16)


class Studio:
    """A copy of the sample content whose script only poses for pictures."""

    def __init__(self, program, folder, model="sample.pmx"):
        self.program, self.folder, self.model = program, Path(folder), model
        for path in SAMPLE.iterdir():
            if path.suffix not in (".fst", ".mdf", ".md"):
                shutil.copy(path, self.folder)

    def take(
        self, view, size, turn=0, motion="", frames=75, morph="", stage=True, settings=()
    ):
        """The picture after `frames` frames of idle and, where named, another motion above it."""
        lines = ["<eps> CAMERA|%s|%s|%s|%s|0" % view]
        lines.append("<eps> MODEL_ADD|sample|%s|0,0,0|0,%d,0" % (self.model, turn))
        lines.append("MODEL_EVENT_ADD|sample MOTION_ADD|sample|idle|idle.vmd|FULL|LOOP")
        if motion:
            lines.append("<eps> MOTION_ADD|sample|extra|%s|PART|ONCE" % motion)
        if morph:
            (self.folder / "face.vmd").write_bytes(_expression(morph))
            lines.append("<eps> MOTION_ADD|sample|face|face.vmd|PART|LOOP|OFF|OFF|50")
        if stage:
            lines.append("<eps> STAGE|floor.png,background.png")
        script = "0 DONE:\n" + "".join("    %s\n" % line for line in lines)
        (self.folder / "studio.fst").write_text(script, encoding="utf-8")
        options = (SAMPLE / "sample.mdf").read_text(encoding="utf-8").splitlines()
        options = [o for o in options if not o.startswith(("Plugin_Remote", "camera_"))]
        options += ["http_server=false", "max_multi_sampling=4", *settings]
        (self.folder / "studio.mdf").write_text("\n".join(options) + "\n", encoding="utf-8")
        shot = self.folder / "shot.png"
        command = [self.program, "--headless", "--fixed-step", "30", "--frames", frames]
        command += ["--size", "%dx%d" % size, "--screenshot", shot, self.folder / "studio.mdf"]
        subprocess.run([str(word) for word in command], check=True, stdout=subprocess.DEVNULL)
        return Picture.load(shot)


def sheet(studio, path):
    width, height, low = 330, 620, 600
    result = Picture(4 * width, height + low)
    for k, (view, turn, motion, frames) in enumerate(SHEET[:4]):
        result.paste(studio.take(view, (width, height), turn, motion, frames), k * width, 0)
    for k, (view, turn, motion, frames) in enumerate(SHEET[4:]):
        picture = studio.take(view, (2 * width, low), turn, motion, frames)
        result.paste(picture, 2 * k * width, height)
    result.save(path)


def faces(studio, path):
    size, columns = 260, 5
    result = Picture(columns * size, -(-len(EXPRESSIONS) // columns) * size)
    for k, name in enumerate(EXPRESSIONS):
        picture = studio.take(FACE, (size, size), frames=24, morph=name)
        result.paste(picture, k % columns * size, k // columns * size)
    result.save(path)


def main():
    parser = argparse.ArgumentParser(
        description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter
    )
    parser.add_argument("program")
    parser.add_argument("--sheet")
    parser.add_argument("--faces")
    options = parser.parse_args()
    with tempfile.TemporaryDirectory() as folder:
        studio = Studio(Path(options.program).resolve(), folder)
        if options.sheet:
            sheet(studio, options.sheet)
        if options.faces:
            faces(studio, options.faces)


if __name__ == "__main__":
    sys.exit(main())
