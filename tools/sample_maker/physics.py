"""Rigid bodies of the figure itself, which follow its bones, and of hair and bow, which swing."""


import math

import body
import hair
import ornaments
import skeleton as sk
import skirt
import skirt_physics
import vector as vec
from physics_world import (
    BODY,
    CAPSULE,
    FOLLOW,
    HAIR,
    LEGS,
    RIBBON,
    SKIRT,
    SPHERE,
    SWING,
    World,
    degrees,
    rotation_along,
)


# Capsules of the figure: name, English name, bone, group, both ends of the axis, radius.
TRUNK = [
    ("首", "neck", "首", BODY, (0.0, 15.6, 0.13), (0.0, 16.5, 0.13), 0.36),
    ("胸", "chest", "上半身2", BODY, (-0.48, 14.35, 0.08), (0.48, 14.35, 0.08), 0.60),
    ("肩", "shoulders", "上半身2", BODY, (-0.62, 14.95, 0.10), (0.62, 14.95, 0.10), 0.40),
    ("腹", "belly", "上半身", BODY, (-0.22, 12.8, 0.03), (0.22, 12.8, 0.03), 0.52),
    ("腰", "hips", "下半身", LEGS, (-0.45, 11.0, 0.05), (0.45, 11.0, 0.05), 0.72),
]
# Those of the left limbs: name without side, English name, group, ends, radius; the bone has the name of the body.
LIMBS = [
    ("腕", "arm", BODY, body.arm_axis(0.15), body.arm_axis(0.92), 0.36),
    ("ひじ", "elbow", BODY, body.arm_axis(1.05), body.arm_axis(1.9), 0.28),
    ("手首", "wrist", BODY, sk.hand_point(0.45, 0.0, 0.0), None, 0.34),
    ("足", "leg", LEGS, (0.60, 10.1, 0.04), (0.62, 6.6, -0.06), 0.62),
    ("ひざ", "knee", LEGS, (0.62, 5.4, -0.02), (0.62, 1.9, 0.12), 0.42),
]


def _part(world, name, english, bone, group, a, b, radius):
    """A body of the figure, following its bone: a capsule between two places, or a ball at one."""
    swinging = (HAIR, SKIRT, RIBBON)
    shape, size, place, turn = SPHERE, (radius, 0.0, 0.0), a, (0.0, 0.0, 0.0)
    if b is not None:
        axis = vec.sub(b, a)
        shape, size = CAPSULE, (radius, vec.length(axis), 0.0)
        place, turn = vec.mix(a, b, 0.5), rotation_along(axis)
    world.body(name, english, bone, group, swinging, shape, size, place, turn, FOLLOW)


def _figure(world):
    _part(world, "頭", "head", "頭", BODY, (0.0, 18.05, 0.10), None, 1.14)
    for row in TRUNK:
        _part(world, *row)
    for side, code, flip in (("左", "_L", lambda p: p), ("右", "_R", vec.mirrored)):
        for name, english, group, a, b, radius in LIMBS:
            end = flip(b) if b is not None else None
            _part(world, side + name, english + code, side + name, group, flip(a), end, radius)


def _strand(
    world,
    name,
    english,
    bones,
    points,
    radius,
    masses,
    anchor,
    limits,
    springs,
    group=HAIR,
    collides=(BODY,),
    damping=(0.60, 0.80),
):
    """A chain of capsules, one a bone; points: the joints and the tip."""
    before = anchor
    for k, bone in enumerate(bones):
        a, b = points[k], points[k + 1]
        axis = vec.sub(b, a)
        turn = rotation_along(vec.scaled(axis, -1.0))
        r = radius[k]
        label = "%s%d" % (name, k + 1)
        code = "%s_%d" % (english, k + 1)
        world.body(
            label,
            code,
            bone,
            group,
            collides,
            CAPSULE,
            (r, max(0.05, vec.length(axis) - 1.2 * r), 0.0),
            vec.mix(a, b, 0.52),
            turn,
            SWING,
            mass=masses[k],
            linear=damping[0],
            angular=damping[1],
        )
        swing, twist = limits[k]
        world.joint(
            label,
            code,
            before,
            label,
            a,
            turn,
            degrees(-swing, -twist, -swing),
            degrees(swing, twist, swing),
            (springs[k], springs[k], springs[k]),
        )
        before = label


