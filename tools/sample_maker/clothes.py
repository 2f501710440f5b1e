"""The outfit but for the skirt: blouse with puff sleeves and cuffs, sailor collar, shorts, stockings and boots.

All share one texture; AREAS gives each piece's rectangle (left, top, width, height).
"""

import math

import body
import mesh
import skeleton as sk
import vector as vec

AREAS = {
    "blouse": (0.0, 0.0, 0.5, 0.25),
    "sleeve": (0.5, 0.0, 0.25, 0.25),
    "cuff": (0.75, 0.0, 0.25, 0.10),
    "ribbon": (0.75, 0.10, 0.25, 0.15),
    "skirt": (0.0, 0.25, 1.0, 0.28),
    "lining": (0.0, 0.53, 0.5, 0.10),
    "shorts": (0.5, 0.53, 0.5, 0.10),
    "collar": (0.0, 0.63, 0.5, 0.17),
    "stocking": (0.5, 0.63, 0.25, 0.37),
    "boot": (0.75, 0.63, 0.25, 0.37),
    "waist": (0.0, 0.80, 0.5, 0.08),
    "pin": (0.0, 0.88, 0.25, 0.12),
}


def uv(area, u, v):
    left, top, width, height = AREAS[area]
    return (left + width * body.inset(u), top + height * body.inset(v))


def blouse():
    surface = mesh.Surface("blouse", "clothes")
    count = 22
    heights = [
        12.0,
        12.4,
        12.8,
        13.15,
        13.45,
        13.7,
        13.95,
        14.25,
        14.55,
        14.85,
        15.1,
        15.3,
        15.44,
        15.54,
        15.56,
    ]
    rings = []
    for y in heights:
        ring = []
        for i in range(count + 1):
            angle = 2.0 * math.pi * (i % count) / count + math.pi
            ring.append(
                surface.vertex(
                    body.torso(y, angle, 0.03 if y < 15.55 else -0.16),
                    uv("blouse", i / count, (15.6 - y) / 3.9),
                )
            )
        rings.append(ring)
    surface.join(rings)
    surface.face_away((0.0, 14.0, 0.05))
    surface.weigh(lambda v: body.torso_weights(v.position))
    return surface


def shorts():
    surface = mesh.Surface("shorts", "clothes")
    count = 16
    rings = []
    for k, y in enumerate((9.97, 10.08, 10.3, 10.7, 11.2, 11.7)):
        rings.append(
            [
                surface.vertex(
                    body.torso(y, 2.0 * math.pi * (i % count) / count, 0.015),
                    uv("shorts", i / count, 1.0 - k / 5.0),
                )
                for i in range(count + 1)
            ]
        )
    surface.join(rings)
    surface.fan(surface.vertex((0.0, 9.93, 0.06), uv("shorts", 0.5, 1.0)), rings[0], reverse=True)
    surface.face_out()
    surface.weigh(lambda v: body.hip_weights(v.position))
    leg = mesh.Surface("shorts leg", "clothes")
    rows = [body.leg_ring(y, 0.02) for y in (9.25, 9.6, 10.1, 10.6)]
    body.tube(
        leg, [r[0] for r in rows], [r[1] for r in rows], 14, (0.0, 0.0, -1.0), AREAS["shorts"]
    )
    leg.face_out()
    leg.weigh(lambda v: body.leg_weights(v.position))
    surface.absorb(leg)
    surface.absorb(leg.mirrored("shorts leg right"))
    return surface


