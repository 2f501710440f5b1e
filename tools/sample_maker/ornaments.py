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


def bow():
    """The bow on the chest: two loops, two ends with bones of their own, and a knot."""
    surface = mesh.Surface("bow", "clothes")
    left, top, width, height = AREAS["ribbon"]
    face = lambda p: (p[0] * 0.2, 0.15, -1.0)
    k = KNOT
    for side in (1.0, -1.0):
        at = lambda x, y, z, side=side: (k[0] + side * x, k[1] + y, k[2] + z)
        loop = [
            at(0.02, 0.0, 0.0),
            at(0.34, 0.20, -0.10),
            at(0.66, 0.24, 0.02),
            at(0.76, 0.02, 0.10),
            at(0.60, -0.16, 0.02),
            at(0.30, -0.12, -0.06),
            at(0.02, -0.02, -0.01),
        ]
        wide = vec.Curve([(0.0, 0.13), (0.25, 0.30), (0.5, 0.40), (0.75, 0.30), (1.0, 0.12)])
        thin = vec.Curve([(0.0, 0.06), (0.5, 0.07), (1.0, 0.06)])
        locks.add(
            surface,
            locks.Lock(
                loop,
                wide,
                thin,
                lambda p: (0.0, 0.0, -1.0),
                (left, width),
                (top, height * 0.6),
                [("上半身2", 0.0, 1.0)],
                13,
                6,
            ),
        )
        panel = [at(0.03, 0.0, -0.01), at(0.36, 0.12, -0.13), at(0.74, 0.10, -0.02)]
        locks.add(
            surface,
            locks.Lock(
                panel,
                vec.Curve([(0.0, 0.12), (0.5, 0.36), (0.9, 0.46), (1.0, 0.40)]),
                vec.Curve([(0.0, 0.08), (0.6, 0.14), (1.0, 0.05)]),
                face,
                (left, width),
                (top, height * 0.6),
                [("上半身2", 0.0, 1.0)],
                5,
                6,
            ),
        )
        bone = "左リボン" if side > 0.0 else "右リボン"
        end = [
            at(0.03, -0.03, 0.0),
            at(0.12, -0.35, -0.10),
            at(0.22, -0.80, -0.04),
            at(0.30, -1.22, 0.04),
        ]
        flat = vec.Curve([(0.0, 0.12), (0.3, 0.20), (0.75, 0.30), (0.95, 0.32), (1.0, 0.28)])
        locks.add(
            surface,
            locks.Lock(
                end,
                flat,
                vec.Curve([(0.0, 0.07), (1.0, 0.04)]),
                face,
                (left, width),
                (top + height * 0.1, height * 0.88),
                [("上半身2", 0.0, 1.0), (bone, 0.10, 0.12)],
                8,
                6,
            ),
        )
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
