#!/usr/bin/env python3
"""Generates the sample content: the character, its textures, its motions, the stage.

usage: make_sample.py TARGET_DIR        (the same files, byte for byte, at every run)
"""

import os
import sys

import figure as figures
import motions
import paint_clothes
import paint_face
import paint_hair
import paint_stage
import pmd_writer
import pmx_writer
import raster
import toon


def display_groups(skeleton):
    """(name, English name, bones) for the lists of an animation program."""
    names = [bone.name for bone in skeleton.bones]
    pick = lambda test: [name for name in names if test(name)]
    fingers = ("親指", "人指", "中指", "薬指", "小指")
    arms = ("肩", "腕", "ひじ", "手首")
    groups = [
        ("センター", "center", ["センター", "グルーブ"]),
        ("体", "body", ["上半身", "上半身2", "首", "頭", "下半身", "両目", "左目", "右目"]),
        ("腕", "arms", pick(lambda n: n[1:] in arms)),
        ("指", "fingers", pick(lambda n: n[1:3] in fingers)),
        ("足", "legs", pick(lambda n: n[1:] in ("足", "ひざ", "足首", "つま先"))),
        ("ＩＫ", "IK", pick(lambda n: n.endswith("ＩＫ"))),
    ]
    rest = pick(lambda n: skeleton.by_name[n].physical)
    groups.append(("髪", "hair", [n for n in rest if "髪" in n or "毛" in n]))
    groups.append(("服", "clothes", [n for n in rest if "髪" not in n and "毛" not in n]))
    return groups


def main(target):
    os.makedirs(target, exist_ok=True)
    figure = figures.Figure()
    groups = display_groups(figure.skeleton)
    pmd_writer.save(os.path.join(target, "sample.pmd"), figure, groups)
    pmx_writer.save(os.path.join(target, "sample.pmx"), figure, groups)
    for name, motion in motions.all_motions().items():
        motion.save(os.path.join(target, name + ".vmd"), figure.name)
    if "--no-textures" in sys.argv:
        return
    toon.save_all(target)
    raster.save_png(os.path.join(target, "skin.png"), paint_face.skin())
    raster.save_png(os.path.join(target, "eyes.png"), paint_face.eyes())
    raster.save_png(os.path.join(target, "hair.png"), paint_hair.hair())
    raster.save_png(os.path.join(target, "clothes.png"), paint_clothes.clothes())
    raster.save_png(os.path.join(target, "floor.png"), paint_stage.floor())
    raster.save_png(os.path.join(target, "background.png"), paint_stage.background())


if __name__ == "__main__":
    if len(sys.argv) < 2:
        sys.exit(__doc__)
    main(sys.argv[1])
