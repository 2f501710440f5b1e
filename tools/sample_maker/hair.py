"""The hair: a cap on the scalp, fringe, locks before the ears, a bob behind, two long tails and one loose strand."""

import math

import head_shape as head
import locks
import mesh
import vector as vec

TAIL_BONES = 5
TAIL_PATH = [
    (1.10, 18.62, 0.42),
    (1.58, 18.68, 0.48),
    (2.06, 18.22, 0.60),
    (2.38, 17.05, 0.82),
    (2.36, 15.5, 1.00),
    (2.14, 13.95, 1.06),
    (2.08, 12.5, 0.98),
    (2.36, 11.1, 0.84),
    (2.78, 10.35, 0.74),
]
SIDE_PATH = [
    (0.78, 18.98, -0.16),
    (1.22, 18.2, -0.50),
    (1.30, 17.2, -0.62),
    (1.20, 16.3, -0.66),
    (1.06, 15.4, -0.80),
    (1.02, 14.55, -0.98),
]
BACK_TURNS = (-62.0, 0.0, 62.0)  # degrees from straight behind: chains 右後髪, 後髪, 左後髪
AHOGE_PATH = [
    (0.02, 19.42, -0.05),
    (0.05, 19.95, -0.10),
    (0.30, 20.35, -0.30),
    (0.62, 20.18, -0.52),
]


def outward(p):
    return vec.sub(p, (0.0, min(p[1], 18.3), 0.12))


def tail_bone(row):
    return "左髪" + "１２３４５"[row]


def side_bone(row):
    return "左横髪" + "１２"[row]


def back_bone(column, row):
    return ("右後髪", "後髪", "左後髪")[column] + "１２"[row]


def _hairline(azimuth):
    """Polar angle from the crown where the cap ends; azimuth 0 is the front."""
    a = abs(math.atan2(math.sin(azimuth), math.cos(azimuth)))
    return vec.Curve(
        [(0.0, 1.02), (0.6, 1.12), (1.1, 1.42), (1.5, 1.80), (2.0, 2.10), (math.pi, 2.25)]
    ).value(a)


def cap():
    surface = mesh.Surface("hair cap", "hair")
    around, down = 34, 10
    rings = []
    for r in range(1, down + 1):
        ring = []
        for i in range(around + 1):
            azimuth = 2.0 * math.pi * (i % around) / around + math.pi
            polar = _hairline(azimuth) * r / down
            d = (
                math.sin(polar) * math.sin(azimuth),
                math.cos(polar),
                -math.sin(polar) * math.cos(azimuth),
            )
            off = 0.13 + 0.05 * math.sin(math.pi * r / down) - 0.10 * vec.smooth(down - 2, down, r)
            strand = 0.012 * math.sin(18.0 * azimuth) * math.sin(math.pi * r / down)
            ring.append(
                surface.vertex(
                    head.scalp(d, off + strand), (i / around * 2.0, 0.03 + 0.19 * r / down)
                )
            )
        rings.append(ring)
    crown = surface.vertex(head.scalp((0.0, 1.0, 0.0), 0.14), (0.5, 0.02))
    surface.fan(crown, rings[0], reverse=True)
    surface.join(rings)
    surface.face_out()
    surface.weigh(lambda v: {"頭": 1.0})
    return surface


def _strand(
    surface,
    points,
    wide,
    thick,
    column,
    bones,
    segments=10,
    rows=(0.03, 0.95),
    root=0.62,
    swell=0.30,
    curl=0.0,
    sides=6,
):
    """A lock of hair: it swells from its root, then tapers to a point."""
    width = vec.Curve(
        [
            (0.0, wide * root),
            (swell, wide),
            (0.62, wide * 0.86),
            (0.86, wide * 0.46),
            (1.0, wide * 0.04),
        ]
    )
    thickness = vec.Curve(
        [(0.0, thick * 0.7), (0.3, thick), (0.7, thick * 0.75), (1.0, thick * 0.05)]
    )
    locks.add(
        surface,
        locks.Lock(points, width, thickness, outward, column, rows, bones, segments, sides, curl),
    )


