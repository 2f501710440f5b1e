#!/usr/bin/env python3
"""The sample character as it looked when somebody looked: from four sides, close up, waving, with self shadow.

usage: sample_goldens_test.py [--write]     --write keeps the pictures of this build as goldens, after which they are looked at

Compared are the means of blocks of 6 by 6 pixels, so that a rasteriser may set single pixels of an edge otherwise, while a
limb that moved, a colour that changed or a shadow that is missing shows.
"""

import itertools
import os
import sys
import tempfile
import unittest
from pathlib import Path

SOURCE = Path(os.environ.get("MMDAGENT_SOURCE", Path(__file__).resolve().parents[2]))
sys.path.insert(0, str(SOURCE / "tools"))
import sample_pictures  # noqa: E402  (found through the path set above)

PROGRAM = Path(os.environ.get("MMDAGENT_BIN", SOURCE / "build" / "release" / "bin")) / "mmdagent"
GOLDENS = Path(__file__).resolve().parent / "goldens"
SIZE = (240, 300)
BLOCK = 6
MOST = 40  # of 255: the mean of one block, in any channel
MEAN = 1.5  # of 255: all blocks together

WHOLE = sample_pictures.WHOLE
CLOSE = ("0,17.0,0", "2,0,0", 20, 16)
# name: view, turn of the figure, motion, frames, settings beside those of the sample
PICTURES = {
    "front": (WHOLE, 0, "", 75, ()),
    "left": (WHOLE, -90, "", 75, ()),
    "back": (WHOLE, 180, "", 75, ()),
    "right": (WHOLE, 90, "", 75, ()),
    "close": (CLOSE, -22, "", 75, ()),
    "wave": (("-0.9,15.0,0", "2,0,0", 40, 20), 14, "wave.vmd", 42, ()),
    "self_shadow": (WHOLE, 0, "wave.vmd", 42, ("use_shadow_mapping=true",)),
}


def take(name):
    view, turn, motion, frames, settings = PICTURES[name]
    with tempfile.TemporaryDirectory() as folder:
        studio = sample_pictures.Studio(PROGRAM, folder)
        return studio.take(view, SIZE, turn, motion, frames, settings=settings)


def blocks(picture):
    """The mean colours of all blocks."""
    means = []
    for y in range(0, picture.height, BLOCK):
        rows = picture.rows[y:y + BLOCK]
        for x in range(0, picture.width, BLOCK):
            parts = [row[3 * x:3 * (x + BLOCK)] for row in rows]
            count = sum(len(part) for part in parts) // 3
            means.append([sum(sum(part[channel::3]) for part in parts) / count for channel in range(3)])
    return means


def differences(blocks_a, blocks_b):
    """(the largest of a block, the mean)"""
    each = [max(abs(p - q) for p, q in zip(one, other)) for one, other in zip(blocks_a, blocks_b)]
    return max(each), sum(each) / len(each)


def golden_blocks(name):
    return blocks(sample_pictures.Picture.load(GOLDENS / f"{name}.png"))


class SampleGoldens(unittest.TestCase):
    def test_pictures_look_as_they_did(self):
        for name in PICTURES:
            with self.subTest(name):
                most, mean = differences(blocks(take(name)), golden_blocks(name))
                self.assertLessEqual(most, MOST)
                self.assertLessEqual(mean, MEAN)

    def test_other_pictures_are_told_apart(self):
        goldens = {name: golden_blocks(name) for name in PICTURES}
        for name, other in itertools.combinations(PICTURES, 2):
            most, mean = differences(goldens[name], goldens[other])
            self.assertTrue(most > MOST or mean > MEAN, (name, other, most, mean))


if __name__ == "__main__":
    if sys.argv[1:] == ["--write"]:
        GOLDENS.mkdir(exist_ok=True)
        for each in PICTURES:
            take(each).save(GOLDENS / f"{each}.png")
            print(GOLDENS / f"{each}.png")
    else:
        unittest.main()
