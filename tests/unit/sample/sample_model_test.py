#!/usr/bin/env python3
"""The sample character is what it promises to be: bones, weights, morphs, physics, textures, in both formats."""

import math
import unittest

from sample_files import SAMPLE, Pmd, Pmx, png_size

STANDARD_BONES = """全ての親 センター 上半身 上半身2 下半身 首 頭 両目 左目 右目 左肩 右肩 左腕 右腕 左ひじ 右ひじ 左手首 右手首
左親指０ 左親指１ 左親指２ 左人指１ 左人指２ 左人指３ 左中指１ 左薬指１ 左小指１ 右親指１ 右人指１ 右中指１ 右薬指１ 右小指１
左足 右足 左ひざ 右ひざ 左足首 右足首 左つま先 右つま先 左足ＩＫ 右足ＩＫ 左つま先ＩＫ 右つま先ＩＫ""".split()
MORPHS = "あ い う え お まばたき 笑い ウィンク 困る にこり びっくり".split()
JOINTS = [("首", "頭"), ("上半身", "上半身2"), ("下半身", "上半身")]
JOINTS += [
    (s + a, s + b)
    for s in "左右"
    for a, b in (("肩", "腕"), ("腕", "ひじ"), ("ひじ", "手首"), ("手首", "人指１"), ("足", "ひざ"), ("ひざ", "足首"))
]


class SampleModel(unittest.TestCase):
    @classmethod
    def setUpClass(cls):
        cls.pmd, cls.pmx = Pmd(SAMPLE / "sample.pmd"), Pmx(SAMPLE / "sample.pmx")

    def test_formats_hold_the_same_figure(self):
        self.assertEqual(len(self.pmd.vertices), len(self.pmx.vertices))
        self.assertEqual(self.pmd.indices, self.pmx.indices)
        self.assertEqual([b[0] for b in self.pmd.bones], [b[0] for b in self.pmx.bones])
        self.assertEqual([f[0] for f in self.pmd.faces[1:]], [m[0] for m in self.pmx.morphs])
        self.assertEqual([b[0] for b in self.pmd.bodies], [b[0] for b in self.pmx.bodies])
        self.assertEqual(len(self.pmd.joints), len(self.pmx.joints))

    def test_triangles(self):
        count = len(self.pmd.indices) // 3
        self.assertTrue(4000 <= count <= 20000, count)
        self.assertLess(max(self.pmd.indices), len(self.pmd.vertices))
        self.assertEqual(sum(m[0][13] for m in self.pmd.materials), len(self.pmd.indices))

    def test_stands_on_the_ground_about_twenty_units_tall(self):
        heights = [v[1] for v in self.pmd.vertices]
        self.assertAlmostEqual(min(heights), 0.0, delta=0.05)
        self.assertTrue(19.0 <= max(heights) <= 21.0, max(heights))

    def test_numbers_are_sane(self):
        for v in self.pmd.vertices:
            self.assertTrue(all(math.isfinite(c) for c in v[:8]))
            self.assertAlmostEqual(math.dist(v[3:6], (0.0, 0.0, 0.0)), 1.0, delta=1e-3)

    def test_standard_bones(self):
        names = [b[0] for b in self.pmd.bones]
        self.assertGreaterEqual(len(names), 40)
        self.assertEqual(len(names), len(set(names)))
        self.assertEqual([n for n in STANDARD_BONES if n not in names], [])
        for i, bone in enumerate(self.pmd.bones):
            self.assertLess(bone[1], i, bone[0] + " comes before its parent")

    def test_names_fit_motion_files(self):
        for name in [b[0] for b in self.pmd.bones] + [f[0] for f in self.pmd.faces]:
            self.assertLessEqual(len(name.encode("cp932")), 15, name)

    def test_weights_are_blended_at_every_joint(self):
        number = {b[0]: i for i, b in enumerate(self.pmd.bones)}
        pmd_pairs, pmx_pairs = {}, {}
        for v in self.pmd.vertices:
            if 15 <= v[10] <= 85:
                key = frozenset(v[8:10])
                pmd_pairs[key] = pmd_pairs.get(key, 0) + 1
        for _, weights, _ in self.pmx.vertices:
            strong = [b for b, w in weights if w >= 0.1]
            for a in strong:
                for b in strong:
                    if a < b:
                        pmx_pairs[frozenset((a, b))] = pmx_pairs.get(frozenset((a, b)), 0) + 1
        for a, b in JOINTS:
            key = frozenset((number[a], number[b]))
            self.assertGreaterEqual(pmd_pairs.get(key, 0), 6, a + " - " + b)
            self.assertGreaterEqual(pmx_pairs.get(key, 0), 6, a + " - " + b)

    def test_pmx_weights_add_up(self):
        for _, weights, _ in self.pmx.vertices:
            self.assertAlmostEqual(sum(w for _, w in weights), 1.0, delta=1e-3)

    def test_knees_bend_one_way_only(self):
        chains = {b[0]: b[8] for b in self.pmx.bones if b[8]}
        self.assertEqual(sorted(chains), sorted(["左足ＩＫ", "右足ＩＫ", "左つま先ＩＫ", "右つま先ＩＫ"]))
        for side in "左右":
            link, limits = chains[side + "足ＩＫ"][3][0]
            self.assertEqual(self.pmx.bones[link][0], side + "ひざ")
            self.assertAlmostEqual(limits[0], -math.pi, places=4)
            self.assertLess(limits[3], 0.0)

    def test_morphs_move_the_face(self):
        faces = {f[0]: f for f in self.pmd.faces}
        self.assertEqual([n for n in MORPHS if n not in faces], [])
        for name in MORPHS:
            moves = faces[name][2]
            self.assertGreaterEqual(len(moves), 20, name)
            self.assertGreater(max(math.dist(m[1:], (0.0, 0.0, 0.0)) for m in moves), 0.04, name)
        base = faces["base"][2]
        self.assertTrue(all(index < len(base) for f in self.pmd.faces[1:] for index, *_ in f[2]))

    def test_something_swings(self):
        modes = [b[-1] for b in self.pmd.bodies]
        self.assertGreaterEqual(sum(1 for m in modes if m in (1, 2)), 12)
        held = {self.pmd.bones[b[1]][0] for b in self.pmd.bodies if b[-1] == 0}
        for bone in ("頭", "上半身2", "下半身", "左腕", "右腕", "左足", "右足"):
            self.assertIn(bone, held)
        for joint in self.pmd.joints:
            low, high = joint[9 + 6 : 9 + 9], joint[9 + 9 : 9 + 12]
            self.assertTrue(all(a <= b for a, b in zip(low, high)), joint[0])

    def test_textures(self):
        names = {m[1] for m in self.pmd.materials}
        self.assertEqual(names, {n for n in self.pmx.textures if n.endswith(".png")})
        self.assertGreaterEqual(len(names), 4)
        for name in names:
            width, height = png_size(SAMPLE / name)
            self.assertTrue(width >= 512 and height >= 512, name)
        for material, _ in self.pmd.materials:
            self.assertTrue((SAMPLE / self.pmd.toons[material[11]]).exists())

    def test_display_frames_name_every_bone_once(self):
        shown = [item for _, _, _, items in self.pmx.frames for item in items]
        self.assertEqual(
            sorted(i for kind, i in shown if kind == 0), list(range(len(self.pmx.bones)))
        )
        self.assertEqual(
            sorted(i for kind, i in shown if kind == 1), list(range(len(self.pmx.morphs)))
        )


if __name__ == "__main__":
    unittest.main()