def _hair(world):
    for side, english, flip in (("左", "L", lambda p: p), ("右", "R", vec.mirrored)):
        tail = [flip(p) for p in tail_joints()]
        _strand(
            world,
            side + "髪",
            "tail_" + english,
            [side + hair.tail_bone(k)[1:] for k in range(hair.TAIL_BONES)],
            tail,
            (0.24, 0.28, 0.30, 0.26, 0.20),
            (1.6, 1.3, 1.0, 0.7, 0.45),
            "頭",
            ((9.0, 3.0), (14.0, 4.0), (22.0, 5.0), (28.0, 6.0), (34.0, 8.0)),
            (350.0, 120.0, 45.0, 18.0, 8.0),
        )
        lock = [flip(p) for p in side_joints()]
        _strand(
            world,
            side + "横髪",
            "side hair_" + english,
            [side + hair.side_bone(k)[1:] for k in range(2)],
            lock,
            (0.16, 0.13),
            (0.5, 0.3),
            "頭",
            ((14.0, 4.0), (22.0, 6.0)),
            (20.0, 8.0),
        )
    for column, name in enumerate(("右後髪", "後髪", "左後髪")):
        points = back_joints(column)
        _strand(
            world,
            name,
            ("back hair_R", "back hair_C", "back hair_L")[column],
            [hair.back_bone(column, k) for k in range(2)],
            points,
            (0.26, 0.24),
            (0.8, 0.5),
            "頭",
            ((9.0, 3.0), (14.0, 4.0)),
            (70.0, 30.0),
        )
    a, b = hair.AHOGE_PATH[0], hair.AHOGE_PATH[-1]
    _strand(
        world,
        "アホ毛",
        "loose strand",
        ["アホ毛"],
        [vec.mix(a, hair.AHOGE_PATH[1], 0.5), b],
        (0.07,),
        (0.1,),
        "頭",
        ((16.0, 6.0),),
        (60.0,),
        collides=(),
        damping=(0.4, 0.6),
    )


def _ribbon(world):
    for side, english, flip in (("左", "L", 1.0), ("右", "R", -1.0)):
        top, tip = ribbon_joints(flip)
        _strand(
            world,
            side + "リボン",
            "ribbon_" + english,
            [side + "リボン"],
            [top, tip],
            (0.10,),
            (0.2,),
            "胸",
            ((18.0, 6.0),),
            (12.0,),
            RIBBON,
            (BODY,),
            (0.7, 0.85),
        )


def tail_joints():
    path = vec.Path(hair.TAIL_PATH)
    return [path.at(s) for s in [0.06 + 0.185 * k for k in range(hair.TAIL_BONES)] + [1.0]]


def side_joints():
    path = vec.Path(hair.SIDE_PATH)
    return [path.at(s) for s in (0.30, 0.62, 1.0)]


def back_joints(column):
    path = vec.Path(hair.back_path(hair.BACK_TURNS[column], 15.25))
    return [path.at(s) for s in (0.52, 0.76, 1.0)]


def ribbon_joints(flip):
    k = ornaments.KNOT
    return [
        (k[0] + flip * 0.05, k[1] - 0.12, k[2] - 0.03),
        (k[0] + flip * 0.30, k[1] - 1.22, k[2] + 0.04),
    ]


def add_bones(skeleton):
    """The bones that the swinging bodies drive."""

    def chain(names, english, points, parent):
        for k, name in enumerate(names):
            bone = skeleton.add(
                name,
                "%s_%d" % (english, k + 1),
                parent,
                points[k],
                vec.sub(points[k + 1], points[k]),
            )
            bone.physical = True
            parent = name

    for side, english, flip in (("左", "L", lambda p: p), ("右", "R", vec.mirrored)):
        chain(
            [side + hair.tail_bone(k)[1:] for k in range(hair.TAIL_BONES)],
            "tail_" + english,
            [flip(p) for p in tail_joints()],
            "頭",
        )
        chain(
            [side + hair.side_bone(k)[1:] for k in range(2)],
            "side hair_" + english,
            [flip(p) for p in side_joints()],
            "頭",
        )
    for column in range(3):
        chain(
            [hair.back_bone(column, k) for k in range(2)],
            ("back hair_R", "back hair_C", "back hair_L")[column],
            back_joints(column),
            "頭",
        )
    chain(
        ["アホ毛"],
        "loose strand",
        [vec.mix(hair.AHOGE_PATH[0], hair.AHOGE_PATH[1], 0.5), hair.AHOGE_PATH[-1]],
        "頭",
    )
    for side, english, flip in (("左", "L", 1.0), ("右", "R", -1.0)):
        chain([side + "リボン"], "ribbon_" + english, ribbon_joints(flip), "上半身2")
    for column in range(skirt.COLUMNS):
        angle = 2.0 * math.pi * column / skirt.COLUMNS
        chain(
            [skirt.bone(column, row) for row in range(skirt.ROWS)],
            "skirt_c%d" % (column + 1),
            [skirt.hang_point(t, angle) for t in skirt.STOPS],
            "下半身",
        )


def build():
    world = World()
    _figure(world)
    _hair(world)
    _ribbon(world)
    skirt_physics.add(world)
    return world
