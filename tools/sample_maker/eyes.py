"""Outlines of the eyes, how lids move, and the surfaces of an eye: white, iris, lashes, crease and brow."""

import math

import head_shape as head
import mesh
import vector as vec

EYE_X, EYE_Y = head.EYE
HALF = head.EYE_HALF
UPPER, LOWER = 0.275, 0.300
LID_REACH = 0.42  # how far above the upper lid the skin gives way
LOWER_REACH = 0.22
EYEBALL = 0.90
EYEBALL_DEPTH = 0.075


def span(x):
    """-1 at the inner corner, +1 at the outer one, for the left eye."""
    return (x - EYE_X) / HALF


def corner(u):
    """Height of the line between the corners: the outer corner lies a little higher."""
    return EYE_Y - 0.055 + 0.035 * u


def upper(u):
    """Height of the upper lid's edge of the open eye."""
    a = min(1.0, abs(u))
    round_part = (1.0 - a ** (2.5 if u > 0 else 2.1)) ** 0.72
    return corner(u) + (UPPER + 0.05) * round_part


def lower(u):
    a = min(1.0, abs(u))
    return corner(u) - (LOWER - 0.03) * (1.0 - a ** (2.7 if u > 0 else 2.3)) ** 0.62


def inside(x, y):
    """Positive within the opening of the left eye (x > 0)."""
    u = span(x)
    if abs(u) >= 1.0:
        return -0.05 - 0.3 * (abs(u) - 1.0)
    return min(upper(u) - y, y - lower(u))


class Lid:
    """One state of the lids: heights of both edges by u. Skin and lashes follow it through `moved`."""

    def __init__(self, upper_edge, lower_edge):
        self.upper_edge = upper_edge
        self.lower_edge = lower_edge

    def moved(self, x, y):
        """Where the skin of the left eye's surroundings seen at (x, y) goes: the new height."""
        u = span(x)
        reach = vec.smooth(1.35, 1.0, abs(u))
        if reach <= 0.0:
            return y
        inner = vec.clamp(u, -1.0, 1.0)
        top, bottom = upper(inner), lower(inner)
        new_top, new_bottom = self.upper_edge(inner), self.lower_edge(inner)
        if y >= 0.5 * (top + bottom):
            limit = top + LID_REACH
            share = vec.clamp((limit - y) / LID_REACH, 0.0, 1.0)
            return (
                y + reach * (new_top - top) * share * share * (3.0 - 2.0 * share)
                if y > top
                else y + (new_top - top)
            )
        limit = bottom - LOWER_REACH
        share = vec.clamp((y - limit) / LOWER_REACH, 0.0, 1.0)
        return (
            y + reach * (new_bottom - bottom) * share if y < bottom else y + (new_bottom - bottom)
        )


def bow(rise):
    """A closed eye's line: bowed by `rise` in its middle against the line between the corners."""
    return lambda u: corner(u) + rise * (1.0 - u * u)


def scaled_lid(top, bottom):
    """Edges at shares of their usual distance from the corner line."""
    return Lid(
        lambda u: corner(u) + (upper(u) - corner(u)) * top,
        lambda u: corner(u) + (lower(u) - corner(u)) * bottom,
    )


CLOSED = Lid(bow(-0.185), bow(-0.192))
LAUGHING = Lid(bow(0.075), bow(0.068))
WIDE = Lid(lambda u: upper(u) + 0.055 * (1.0 - u * u), lambda u: lower(u) - 0.02 * (1.0 - u * u))
SOFT = scaled_lid(0.80, 0.86)
GENTLE = scaled_lid(0.90, 0.90)
SAD = Lid(lambda u: corner(u) + (upper(u) - corner(u)) * (0.92 - 0.16 * (u + 1.0) * 0.5), lower)
ANGRY = Lid(lambda u: corner(u) + (upper(u) - corner(u)) * (0.80 + 0.16 * (u + 1.0) * 0.5), lower)


def pivot():
    """The point that the left eye turns about: behind the eye, so that its white stays just below the skin."""
    h, turn = head.front_parameters(EYE_X, EYE_Y)
    n = head.normal(h, turn)
    n = vec.unit((n[0] * 0.85, 0.0, n[2]))
    return vec.along(head.point(h, turn), n, -(EYEBALL + EYEBALL_DEPTH))


