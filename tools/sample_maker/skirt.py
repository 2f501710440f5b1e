"""The pleated skirt with its lining, and how it hangs on its bones: columns round the hips, rows down to the hem."""

import math

import mesh
import vector as vec
from clothes import uv

COLUMNS = 10
ROWS = 3
TOP, HEM = 12.25, 8.35
PLEATS = 16
# Where the rows of bones begin, from the waist (0) to the hem (1), and the hem.
STOPS = (0.05, 0.36, 0.68, 1.0)


def size(t):
    """Half width, front and back extent, height and middle z of the skirt; t = 0 waist .. 1 hem."""
    y = vec.lerp(TOP, HEM, t)
    flare = t**0.80
    return 0.90 + 1.62 * flare, 0.66 + 1.50 * flare, 0.60 + 1.62 * flare, y, 0.03 + 0.03 * t


def cloth_point(t, angle, off=0.0):
    half, front, back, y, middle = size(t)
    s, c = math.sin(angle), math.cos(angle)
    fold = math.sin(PLEATS * angle)
    wave = 1.0 + 0.052 * vec.smooth(0.05, 0.9, t) * fold
    depth = front if c >= 0.0 else back
    r = wave
    p = (s * (half * r + off), y - 0.10 * t * fold * 0.4, middle - c * (depth * r + off))
    return p


def hang_point(t, angle):
    """The place of bones and bodies: the middle of the cloth, without pleats."""
    half, front, back, y, middle = size(t)
    s, c = math.sin(angle), math.cos(angle)
    return (s * half, y, middle - c * (front if c >= 0.0 else back))


def bone(column, row):
    return "スカート%d_%d" % (row + 1, column + 1)


def weights_at(t, angle):
    """Shares of the skirt bones round a point, and the same for formats with two bones a vertex."""
    turn = (angle / (2.0 * math.pi)) % 1.0 * COLUMNS
    a = int(turn) % COLUMNS
    b = (a + 1) % COLUMNS
    share = turn - int(turn)
    share = vec.smooth(0.0, 1.0, share)
    rows = mesh.chain(t, [("下半身", -1.0, 0.1), (0, 0.05, 0.06), (1, 0.36, 0.10), (2, 0.68, 0.10)])
    weights = {}
    for row, w in rows.items():
        if isinstance(row, str):
            weights[row] = weights.get(row, 0.0) + w
            continue
        for column, part in ((a, 1.0 - share), (b, share)):
            weights[bone(column, row)] = weights.get(bone(column, row), 0.0) + w * part
    main = max(rows, key=lambda r: rows[r])
    pair = (
        [(main, 1.0)]
        if isinstance(main, str)
        else [(bone(a, main), 1.0 - share), (bone(b, main), share)]
    )
    return weights, mesh.tidied(pair)


def outside():
    """The pleated cloth; its inside is `lining`."""
    surface = mesh.Surface("skirt", "clothes")
    count = PLEATS * 4
    steps = [0.0, 0.06, 0.18, 0.32, 0.46, 0.60, 0.74, 0.88, 1.0]
    rings = [_ring(surface, t, count, 0.0, "skirt") for t in steps]
    surface.join(rings)
    surface.face_away((0.0, 10.5, 0.05))
    for v in surface.vertices:
        full, pair = weights_at(*v.param)
        v.weights, v.pair = mesh.tidied(full), pair
    return surface


def lining():
    """The inside of the skirt, a little within it."""
    inner = mesh.Surface("lining", "lining")
    count = PLEATS * 2
    rings = [_ring(inner, t, count, -0.05, "lining") for t in (0.999, 0.7, 0.35, 0.05)]
    inner.join(rings)
    inner.face_away((0.0, 10.5, 0.05))
    inner.triangles = [(a, c, b) for a, b, c in inner.triangles]
    for v in inner.vertices:
        full, pair = weights_at(*v.param)
        v.weights, v.pair = mesh.tidied(full), pair
    return inner


def _ring(surface, t, count, off, area):
    ring = []
    for i in range(count + 1):
        angle = 2.0 * math.pi * ((i % count) / count + 0.25 / PLEATS)
        ring.append(surface.vertex(cloth_point(t, angle, off), uv(area, i / count, t), (t, angle)))
    return ring
