#!/usr/bin/env python3
"""Every expression of the sample character is seen: more than 1 % of the face's pixels change, in both formats."""

import os
import sys
import tempfile
import unittest
from pathlib import Path

from sample_files import SOURCE

sys.path.insert(0, str(SOURCE / "tools"))
import sample_pictures  # noqa: E402  (found through the path set above)

PROGRAM = Path(os.environ.get("MMDAGENT_BIN", SOURCE / "build" / "release" / "bin")) / "mmdagent"
EXPRESSIONS = ["あ", "い", "う", "え", "お", "まばたき", "笑い", "ウィンク", "困る", "にこり", "びっくり"]
# The face from the chin to the brows, cheek to cheek: 2.3 units round (0, 17.2).
VIEW = ("0,17.2,0", "0,0,0", 20, 6.58)
SIZE = 200
CHANGED = 24  # of 255, in any channel


def changed(a, b):
    """The share of pixels that differ visibly."""
    count = 0
    for row, other in zip(a.rows, b.rows):
        for i in range(0, len(row), 3):
            count += max(abs(row[i + c] - other[i + c]) for c in range(3)) >= CHANGED
    return count / (a.width * a.height)


class SampleFaces(unittest.TestCase):
    def check(self, model, expressions):
        with tempfile.TemporaryDirectory() as folder:
            studio = sample_pictures.Studio(PROGRAM, folder, model)
            neutral = studio.take(VIEW, (SIZE, SIZE), frames=20, stage=False)
            again = studio.take(VIEW, (SIZE, SIZE), frames=20, stage=False)
            self.assertEqual(changed(neutral, again), 0.0)
            for name in expressions:
                picture = studio.take(VIEW, (SIZE, SIZE), frames=20, morph=name, stage=False)
                with self.subTest(model=model, expression=name):
                    self.assertGreater(changed(neutral, picture), 0.01)

    def test_pmx(self):
        self.check("sample.pmx", EXPRESSIONS)

    def test_pmd(self):
        self.check("sample.pmd", EXPRESSIONS[:7])


if __name__ == "__main__":
    if not PROGRAM.exists():
        print("skipped: %s has not been built" % PROGRAM)
        sys.exit(77)
    unittest.main()
