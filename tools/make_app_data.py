#!/usr/bin/env python3
"""Writes the run-time data of the program: the system toon ramps and the lip table.

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


def main():
    if len(sys.argv) != 2:
        sys.exit(__doc__.strip())
    target = pathlib.Path(sys.argv[1])
    target.mkdir(parents=True, exist_ok=True)
    for name, rows in TOONS.items():
        (target / f"{name}.bmp").write_bytes(bmp(rows))
    (target / "lip.txt").write_text(lip_table(), encoding="utf-8")


if __name__ == "__main__":
    main()
