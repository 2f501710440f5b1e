"""The form of the head: a lofted surface with one function from (height, turn) to a point, and its inverse in front.

Everything on the face (lids, lashes, brows, mouth) is placed through `front(x, y)`, so that it lies on the skin.
"""

import math

import vector as vec

# height of the ring at the front: half width, extent to the front, extent to the back, roundness, lift of the back
ROWS = vec.Curve(
    [
        (16.22, 0.60, 0.93, 0.42, 1.42, 0.86),
        (16.28, 0.68, 1.00, 0.52, 1.50, 0.84),
        (16.40, 0.79, 1.04, 0.66, 1.62, 0.78),
        (16.60, 0.91, 1.065, 0.84, 1.78, 0.68),
        (16.80, 1.00, 1.08, 1.00, 1.92, 0.56),
        (17.05, 1.075, 1.10, 1.16, 2.05, 0.42),
        (17.40, 1.135, 1.115, 1.30, 2.15, 0.25),
        (17.80, 1.17, 1.125, 1.38, 2.2, 0.12),
        (18.20, 1.18, 1.12, 1.42, 2.15, 0.04),
        (18.60, 1.10, 1.02, 1.36, 2.05, 0.0),
        (19.00, 0.90, 0.80, 1.12, 2.0, 0.0),
        (19.25, 0.62, 0.53, 0.78, 2.0, 0.0),
        (19.38, 0.30, 0.25, 0.40, 2.0, 0.0),
        (19.42, 0.02, 0.02, 0.02, 2.0, 0.0),
    ]
)
TOP = 19.42
CHIN = 16.22
NECK_UNDER_JAW = (0.0, 16.62, 0.18)

EYE = (0.545, 17.43)
EYE_HALF = 0.345
MOUTH = (0.0, 16.70)
MOUTH_HALF = 0.215


def _relief(x, y):
    """How far the skin stands out in front of the plain form: nose, lips, brow and eye hollows."""
    ax = abs(x)
    nose_y = 17.02
    bridge = 0.050 * vec.bell(x, 0.10) * vec.smooth(17.75, 17.0, y) * vec.smooth(16.86, 17.0, y)
    tip = 0.095 * vec.bell(x, 0.085) * vec.bell(y - nose_y, 0.13 if y > nose_y else 0.075)
    hollow = -0.050 * vec.bell(ax - 0.53, 0.36) * vec.bell(y - 17.52, 0.30)
    brow = 0.030 * vec.bell(ax - 0.45, 0.5) * vec.bell(y - 18.0, 0.22)
    lips = 0.030 * vec.bell(x, 0.26) * vec.bell(y - 16.72, 0.16)
    dip = -0.020 * vec.bell(x, 0.3) * vec.bell(y - 16.50, 0.10)
    cheek = 0.025 * vec.bell(ax - 0.62, 0.28) * vec.bell(y - 16.98, 0.25)
    return bridge + tip + hollow + brow + lips + dip + cheek


def point(h, turn):
    """The skin at ring height `h` (16.22 chin .. 19.42 crown) and `turn` (0 front, +pi/2 left, pi back)."""
    half, front, back, power, lift = ROWS.at(h)
    s, c = math.sin(turn), math.cos(turn)
    radius = (abs(s) ** power + abs(c) ** power) ** (-1.0 / power)
    x = s * radius * half
    y = h + lift * (0.5 - 0.5 * c) ** 1.15
    z = -c * radius * front if c >= 0.0 else -c * radius * back
    if c > 0.0:
        z -= _relief(x, y) * vec.smooth(0.0, 0.35, c)
    return (x, y, z + 0.04)


def front_parameters(x, y):
    """(h, turn) of the point of the face that is seen at (x, y) from the front."""
    h, turn = y, math.asin(vec.clamp(x / 1.18, -0.95, 0.95))
    step = 1e-4
    for _ in range(12):
        p = point(h, turn)
        ex, ey = x - p[0], y - p[1]
        if abs(ex) + abs(ey) < 1e-7:
            break
        ph, pt = point(h + step, turn), point(h, turn + step)
        a, b = (ph[0] - p[0]) / step, (pt[0] - p[0]) / step
        c, d = (ph[1] - p[1]) / step, (pt[1] - p[1]) / step
        det = a * d - b * c
        if abs(det) < 1e-9:
            break
        h = vec.clamp(h + vec.clamp((ex * d - b * ey) / det, -0.2, 0.2), CHIN, TOP)
        turn = vec.clamp(turn + vec.clamp((a * ey - ex * c) / det, -0.3, 0.3), -1.5, 1.5)
    return h, turn


def front(x, y, off=0.0):
    """The face at (x, y) seen from the front, moved `off` outwards along the skin's normal."""
    h, turn = front_parameters(x, y)
    p = point(h, turn)
    return p if off == 0.0 else vec.along(p, normal(h, turn), off)


def normal(h, turn):
    e = 0.02
    low, high = point(max(CHIN, h - e), turn), point(min(TOP, h + e), turn)
    right, left = point(h, turn - e), point(h, turn + e)
    return vec.unit(vec.cross(vec.sub(high, low), vec.sub(left, right)))


def scalp(direction, off):
    """A point `off` outside the plain skull, along a direction from its middle: hair lies on this."""
    centre = (0.0, 18.05, 0.16)
    d = vec.unit(direction)
    radii = (1.18, 1.37, 1.27 if d[2] < 0.0 else 1.32)
    k = 1.0 / math.sqrt(sum((d[i] / radii[i]) ** 2 for i in range(3)))
    return vec.along(centre, d, k + off)
