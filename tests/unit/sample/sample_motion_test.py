#!/usr/bin/env python3
"""The sample's motions: what they key, that loops close, that no foot slides, and that the script names what is there."""

import math
import re
import unittest

from sample_files import SAMPLE, Pmd, Vmd

GESTURES = ("idle", "wave", "nod", "walk")


def turned(q, v):
    """v turned by the quaternion q (x, y, z, w)."""
    x, y, z, w = q
    t = (2.0 * (y * v[2] - z * v[1]), 2.0 * (z * v[0] - x * v[2]), 2.0 * (x * v[1] - y * v[0]))
    return (
        v[0] + w * t[0] + y * t[2] - z * t[1],
        v[1] + w * t[1] + z * t[0] - x * t[2],
        v[2] + w * t[2] + x * t[1] - y * t[0],
    )


class SampleMotions(unittest.TestCase):
    @classmethod
    def setUpClass(cls):
        cls.pmd = Pmd(SAMPLE / "sample.pmd")
        cls.motions = {name: Vmd(SAMPLE / (name + ".vmd")) for name in GESTURES + ("blink",)}
        cls.place = {b[0]: b[-3:] for b in cls.pmd.bones}

    def test_motions_match_the_model(self):
        bones, faces = {b[0] for b in self.pmd.bones}, {f[0] for f in self.pmd.faces}
        for name, motion in self.motions.items():
            self.assertEqual(motion.model, self.pmd.name)
            self.assertEqual(set(motion.bones) - bones, set(), name)
            self.assertEqual(set(motion.morphs) - faces, set(), name)

    def test_gestures_key_many_bones(self):
        for name in GESTURES:
            moving = [
                b
                for b, keys in self.motions[name].bones.items()
                if any(k[1:3] != keys[0][1:3] for k in keys)
            ]
            self.assertGreaterEqual(len(moving), 8, name)

    def test_rotations_are_unit(self):
        for motion in self.motions.values():
            for keys in motion.bones.values():
                for _, _, q, _ in keys:
                    self.assertAlmostEqual(sum(c * c for c in q), 1.0, delta=1e-3)

    def test_loops_close(self):
        for name in ("idle", "walk", "blink"):
            motion = self.motions[name]
            for bone, keys in motion.bones.items():
                first, last = keys[0], keys[-1]
                self.assertLess(math.dist(first[1], last[1]), 1e-3, name + " " + bone)
                self.assertGreater(
                    abs(sum(a * b for a, b in zip(first[2], last[2]))), 0.99999, name + " " + bone
                )
            for morph, keys in motion.morphs.items():
                self.assertEqual(keys[0][1], keys[-1][1], name + " " + morph)

    def test_blink_moves_morphs_only(self):
        blink = self.motions["blink"]
        self.assertEqual(blink.bones, {})
        closed = [frame for frame, weight in blink.morphs["まばたき"] if weight == 1.0]
        gaps = {b - a for a, b in zip(closed, closed[1:])}
        self.assertGreaterEqual(len(gaps), 3)

    def test_gestures_begin_and_end_as_idle_stands(self):
        idle = self.motions["idle"].bones
        for name in ("wave", "nod", "walk"):
            for bone in ("左腕", "右腕", "左ひじ", "右ひじ"):
                for key in (self.motions[name].bones.get(bone) or [])[:1] + (
                    self.motions[name].bones.get(bone) or []
                )[-1:]:
                    self.assertGreater(
                        abs(sum(a * b for a, b in zip(key[2], idle[bone][0][2]))),
                        0.9999,
                        name + " " + bone,
                    )

    def feet(self, side):
        """[(frame, ankle, toe)] of the walk at its keys, absolute; keys are linear and two frames apart."""
        ankle, toe = self.place[side + "足首"], self.place[side + "つま先"]
        reach = tuple(b - a for a, b in zip(ankle, toe))
        result = []
        for frame, move, q, _ in self.motions["walk"].bones[side + "足ＩＫ"]:
            here = tuple(a + m for a, m in zip(ankle, move))
            result.append((frame, here, tuple(h + r for h, r in zip(here, turned(q, reach)))))
        return result

    def test_no_foot_slides_in_the_walk(self):
        for side in "左右":
            ground = self.place[side + "足首"][1]
            stands, steps, landed = 0, 0, None
            for _, ankle, toe in self.feet(side):
                if ankle[1] > ground + 1e-3:
                    steps += landed is not None
                    landed = None
                    continue
                landed = landed or (ankle, toe)
                stands += 1
                self.assertLess(math.dist(ankle, landed[0]), 0.02)
                self.assertLess(math.dist(toe, landed[1]), 0.02)
            self.assertGreaterEqual(steps, 4)
            self.assertGreater(stands, 30)

    def test_the_legs_reach_the_ground(self):
        """Where the leg is long enough, inverse kinematics puts the ankle where the key says."""
        longest = math.dist(self.place["左足"], self.place["左ひざ"]) + math.dist(
            self.place["左ひざ"], self.place["左足首"]
        )
        centre = {k[0]: k for k in self.motions["walk"].bones["センター"]}
        hips = {k[0]: k for k in self.motions["walk"].bones["下半身"]}
        for side in "左右":
            for frame, ankle, _ in self.feet(side):
                _, move, q, _ = centre[frame]
                base, lower, hip = self.place["センター"], self.place["下半身"], self.place[side + "足"]
                local = turned(hips[frame][2], tuple(h - l for h, l in zip(hip, lower)))
                arm = turned(q, tuple(l - b + x for l, b, x in zip(lower, base, local)))
                joint = tuple(b + m + a for b, m, a in zip(base, move, arm))
                self.assertLess(math.dist(joint, ankle), longest + 0.05, (side, frame))

    def test_the_script_names_files_that_exist(self):
        script = (SAMPLE / "sample.fst").read_text(encoding="utf-8")
        lines = [line for line in script.splitlines() if not line.lstrip().startswith("#")]
        names = re.findall(r"[\w]+\.(?:vmd|pmx|pmd|png)", "\n".join(lines))
        self.assertGreaterEqual(len(names), 8)
        for name in names:
            self.assertTrue((SAMPLE / name).exists(), name)
        self.assertIn("MODEL_ADD|sample|", script)
        for message in ("GREET", "NOD", "WALK"):
            self.assertTrue(any(message in line.split() for line in lines), message)


if __name__ == "__main__":
    unittest.main()