def _fringe_points(x, y, lean, lift):
    """From the crown over the forehead to a tip before the face."""
    start = head.scalp((x * 0.34, 1.0, -0.50), -0.02)
    top = head.scalp((x * 0.62 - lean * 0.2, 0.95, -0.95), 0.14 + lift)
    brow = head.scalp((x * 0.98 - lean * 0.3, 0.42, -1.05), 0.17 + lift)
    tip = head.front(vec.clamp(x + lean, -1.0, 1.0), y)
    return [start, top, brow, (x + lean, y, tip[2] - 0.13 - 0.3 * lift)]


FRINGE = [
    # tip x, tip y, lean, width, lift, texture column
    (0.86, 17.42, 0.14, 0.46, 0.02, 0.60),
    (-0.88, 17.36, -0.14, 0.46, 0.02, 0.10),
    (0.58, 17.76, 0.12, 0.50, 0.05, 0.30),
    (-0.60, 17.70, -0.10, 0.52, 0.05, 0.80),
    (0.26, 17.92, 0.14, 0.46, 0.08, 0.45),
    (-0.27, 17.86, -0.16, 0.48, 0.08, 0.20),
    (-0.02, 17.62, 0.07, 0.42, 0.12, 0.70),
]


def fringe():
    surface = mesh.Surface("fringe", "hair")
    for x, y, lean, wide, lift, column in FRINGE:
        _strand(
            surface,
            _fringe_points(x, y, lean, lift),
            wide,
            0.17,
            (column, 0.14),
            [("頭", 0.0, 1.0)],
            10,
            swell=0.45,
            root=0.5,
        )
    surface.weigh(lambda v: {"頭": 1.0})
    return surface


def side_locks():
    """The locks before the left ear."""
    surface = mesh.Surface("side locks", "hair")
    bones = [("頭", 0.0, 1.0), (side_bone(0), 0.30, 0.08), (side_bone(1), 0.62, 0.10)]
    _strand(surface, SIDE_PATH, 0.50, 0.20, (0.30, 0.15), bones, 16, curl=0.25)
    inner = [
        vec.add(p, (-0.10 * k / 5.0 - 0.03, 0.02 * k, 0.07 - 0.02 * k))
        for k, p in enumerate(SIDE_PATH)
    ]
    inner[-1] = vec.add(SIDE_PATH[-1], (-0.16, 0.45, 0.10))
    _strand(surface, inner, 0.34, 0.16, (0.05, 0.12), bones, 14)
    behind = [vec.add(p, (0.02, 0.0, 0.30)) for p in SIDE_PATH[:4]] + [(1.30, 15.75, -0.30)]
    _strand(surface, behind, 0.52, 0.20, (0.55, 0.15), bones, 12)
    return surface


def back_path(turn, length, flick=0.30, off=0.16):
    """A lock of the bob behind; turn in degrees from straight behind, positive to the left."""
    a = math.radians(turn)
    x, z = math.sin(a), math.cos(a)
    crown = [head.scalp((x * s, 1.0, z * s), off * k) for s, k in ((0.35, -0.2), (0.95, 0.55))]
    points = crown + [head.scalp((x * s, c, z * s), off) for s, c in ((1.0, 0.15), (0.98, -0.42))]
    low = points[-1]
    points.append((low[0] * 1.00 + x * 0.03, 16.55, 0.12 + (low[2] - 0.12) * 0.94))
    points.append(
        (
            low[0] * 1.08 + x * flick * 0.4,
            length + 0.45,
            0.12 + (low[2] - 0.12) * 1.0 + z * flick * 0.4,
        )
    )
    points.append((low[0] * 1.15 + x * flick, length, 0.12 + (low[2] - 0.12) * 1.08 + z * flick))
    return points


def _back_bones(turn):
    """A lock hangs on the nearest of the three chains."""
    column = min(range(3), key=lambda c: abs(BACK_TURNS[c] - turn))
    return [("頭", 0.0, 1.0), (back_bone(column, 0), 0.52, 0.10), (back_bone(column, 1), 0.76, 0.09)]