def _cap(surface, centre, radius, columns, rows, half_x, half_y, middle, uv):
    """A patch of a sphere, seen from the front as an ellipse about `middle`."""
    rings = []
    for r in range(rows + 1):
        ring = []
        for c in range(columns + 1):
            sx, sy = 2.0 * c / columns - 1.0, 2.0 * r / rows - 1.0
            x = middle[0] + half_x * sx * math.sqrt(1.0 - 0.5 * sy * sy)
            y = middle[1] + half_y * sy * math.sqrt(1.0 - 0.5 * sx * sx)
            dx, dy = x - centre[0], y - centre[1]
            z = centre[2] - math.sqrt(max(1e-6, radius * radius - dx * dx - dy * dy))
            ring.append(surface.vertex((x, y, z), uv(c / columns, 1.0 - r / rows), edge=0.0))
        rings.append(ring)
    surface.join(rings)
    surface.face_towards((0.0, 0.0, -1.0))


def white():
    surface = mesh.Surface("eye white", "eye_white")
    _cap(
        surface,
        pivot(),
        EYEBALL,
        6,
        6,
        HALF + 0.10,
        0.42,
        (EYE_X, EYE_Y - 0.02),
        lambda u, v: (0.52 + 0.46 * u, 0.02 + 0.46 * v),
    )
    surface.weigh(lambda v: {"頭": 1.0})
    return surface


IRIS_HALF = (0.262, 0.315)
IRIS_MIDDLE = (EYE_X - 0.012, EYE_Y - 0.020)


def iris():
    """The iris: a disc just in front of the white, turning with the eye. Its middle vertex comes first."""
    surface = mesh.Surface("iris", "eye")
    centre = pivot()
    radius = EYEBALL + 0.022
    rings = []
    for share in (0.0, 0.34, 0.67, 1.0):
        ring = []
        for k in range(1 if share == 0.0 else 25):
            angle = 2.0 * math.pi * (k % 24) / 24.0
            sx, sy = math.sin(angle) * share, math.cos(angle) * share
            x, y = IRIS_MIDDLE[0] + IRIS_HALF[0] * sx, IRIS_MIDDLE[1] + IRIS_HALF[1] * sy
            dx, dy = x - centre[0], y - centre[1]
            z = centre[2] - math.sqrt(radius * radius - dx * dx - dy * dy)
            ring.append(
                surface.vertex(
                    (x, y, z), (0.25 + 0.24 * sx, 0.25 - 0.24 * sy), edge=0.0, tag=("iris", sx, sy)
                )
            )
        rings.append(ring)
    surface.fan(rings[0][0], rings[1], reverse=True)
    surface.join(rings[1:])
    surface.face_towards((0.0, 0.0, -1.0))
    surface.weigh(lambda v: {"左目": 1.0})
    return surface


def _lash_columns():
    """(u of the anchor on the lid, then (dx, dy) of edge, middle and rim) along the upper lash, inner corner to wing."""
    columns = []
    for k in range(22):
        u = -1.0 + 1.90 * k / 21.0
        a = (u + 1.0) * 0.5
        width = 0.020 + 0.062 * vec.smooth(0.0, 0.72, a)
        out = 0.055 * vec.smooth(0.55, 1.0, a)
        columns.append((u, (0.0, -0.008), (0.45 * out, 0.55 * width), (out, width)))
    columns.append((0.975, (0.004, -0.012), (0.050, 0.040), (0.076, 0.088)))
    columns.append((1.0, (0.125, 0.085), (0.130, 0.090), (0.134, 0.096)))
    return columns


