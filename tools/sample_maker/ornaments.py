"""Bow, star pins and the bands that hold the tails. They use the texture of the clothes."""

import math

import body
import hair
import head_shape as head
import locks
import mesh
import vector as vec
from clothes import AREAS, uv

KNOT = vec.add(body.torso(14.12, 0.0, 0.0), (0.0, 0.0, -0.34))


# The path of a bow's loop and of its end, from the knot to the left.
LOOP = [(0.02, 0.0, 0.0), (0.30, 0.15, -0.13), (0.60, 0.19, -0.06), (0.84, 0.09, 0.06)]
END = [(0.03, -0.03, 0.0), (0.12, -0.35, -0.10), (0.22, -0.80, -0.04), (0.30, -1.22, 0.04)]


def _bow_piece(surface, path, side, width, thickness, rows, bones, segments):
    left, top, across, height = AREAS["ribbon"]
    points = [vec.add(KNOT, (side * x, y, z)) for x, y, z in path]
    area = (top + height * rows[0], height * rows[1])
    face = lambda p: (p[0] * 0.2, 0.15, -1.0)
    lock = locks.Lock(points, width, thickness, face, (left, across), area, bones, segments, 8)
    locks.add(surface, lock)


def bow():
    """The bow on the chest: two loops, two ends with bones of their own, and a knot."""
    surface = mesh.Surface("bow", "clothes")
    wide = vec.Curve(
        [(0.0, 0.14), (0.3, 0.34), (0.6, 0.54), (0.8, 0.60), (0.92, 0.50), (1.0, 0.20)]
    )
    full = vec.Curve([(0.0, 0.12), (0.4, 0.24), (0.8, 0.20), (1.0, 0.06)])
    flat = vec.Curve([(0.0, 0.12), (0.3, 0.20), (0.75, 0.30), (0.95, 0.32), (1.0, 0.28)])
    thin = vec.Curve([(0.0, 0.07), (1.0, 0.04)])
    for side, bone in ((1.0, "左リボン"), (-1.0, "右リボン")):
        chest = ("上半身2", 0.0, 1.0)
        _bow_piece(surface, LOOP, side, wide, full, (0.02, 0.55), [chest], 13)
        bones = [chest, (bone, 0.10, 0.12)]
        _bow_piece(surface, END, side, flat, thin, (0.40, 0.58), bones, 8)
    _knot(surface)
    return surface


def _knot(surface):
    piece = mesh.Surface("knot", "clothes")
    rows = [
        (-0.15, 0.04),
        (-0.13, 0.10),
        (-0.06, 0.135),
        (0.03, 0.14),
        (0.11, 0.115),
        (0.145, 0.05),
    ]
    places = [vec.add(KNOT, (0.0, y, -0.03)) for y, _ in rows]
    body.tube(
        piece,
        places,
        [(r, r * 0.85, r * 0.85) for _, r in rows],
        12,
        (0.0, 0.0, -1.0),
        (0.80, 0.11, 0.14, 0.04),
    )
    piece.face_out()
    piece.weigh(lambda v: {"上半身2": 1.0})
    surface.absorb(piece)


def _star(surface, centre, out, size, turn, bone):
    """A star with a raised middle."""
    piece = mesh.Surface("star", "clothes")
    up, across = vec.side_frame(out, (0.0, 1.0, 0.0))
    rims = []
    for scale, height in ((1.0, 0.0), (0.92, 0.07)):
        rim = []
        for i in range(20):
            angle = 2.0 * math.pi * i / 20.0 + turn
            radius = size * scale * (1.0, 0.70, 0.52, 0.70)[i % 4]
            p = vec.along(
                vec.along(
                    vec.along(centre, across, math.sin(angle) * radius),
                    up,
                    math.cos(angle) * radius,
                ),
                vec.unit(out),
                height * size / 0.3,
            )
            rim.append(
                piece.vertex(
                    p,
                    uv(
                        "pin",
                        0.5 + 0.45 * math.sin(angle) * radius / size,
                        0.5 - 0.45 * math.cos(angle) * radius / size,
                    ),
                    edge=0.7,
                )
            )
        rims.append(rim)
    piece.join(rims, closed=True)
    top = piece.vertex(vec.along(centre, vec.unit(out), 0.13 * size / 0.3), uv("pin", 0.5, 0.5))
    piece.fan(top, rims[-1], closed=True)
    bottom = piece.vertex(centre, uv("pin", 0.5, 0.5))
    piece.fan(bottom, rims[0], reverse=True, closed=True)
    piece.face_out()
    piece.weigh(lambda v: {bone: 1.0})
    surface.absorb(piece)


def tail_band():
    """The band of the left tail with its star."""
    surface = mesh.Surface("tail band", "clothes")
    path = vec.Path(hair.TAIL_PATH)
    rows = [
        (0.026, 0.16),
        (0.029, 0.28),
        (0.040, 0.345),
        (0.052, 0.345),
        (0.063, 0.28),
        (0.066, 0.16),
    ]
    folds = lambda i, a: 1.0 + 0.085 * math.sin(8.0 * a)
    body.tube(
        surface,
        [path.at(s) for s, _ in rows],
        [(r, r, r) for _, r in rows],
        24,
        (0.0, 1.0, 0.0),
        AREAS["ribbon"],
        2.0,
        folds,
    )
    surface.face_out()
    surface.weigh(lambda v: {"頭": 1.0})
    _star(surface, (1.40, 18.90, 0.02), (0.25, 0.45, -0.85), 0.30, 0.15, "頭")
    return surface


def hair_pin():
    """Two small stars in the fringe, on the left."""
    surface = mesh.Surface("hair pin", "clothes")
    for direction, size, turn in (
        ((0.80, 0.52, -0.95), 0.17, 0.2),
        ((0.95, 0.36, -0.88), 0.11, 0.5),
    ):
        p = head.scalp(direction, 0.27)
        _star(surface, p, vec.unit(direction), size, turn, "頭")
    return surface
