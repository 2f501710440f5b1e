#!/usr/bin/env python3
"""Generating the sample content again gives the committed files, byte for byte."""

import subprocess
import sys
import tempfile
import unittest
from pathlib import Path

from sample_files import SAMPLE, SOURCE

WRITTEN_BY_HAND = {"README.md", "sample.mdf", "sample.fph", "sample.gram", "sample.fst", "sample.pmd.shapemap"}


class SampleGenerator(unittest.TestCase):
    def test_regenerates_what_is_committed(self):
        with tempfile.TemporaryDirectory() as folder:
            tool = SOURCE / "tools" / "sample_maker" / "make_sample.py"
            subprocess.run([sys.executable, "-B", str(tool), folder], check=True)
            made = {p.name: p.read_bytes() for p in Path(folder).iterdir()}
        kept = {p.name: p.read_bytes() for p in SAMPLE.iterdir() if p.name not in WRITTEN_BY_HAND}
        self.assertEqual(sorted(made), sorted(kept))
        self.assertEqual([name for name in made if made[name] != kept[name]], [])


if __name__ == "__main__":
    unittest.main()