def sleeve():
    """A puff sleeve: gathered at the shoulder and at the band above the elbow."""
    surface = mesh.Surface("sleeve", "clothes")
    rows = [
        (-0.20, 0.06),
        (-0.15, 0.38),
        (-0.02, 0.565),
        (0.13, 0.63),
        (0.28, 0.645),
        (0.41, 0.605),
        (0.50, 0.50),
        (0.54, 0.39),
    ]
    places, radii = [], []
    for s, r in rows:
        p = (
            body.arm_axis(max(0.0, s))
            if s >= 0.0
            else vec.along(sk.SHOULDER, sk.ARM_DIRECTION, s * 2.55)
        )
        places.append(vec.add(p, (0.0, 0.05 * vec.smooth(0.5, 0.0, s), 0.0)))
        radii.append((r * 0.98, r, r))
    folds = lambda i, a: 1.0 + 0.022 * math.sin(11.0 * a) * math.sin(math.pi * i / 7.0)
    body.tube(surface, places, radii, 20, (0.0, 0.0, -1.0), AREAS["sleeve"], 2.0, folds)
    surface.face_out()
    surface.weigh(lambda v: body.arm_weights(v.position))
    band = mesh.Surface("sleeve band", "clothes")
    rows = [(0.530, 0.335), (0.538, 0.395), (0.60, 0.40), (0.612, 0.385), (0.606, 0.27)]
    body.tube(
        band,
        [body.arm_axis(s) for s, _ in rows],
        [(r, r, r) for _, r in rows],
        15,
        (0.0, 0.0, -1.0),
        AREAS["cuff"],
    )
    band.face_out()
    band.weigh(lambda v: body.arm_weights(v.position))
    surface.absorb(band)
    return surface


def wrist_cuff():
    surface = mesh.Surface("wrist cuff", "clothes")
    rows = [
        (1.79, 0.18, 0.17),
        (1.785, 0.285, 0.26),
        (1.80, 0.31, 0.285),
        (1.90, 0.285, 0.25),
        (1.985, 0.265, 0.23),
        (2.0, 0.245, 0.21),
        (1.99, 0.17, 0.14),
    ]
    body.tube(
        surface,
        [body.arm_axis(s) for s, _, _ in rows],
        [(a, b, b) for _, a, b in rows],
        14,
        (0.0, 0.0, -1.0),
        AREAS["cuff"],
    )
    surface.face_out()
    surface.weigh(lambda v: body.arm_weights(v.position))
    return surface


def waist_band():
    surface = mesh.Surface("waist band", "clothes")
    count = 28
    rings = []
    for k, (y, off) in enumerate(
        ((11.98, 0.06), (12.03, 0.135), (12.38, 0.125), (12.47, 0.11), (12.50, 0.02))
    ):
        rings.append(
            [
                surface.vertex(
                    body.torso(y, 2.0 * math.pi * (i % count) / count + math.pi, off),
                    uv("waist", i / count, (12.52 - y) / 0.56),
                )
                for i in range(count + 1)
            ]
        )
    surface.join(rings)
    surface.face_away((0.0, 12.2, 0.05))
    surface.weigh(lambda v: body.torso_weights(v.position))
    return surface


def _collar_border(angle):
    """Lower border of the sailor collar: lapels meet low in front, a square flap behind."""
    a = abs(math.atan2(math.sin(angle), math.cos(angle)))
    front = 14.02 + 1.05 * vec.smooth(0.0, 1.15, a)
    back = 13.72 + 0.02 * math.cos(3.0 * a)
    return vec.lerp(front, back, vec.smooth(1.78, 2.02, a))


def _collar_opening(angle):
    """Upper border: the V of the neckline in front."""
    a = abs(math.atan2(math.sin(angle), math.cos(angle)))
    return 14.25 + 1.33 * min(1.0, a / 0.95) ** 0.62


def collar():
    surface = mesh.Surface("collar", "clothes")
    count = 36
    rings = []
    for k in range(6):
        v = k / 5.0
        ring = []
        for i in range(count + 1):
            angle = 2.0 * math.pi * (i % count) / count + math.pi
            low, high = _collar_border(angle), _collar_opening(angle)
            y = vec.lerp(low, high, v)
            off = (
                0.105
                + 0.03 * math.sin(math.pi * min(1.0, v * 1.3))
                + 0.035 * vec.smooth(14.6, 14.0, y)
            )
            p = body.torso(y, angle, off)
            ring.append(surface.vertex(p, uv("collar", i / count, 1.0 - v)))
        rings.append(ring)
    under = []
    for i in range(count + 1):
        angle = 2.0 * math.pi * (i % count) / count + math.pi
        under.append(
            surface.vertex(
                body.torso(_collar_border(angle) + 0.012, angle, 0.045),
                uv("collar", i / count, 0.99),
            )
        )
    over = []
    for i in range(count + 1):
        angle = 2.0 * math.pi * (i % count) / count + math.pi
        over.append(
            surface.vertex(
                body.torso(_collar_opening(angle), angle, -0.03), uv("collar", i / count, 0.0)
            )
        )
    surface.join([under] + rings + [over])
    surface.face_away((0.0, 14.6, 0.08))
    surface.weigh(lambda v: body.torso_weights(v.position))
    return surface


