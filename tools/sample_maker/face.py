"""The skin of the head, with openings for the eyes and a mouth that can part, and the inside of the mouth."""

import math

import eyes
import head_shape as head
import mesh
import vector as vec

MOUTH_Y = head.MOUTH[1]
MOUTH_HALF = head.MOUTH_HALF


def mouth_line(x):
    """Height of the closed mouth: a faint smile."""
    t = vec.clamp(abs(x) / MOUTH_HALF, 0.0, 1.2)
    return MOUTH_Y - 0.012 + 0.040 * t**1.8 - 0.010 * vec.bell(x, 0.05)


def skin_uv(p):
    """The face is painted as seen from the front."""
    return (0.375 + p[0] * 0.285, (19.45 - p[1]) * 0.2285)


def _columns():
    """Turns of the grid's columns for x >= 0, densest round mouth and eyes."""
    turns = [
        head.front_parameters(x, MOUTH_Y)[1]
        for x in (0.0, 0.036, 0.072, 0.108, 0.144, 0.180, MOUTH_HALF)
    ]
    eye_end = head.front_parameters(0.93, 17.35)[1]
    turns += [turns[-1] + (eye_end - turns[-1]) * k / 11.0 for k in range(1, 12)]
    last = turns[-1]
    turns += [last + (math.pi - last) * (k / 7.0) ** 0.95 for k in range(1, 8)]
    return turns


def _heights():
    """Ring heights from the chin to under the hair; the ninth value is the row of the mouth."""
    rows = [16.22, 16.26, 16.32, 16.39, 16.46, 16.53, 16.59, 16.645]
    mouth = len(rows)
    rows += [MOUTH_Y, 16.755, 16.81, 16.87, 16.93, 16.98, 17.03, 17.08]
    rows += [17.08 + 0.062 * k for k in range(1, 14)]
    rows += [17.98, 18.13, 18.36, 18.66]
    return rows, mouth


def _grid():
    half = _columns()
    turns = [-t for t in reversed(half[1:-1])] + half
    heights, mouth_row = _heights()
    surface = mesh.Surface("face", "skin")
    rings = []
    for r, h in enumerate(heights):
        ring = []
        for turn in turns:
            height = h
            near = vec.bell((h - MOUTH_Y) / 0.17, 1.0) * vec.smooth(1.4, 0.9, abs(turn))
            if near > 0.01 and abs(turn) < 1.3:
                x = head.point(h, turn)[0]
                height = h + (mouth_line(x) - MOUTH_Y) * near * vec.smooth(0.42, 0.22, abs(x))
                if r == mouth_row and abs(x) <= MOUTH_HALF + 0.01:
                    height += mouth_line(x) - head.point(height, turn)[1]
            p = head.point(height, turn)
            ring.append(surface.vertex(p, skin_uv(p), (height, turn)))
        rings.append(ring)
    return surface, rings, mouth_row, turns


def _under_jaw(surface, first, turns):
    """Closes the head below the jaw, rounding the edge and running into the neck."""
    rings = []
    for share, drop in ((0.50, 0.20), (0.80, 0.055), (0.94, 0.008)):
        ring = []
        for turn in turns:
            p = head.point(head.CHIN, turn)
            q = vec.mix(head.NECK_UNDER_JAW, p, share)
            y = vec.lerp(p[1], q[1], 0.45) - drop * 0.12
            ring.append(surface.vertex((q[0], y, q[2]), (0.375 + q[0] * 0.285, 0.745), None))
        rings.append(ring)
    return rings + [first]


def _split_mouth(surface, rings, row):
    """Below the mouth's line the grid gets vertices of its own, so that the lips can part."""
    ring = rings[row]
    lower = list(ring)
    for i, index in enumerate(ring):
        v = surface.vertices[index]
        if abs(v.position[0]) < MOUTH_HALF - 0.004 and v.position[2] < 0.0:
            lower[i] = surface.vertex(v.position, v.uv, v.param, "lower lip")
            v.tag = "upper lip"
    return lower


def skin():
    """The head's skin. Vertices of the face know their place as param (h, turn)."""
    surface, rings, mouth_row, turns = _grid()
    lower = _split_mouth(surface, rings, mouth_row)
    jaw = _under_jaw(surface, rings[0], turns)
    surface.join(jaw, closed=True)
    surface.join(rings[:mouth_row] + [lower], closed=True)
    surface.join(rings[mouth_row:], closed=True)
    surface.face_away((0.0, 17.8, 0.1))
    surface = mesh.clipped(surface, _outside_eyes, _between)
    surface.triangles = [t for t in surface.triangles if not _under_hair(surface, t)]
    for v in surface.vertices:
        x, y, z = v.position
        if z < -0.3 and (16.5 < y < 17.95) and abs(x) < 0.97:
            v.edge = 0.0
    surface.weigh(lambda v: {"頭": 1.0})
    return surface