def back_hair():
    surface = mesh.Surface("back hair", "hair")
    turns = [-100.0, -72.0, -45.0, -15.0, 15.0, 45.0, 72.0, 100.0]
    for k, turn in enumerate(turns):
        length = 15.25 + 0.22 * (k % 2) + 0.004 * abs(turn)
        _strand(
            surface,
            back_path(turn, length),
            1.02,
            0.26,
            (0.08 + 0.09 * k % 0.8, 0.20),
            _back_bones(turn),
            9,
            swell=0.5,
            root=0.5,
        )
    for k, turn in enumerate((-86.0, -58.0, -30.0, 0.0, 30.0, 58.0, 86.0)):
        length = 15.05 + 0.18 * (k % 2) + 0.004 * abs(turn)
        _strand(
            surface,
            back_path(turn, length, 0.16, 0.04),
            0.86,
            0.22,
            (0.85 - 0.09 * k % 0.8, 0.14),
            _back_bones(turn),
            8,
            swell=0.5,
            root=0.5,
        )
    return surface


def tail():
    """The left tail: one full lock, others woven round it."""
    surface = mesh.Surface("tail", "hair")
    bones = [("頭", 0.0, 1.0)] + [(tail_bone(k), 0.07 + 0.185 * k, 0.085) for k in range(TAIL_BONES)]
    bones[1] = (tail_bone(0), 0.06, 0.05)
    variants = [
        ((0.0, 0.0, 0.0), 0.0, 0.86, 0.56, 0.40, 0.0),
        ((0.20, 0.0, 0.10), 0.75, 0.58, 0.34, 0.10, 0.5),
        ((-0.16, 0.0, 0.18), 0.95, 0.56, 0.32, 0.62, -0.5),
        ((0.10, 0.0, -0.22), 0.45, 0.54, 0.30, 0.25, 0.4),
        ((-0.14, 0.0, -0.16), 1.25, 0.48, 0.28, 0.80, -0.3),
    ]
    for shift, shorter, wide, thick, column, curl in variants:
        points = []
        last = len(TAIL_PATH) - 1
        for k, p in enumerate(TAIL_PATH):
            share = math.sin(math.pi * min(1.0, 0.12 + 0.75 * k / last))
            bow = 1.0 if k < last else 1.6
            points.append(vec.add(p, (shift[0] * share * bow, 0.0, shift[2] * share * bow)))
        points[-1] = vec.add(points[-1], (0.15 * shift[0], shorter, 0.0))
        points[-2] = vec.add(points[-2], (0.0, shorter * 0.6, 0.0))
        width = vec.Curve(
            [
                (0.0, wide * 0.30),
                (0.10, wide * 0.62),
                (0.30, wide),
                (0.62, wide * 0.92),
                (0.85, wide * 0.55),
                (1.0, 0.02),
            ]
        )
        thickness = vec.Curve(
            [(0.0, thick * 0.5), (0.12, thick * 0.8), (0.4, thick), (0.8, thick * 0.6), (1.0, 0.02)]
        )
        locks.add(
            surface,
            locks.Lock(
                points,
                width,
                thickness,
                lambda p: (p[0] - 1.2, 0.0, p[2] - 0.3 if p[1] < 17.8 else -0.4),
                (column, 0.16),
                (0.03, 0.95),
                bones,
                20 if shorter == 0.0 else 14,
                6,
                curl,
            ),
        )
    return surface


def loose_strand():
    surface = mesh.Surface("loose strand", "hair")
    width = vec.Curve([(0.0, 0.12), (0.35, 0.20), (0.75, 0.13), (1.0, 0.01)])
    thickness = vec.Curve([(0.0, 0.10), (0.5, 0.09), (1.0, 0.01)])
    bones = [("頭", 0.0, 1.0), ("アホ毛", 0.12, 0.10)]
    locks.add(
        surface,
        locks.Lock(
            AHOGE_PATH,
            width,
            thickness,
            lambda p: (-0.6, 0.5, -0.5),
            (0.45, 0.10),
            (0.03, 0.75),
            bones,
            8,
            6,
        ),
    )
    return surface
