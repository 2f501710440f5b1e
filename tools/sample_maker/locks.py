"""Locks: tapered bands with a lens-shaped section along a path. Hair and ribbons are made of them."""

import math

import mesh
import vector as vec


class Lock:
    """points: the path from root to tip. width and thickness: curves over 0..1. outward(p): which way its face looks.
    column: (left, width) on the texture; rows: (top, height) there. bones: [(bone, start, blend)] over 0..1.
    """

    def __init__(
        self, points, width, thickness, outward, column, rows, bones, segments=12, sides=8, curl=0.0
    ):
        self.path = vec.Path(points)
        self.width, self.thickness = width, thickness
        self.outward = outward
        self.column, self.rows = column, rows
        self.bones = bones
        self.segments, self.sides = segments, sides
        self.curl = curl


def add(surface, lock):
    """Adds a lock to a surface."""
    piece = mesh.Surface("lock", surface.material)
    rings = []
    for k in range(lock.segments):
        s = (k / lock.segments) ** 1.08
        place = lock.path.at(s)
        direction = lock.path.direction(s)
        up, across = vec.side_frame(direction, lock.outward(place))
        if lock.curl:
            turn = lock.curl * s
            up, across = (
                vec.add(vec.scaled(up, math.cos(turn)), vec.scaled(across, math.sin(turn))),
                vec.sub(vec.scaled(across, math.cos(turn)), vec.scaled(up, math.sin(turn))),
            )
        half, thick = 0.5 * lock.width.value(s), 0.5 * lock.thickness.value(s)
        rings.append(_section(piece, lock, place, across, up, half, thick, s))
    tip = piece.vertex(
        lock.path.at(1.0),
        (lock.column[0] + lock.column[1] * 0.5, lock.rows[0] + lock.rows[1]),
        (1.0, 0.0),
        edge=0.25,
    )
    piece.join(rings, closed=True)
    piece.fan(tip, rings[-1], closed=True)
    root = piece.vertex(
        lock.path.at(0.0), (lock.column[0] + lock.column[1] * 0.5, lock.rows[0]), (0.0, 0.0)
    )
    piece.fan(root, rings[0], reverse=True, closed=True)
    piece.face_out()
    piece.weigh(lambda v: mesh.chain(v.param[0], lock.bones))
    surface.absorb(piece)


def _section(piece, lock, place, across, up, half, thick, s):
    ring = []
    for i in range(lock.sides):
        angle = 2.0 * math.pi * (i + 0.25 * lock.sides) / lock.sides
        x, y = math.sin(angle), math.cos(angle)
        radius = (abs(x) ** 1.45 + abs(y) ** 1.45) ** (-1.0 / 1.45)
        p = vec.along(vec.along(place, across, x * radius * half), up, y * radius * thick)
        texture = (
            lock.column[0] + lock.column[1] * (0.5 + 0.5 * x),
            lock.rows[0] + lock.rows[1] * s,
        )
        ring.append(piece.vertex(p, texture, (s, angle), edge=vec.lerp(0.9, 0.35, s)))
    return ring