def calm_normals(surface):
    """Shades the front of the face as if it were rounder than it is, so that no patches of shade lie about nose and
    mouth."""
    for v in surface.vertices:
        if v.param is None:
            continue
        x, y, z = v.position
        round_normal = vec.unit((0.8 * x, 0.25 * (y - 17.4), z - 0.3))
        share = 0.85 * vec.smooth(1.35, 0.85, abs(v.param[1]))
        v.normal = vec.unit(vec.mix(v.normal, round_normal, share))


def _under_hair(surface, triangle):
    """True for skin that the hair always covers."""
    return all(
        p[2] > 0.45 and p[1] > 16.95 for p in (surface.vertices[i].position for i in triangle)
    )


def _outside_eyes(v):
    if v.param is None or abs(v.param[1]) > 1.25 or v.tag:
        return 1.0
    x, y, _ = v.position
    return -eyes.inside(abs(x), y)


def _between(a, b, t):
    """The vertex on the eye's outline between two vertices of the grid: bisected on the surface itself."""
    low, high = 0.0, 1.0
    start = _outside_eyes(a) > 0.0
    make = lambda s: mesh.Vertex(
        head.point(vec.lerp(a.param[0], b.param[0], s), vec.lerp(a.param[1], b.param[1], s)),
        param=(vec.lerp(a.param[0], b.param[0], s), vec.lerp(a.param[1], b.param[1], s)),
    )
    for _ in range(14):
        middle = 0.5 * (low + high)
        if (_outside_eyes(make(middle)) > 0.0) == start:
            low = middle
        else:
            high = middle
    v = make(0.5 * (low + high))
    v.uv = skin_uv(v.position)
    return v


def mouth_inside():
    """A hollow behind the lips, painted dark with a tongue; a band of teeth hangs in front of it."""
    surface = mesh.Surface("mouth inside", "mouth")
    rings = []
    for r in range(8):
        v = r / 7.0
        ring = []
        for c in range(9):
            u = c / 8.0
            x = (u - 0.5) * 0.66
            y = MOUTH_Y + 0.13 - 0.47 * v
            depth = 0.035 + 0.17 * math.sin(math.pi * u) * math.sin(math.pi * (0.08 + 0.84 * v))
            p = head.front(x, max(16.30, y))
            p = (x, y, p[2] + depth)
            ring.append(
                surface.vertex(
                    p, (0.02 + 0.32 * u, 0.78 + 0.20 * v), edge=0.0, tag=("inside", x, y)
                )
            )
        rings.append(ring)
    surface.join(rings)
    surface.face_towards((0.0, 0.0, -1.0))
    surface.weigh(lambda v: {"頭": 1.0})
    return surface


def teeth():
    surface = mesh.Surface("teeth", "mouth")
    rings = []
    for r in range(3):
        ring = []
        for c in range(9):
            x = (c / 8.0 - 0.5) * 0.42
            y = mouth_line(x) + 0.05 - 0.05 * r
            p = head.front(x, y)
            ring.append(
                surface.vertex(
                    (x, y, p[2] + 0.040 + 0.5 * x * x),
                    (0.40 + 0.10 * c / 8.0, 0.80 + 0.05 * r),
                    edge=0.0,
                    tag=("teeth", x, y),
                )
            )
        rings.append(ring)
    surface.join(rings)
    surface.face_towards((0.0, 0.0, -1.0))
    surface.weigh(lambda v: {"頭": 1.0})
    return surface


def mouth_outline():
    """The lines that draw the mouth: along the upper lip, fine at its ends, and finer along the lower one."""
    surface = mesh.Surface("mouth line", "lash")
    for lip, strength in (("upper", 1.0), ("lower", 0.45)):
        rings = [[], []]
        count = 17
        for i in range(count):
            s = 2.0 * i / (count - 1) - 1.0
            x = s * MOUTH_HALF * 1.03
            width = strength * (
                0.005 + 0.013 * (1.0 - s * s) ** 0.5 + 0.005 * vec.bell(abs(s) - 0.92, 0.12)
            )
            for k, side in enumerate((-0.35, 0.65)):
                y = mouth_line(x) + side * width
                rings[k].append(
                    surface.vertex(
                        head.front(x, y, 0.008),
                        (0.55 + 0.4 * i / (count - 1), 0.90 + 0.04 * k),
                        edge=0.0,
                        tag=("lip", lip, x, side * width),
                    )
                )
        surface.join(rings)
    surface.face_towards((0.0, 0.0, -1.0))
    surface.weigh(lambda v: {"頭": 1.0})
    return surface
