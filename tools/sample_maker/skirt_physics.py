"""The skirt's rigid bodies: three rows of ten plates that hang from the hips, neighbours loosely tied."""

import math

import skirt
import vector as vec
from physics_world import BOX, LEGS, SKIRT, SWING, degrees


def add(world):
    for column in range(skirt.COLUMNS):
        angle = 2.0 * math.pi * column / skirt.COLUMNS
        before = "腰"
        for row in range(skirt.ROWS):
            before = _piece(world, column, row, angle, before)
    _belt(world)


def _piece(world, column, row, angle, before):
    stops = skirt.STOPS
    a, b = skirt.hang_point(stops[row], angle), skirt.hang_point(stops[row + 1], angle)
    out = (math.sin(angle), 0.0, -math.cos(angle))
    up = vec.sub(a, b)
    turn = (math.atan2(-vec.dot(up, out), up[1]), -angle, 0.0)
    half, front, back, _, _ = skirt.size(0.5 * (stops[row] + stops[row + 1]))
    wide = 0.5 * (half + 0.5 * (front + back)) * math.pi / skirt.COLUMNS * 0.80
    name, code = "スカート%d_%d" % (row + 1, column + 1), "skirt_%d_%d" % (row + 1, column + 1)
    world.body(
        name,
        code,
        skirt.bone(column, row),
        SKIRT,
        (LEGS,),
        BOX,
        (wide, 0.5 * vec.length(up) * 0.92, 0.05),
        vec.mix(a, b, 0.5),
        turn,
        SWING,
        mass=(0.9, 0.6, 0.4)[row],
        linear=0.75,
        angular=0.92,
    )
    # +x swings outwards. Inwards the cloth gives little, so that it keeps its bell form.
    inward, outward = ((5.0, 30.0), (7.0, 30.0), (9.0, 32.0))[row]
    world.joint(
        name,
        code,
        before,
        name,
        a,
        turn,
        degrees(-inward, -4.0, -6.0),
        degrees(outward, 4.0, 6.0),
        ((140.0, 30.0, 30.0), (50.0, 15.0, 15.0), (20.0, 8.0, 8.0))[row],
    )
    return name


def _belt(world):
    """Neighbouring pieces of the lower rows hold each other loosely, so that no gap opens between them."""
    stops = skirt.STOPS
    count = skirt.COLUMNS
    for row in (1, 2):
        for column in range(count):
            angle = 2.0 * math.pi * (column + 0.5) / count
            place = skirt.hang_point(0.5 * (stops[row] + stops[row + 1]), angle)
            a, b = "スカート%d_%d" % (row + 1, column + 1), "スカート%d_%d" % (
                row + 1,
                (column + 1) % count + 1,
            )
            wide = 0.16 + 0.10 * row
            world.joint(
                "帯%d_%d" % (row + 1, column + 1),
                "belt_%d_%d" % (row + 1, column + 1),
                a,
                b,
                place,
                (0.0, -angle, 0.0),
                degrees(-30.0, -20.0, -25.0),
                degrees(30.0, 20.0, 25.0),
                (0.0, 0.0, 0.0),
                ((-wide, -wide, -2.0 * wide), (wide, wide, 2.0 * wide)),
                (20.0, 0.0, 0.0),
            )