def stocking():
    surface = mesh.Surface("stocking", "clothes")
    top = 8.02
    stops = [1.9, 2.6, 3.4, 4.1, 4.7, 5.2, 5.55, 5.9, 6.25, 6.7, 7.3, 7.75, 7.95, top]
    rows = [body.leg_ring(y, 0.022 + (0.018 if y > 7.9 else 0.0)) for y in stops] + [
        body.leg_ring(top, -0.01)
    ]
    body.tube(
        surface, [r[0] for r in rows], [r[1] for r in rows], 16, (0.0, 0.0, -1.0), AREAS["stocking"]
    )
    surface.face_out()
    surface.weigh(lambda v: body.leg_weights(v.position))
    return surface


# The shaft of a boot: height, half width, front, back, middle z.
SHAFT = [
    (0.62, 0.29, 0.34, 0.36, 0.10),
    (0.95, 0.29, 0.31, 0.34, 0.12),
    (1.35, 0.305, 0.30, 0.335, 0.13),
    (1.8, 0.335, 0.32, 0.36, 0.12),
    (2.25, 0.375, 0.355, 0.42, 0.11),
    (2.36, 0.40, 0.38, 0.445, 0.11),
    (2.42, 0.40, 0.38, 0.445, 0.11),
    (2.44, 0.37, 0.35, 0.42, 0.11),
    (2.40, 0.30, 0.28, 0.33, 0.11),
]
# Its foot from heel to toe: z, half width, top, bottom.
FOOT = [
    (0.56, 0.10, 0.42, 0.10),
    (0.53, 0.20, 0.62, 0.03),
    (0.42, 0.275, 0.85, 0.0),
    (0.18, 0.305, 1.02, 0.0),
    (-0.05, 0.31, 0.96, 0.04),
    (-0.30, 0.335, 0.76, 0.05),
    (-0.58, 0.365, 0.60, 0.02),
    (-0.90, 0.370, 0.48, 0.0),
    (-1.18, 0.315, 0.39, 0.02),
    (-1.34, 0.20, 0.29, 0.06),
    (-1.41, 0.06, 0.19, 0.12),
]


def _foot():
    foot = mesh.Surface("foot", "clothes")
    right, up = (1.0, 0.0, 0.0), (0.0, 1.0, 0.0)
    rings = []
    for k, (z, half, high, low) in enumerate(FOOT):
        y = 0.42 * high + 0.58 * low
        place = (sk.ANKLE[0] + 0.03 * max(0.0, -z), y, z)
        texture = lambda u, k=k: uv("boot", u, 0.52 + 0.46 * k / 10.0)
        rings.append(mesh.ring(foot, place, right, up, half, high - y, y - low, 14, texture, 2.5))
    foot.join(rings)
    for ring, reverse in ((rings[0], True), (rings[-1], False)):
        p = [foot.vertices[i].position for i in ring[:-1]]
        middle = vec.scaled(tuple(sum(c) for c in zip(*p)), 1.0 / len(p))
        foot.fan(foot.vertex(middle, uv("boot", 0.5, 0.98)), ring, reverse)
    foot.face_out()
    return foot


def boot():
    """An ankle boot: a shaft on the leg's axis and a foot lofted from heel to toe."""
    surface = mesh.Surface("boot", "clothes")
    left, top, width, height = AREAS["boot"]
    area = (left, top + height * 0.5, width, -height * 0.5)
    places = [(sk.ANKLE[0], y, z) for y, _, _, _, z in SHAFT]
    radii = [(half, front, back) for _, half, front, back, _ in SHAFT]
    body.tube(surface, places, radii, 14, (0.0, 0.0, -1.0), area)
    surface.face_out()
    surface.absorb(_foot())
    stops = [("左ひざ", -20.0, 1.0), ("左足首", -1.40, 0.35)]
    surface.weigh(lambda v: mesh.chain(-v.position[1], stops))
    return surface