def upper_lash():
    """Dark band along the upper lid that ends in a wing. Rows: inside, edge, middle, rim."""
    surface = mesh.Surface("upper lash", "lash")
    rings = [[], [], [], []]
    columns = _lash_columns()
    for c, (u, *offsets) in enumerate(columns):
        x, y = EYE_X + HALF * u, upper(u)
        for k, (dx, dy) in enumerate([(offsets[0][0] * 0.9, offsets[0][1])] + offsets):
            off = (-0.055 if c < 22 else 0.0, 0.012, 0.022, 0.010)[k]
            rings[k].append(
                surface.vertex(
                    head.front(x + dx, y + dy, off),
                    (0.02 + 0.46 * c / 23.0, 0.545 + 0.13 * k / 3.0),
                    edge=0.0,
                    tag=("lash", x, y, dx, dy, off),
                )
            )
    surface.join(rings)
    surface.face_towards((0.0, 0.0, -1.0))
    surface.weigh(lambda v: {"頭": 1.0})
    return surface


def _strip(name, material, points, width, off, uv_row, tag):
    """A thin tapered band on the face along points (x, y); width(t) across it."""
    surface = mesh.Surface(name, material)
    rings = [[], []]
    count = len(points)
    for i, (x, y) in enumerate(points):
        before, after = points[max(0, i - 1)], points[min(count - 1, i + 1)]
        tx, ty = after[0] - before[0], after[1] - before[1]
        size = math.hypot(tx, ty)
        t = i / (count - 1)
        w = 0.5 * width(t)
        for k, side in enumerate((-1.0, 1.0)):
            dx, dy = -ty / size * w * side, tx / size * w * side
            rings[k].append(
                surface.vertex(
                    head.front(x + dx, y + dy, off),
                    (0.02 + 0.46 * t, uv_row[k]),
                    edge=0.0,
                    tag=(tag, x, y, dx, dy, off),
                )
            )
    surface.join(rings)
    surface.face_towards((0.0, 0.0, -1.0))
    surface.weigh(lambda v: {"頭": 1.0})
    return surface


def rim():
    """The thickness of the lids: skin from the eye's outline back to the white. It is part of the face's skin."""
    surface = mesh.Surface("lid rim", "skin")
    outline = []
    for k in range(17):
        u = -1.0 + k / 8.0
        outline.append((EYE_X + HALF * u, lower(u)))
    outline += [(EYE_X + HALF * (1.0 - k / 8.0), upper(1.0 - k / 8.0)) for k in range(1, 16)]
    rings = [[], []]
    for x, y in outline:
        for k, off in enumerate((0.0, -0.12)):
            p = head.front(x, y, off)
            rings[k].append(
                surface.vertex(
                    p,
                    (0.375 + x * 0.285, (19.45 - y) * 0.2285),
                    edge=0.0,
                    tag=("skin", x, y, 0.0, 0.0, off),
                )
            )
    surface.join(rings, closed=True)
    surface.face_away((EYE_X, EYE_Y, 0.0))
    surface.triangles = [(a, c, b) for a, b, c in surface.triangles]
    surface.weigh(lambda v: {"頭": 1.0})
    return surface


def lower_lash():
    points = [
        (EYE_X + HALF * u, lower(u) - 0.004) for u in (-0.35 + 1.33 * i / 14.0 for i in range(15))
    ]
    return _strip(
        "lower lash",
        "lash",
        points,
        lambda t: 0.006 + 0.020 * math.sin(math.pi * min(1.0, 0.25 + 0.75 * t)) * t,
        0.010,
        (0.60, 0.64),
        "lash",
    )


def crease():
    """The fold above the upper lid."""
    points = [
        (EYE_X + HALF * u, upper(u) + 0.095 + 0.012 * u)
        for u in (-0.62 + 1.42 * i / 14.0 for i in range(15))
    ]
    return _strip(
        "lid fold",
        "lash",
        points,
        lambda t: 0.004 + 0.013 * math.sin(math.pi * t),
        0.008,
        (0.70, 0.72),
        "skin",
    )


def brow():
    points = []
    for i in range(13):
        t = i / 12.0
        x = 0.265 + 0.60 * t
        points.append((x, 17.955 + 0.120 * math.sin(math.pi * (0.10 + 0.62 * t)) - 0.035 * t))
    return _strip(
        "brow",
        "lash",
        points,
        lambda t: 0.074 * (1.0 - t) ** 0.5 * vec.smooth(-0.10, 0.10, t) + 0.006,
        0.030,
        (0.78, 0.86),
        "brow",
    )
