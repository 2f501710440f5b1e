"""The figure below the head: forms of torso, neck, arms and legs, with their bone weights."""

import math

import mesh
import skeleton as sk
import vector as vec

# height: half width, extent to the front, extent to the back, middle z
TORSO = vec.Curve(
    [
        (9.95, 0.30, 0.30, 0.34, 0.05),
        (10.15, 0.80, 0.52, 0.66, 0.06),
        (10.5, 1.13, 0.68, 0.86, 0.06),
        (10.95, 1.20, 0.73, 0.88, 0.05),
        (11.4, 1.10, 0.70, 0.74, 0.04),
        (11.9, 0.92, 0.64, 0.58, 0.03),
        (12.3, 0.85, 0.60, 0.53, 0.02),
        (12.8, 0.87, 0.62, 0.54, 0.02),
        (13.4, 0.96, 0.72, 0.58, 0.03),
        (13.9, 1.03, 0.79, 0.62, 0.05),
        (14.4, 1.10, 0.70, 0.64, 0.06),
        (14.8, 1.10, 0.58, 0.60, 0.08),
        (15.1, 0.98, 0.48, 0.54, 0.09),
        (15.3, 0.78, 0.43, 0.48, 0.10),
        (15.48, 0.56, 0.41, 0.44, 0.11),
        (15.62, 0.45, 0.40, 0.42, 0.12),
    ]
)

SKIN_ARM = (
    0.80,
    0.02,
    0.18,
    0.40,
)  # left, top, width, height of the arm's area on the skin texture
SKIN_LEG = (0.80, 0.44, 0.18, 0.36)
SKIN_NECK = (0.40, 0.92, 0.18, 0.06)


def bust(y, angle):
    """Extra depth of the chest; angle 0 is the front, +pi/2 the left."""
    x = math.sin(angle)
    return (
        0.20 * vec.bell(abs(x) - 0.42, 0.30) * vec.bell(y - 13.88, 0.46) * max(0.0, math.cos(angle))
    )


def torso(y, angle, off=0.0):
    """The torso at a height; `off` outside of it."""
    half, front, back, middle = TORSO.at(y)
    s, c = math.sin(angle), math.cos(angle)
    power = 2.25
    radius = (abs(s) ** power + abs(c) ** power) ** (-1.0 / power)
    depth = front if c >= 0.0 else back
    p = (s * radius * half, y, middle - c * radius * depth - bust(y, angle))
    if off == 0.0:
        return p
    e = 0.02
    up = vec.sub(torso(y + e, angle), torso(y - e, angle))
    turn = vec.sub(torso(y, angle + e), torso(y, angle - e))
    n = vec.unit(vec.cross(up, turn))
    return vec.along(p, n, off)


def torso_weights(p):
    """Spine weights of a point of the trunk, with a little of the shoulder near the arm."""
    x, y, _ = p
    weights = mesh.chain(
        y, [("下半身", 0.0, 1.0), ("上半身", 11.85, 0.65), ("上半身2", 13.15, 0.6), ("首", 15.55, 0.25)]
    )
    side = vec.smooth(0.30, 1.10, abs(x)) * vec.smooth(14.0, 15.0, y) * 0.75
    if side > 0.0:
        weights = {b: w * (1.0 - side) for b, w in weights.items()}
        bone = "左肩" if x > 0.0 else "右肩"
        weights[bone] = weights.get(bone, 0.0) + side
    return weights


def hip_weights(p):
    """The lower trunk moves a little with the thighs."""
    x, y, _ = p
    weights = torso_weights(p)
    side = vec.smooth(0.10, 0.75, abs(x)) * vec.smooth(11.0, 10.0, y) * 0.8
    if side > 0.0:
        weights = {b: w * (1.0 - side) for b, w in weights.items()}
        weights["左足" if x > 0.0 else "右足"] = side
    return weights


def inset(share):
    """A share of a texture rectangle, kept off its border so that the neighbour's colour does not show."""
    return 0.008 + 0.984 * share


def tube(surface, places, radii, count, hint, area, power=2.0, bump=None):
    """A closed tube through places; radii rows: (half width, front, back). area: texture rectangle."""
    rings = []
    last = len(places) - 1
    travelled = [0.0]
    for a, b in zip(places, places[1:]):
        travelled.append(travelled[-1] + vec.length(vec.sub(b, a)))
    for i, (place, radius) in enumerate(zip(places, radii)):
        direction = vec.unit(vec.sub(places[min(last, i + 1)], places[max(0, i - 1)]))
        up, across = vec.side_frame(direction, hint)
        v = area[1] + area[3] * inset(travelled[i] / travelled[-1])
        rings.append(
            mesh.ring(
                surface,
                place,
                across,
                up,
                radius[0],
                radius[1],
                radius[2],
                count,
                lambda u, v=v: (area[0] + area[2] * inset(u), v),
                power,
                bump and (lambda a, i=i: bump(i, a)),
                param=i / last,
            )
        )
    surface.join(rings)
    return rings


def neck():
    surface = mesh.Surface("neck", "skin")
    places = [
        (0.0, y, z)
        for y, z in (
            (15.30, 0.13),
            (15.5, 0.13),
            (15.7, 0.12),
            (16.0, 0.11),
            (16.3, 0.11),
            (16.6, 0.12),
            (16.9, 0.14),
        )
    ]
    radii = [
        (0.50, 0.42, 0.44),
        (0.43, 0.395, 0.40),
        (0.40, 0.375, 0.38),
        (0.385, 0.36, 0.37),
        (0.385, 0.36, 0.38),
        (0.39, 0.36, 0.40),
        (0.36, 0.34, 0.38),
    ]
    tube(surface, places, radii, 16, (0.0, 0.0, -1.0), SKIN_NECK)
    surface.face_out()
    surface.weigh(
        lambda v: mesh.chain(
            v.position[1], [("上半身2", 0.0, 1.0), ("首", 15.55, 0.25), ("頭", 16.45, 0.30)]
        )
    )
    return surface


def arm_axis(s):
    """A point on the arm's axis: s = 0 shoulder, 1 elbow, 2 wrist."""
    if s <= 1.0:
        return vec.mix(sk.SHOULDER, sk.ELBOW, s)
    return vec.mix(sk.ELBOW, sk.WRIST, s - 1.0)


ARM_RADII = vec.Curve(
    [
        (-0.15, 0.34, 0.34, 0.34),
        (0.0, 0.40, 0.38, 0.40),
        (0.2, 0.375, 0.36, 0.37),
        (0.6, 0.315, 0.305, 0.315),
        (0.9, 0.285, 0.285, 0.29),
        (1.0, 0.28, 0.275, 0.295),
        (1.25, 0.29, 0.28, 0.30),
        (1.6, 0.245, 0.225, 0.235),
        (1.9, 0.20, 0.17, 0.175),
        (2.1, 0.19, 0.155, 0.16),
    ]
)


def arm_weights(p):
    s = vec.dot(vec.sub(p, sk.SHOULDER), sk.ARM_DIRECTION)
    upper, fore = 2.55, 2.3
    weights = mesh.chain(
        s,
        [("左肩", -9.0, 1.0), ("左腕", 0.10, 0.45), ("左ひじ", upper, 0.42), ("左手首", upper + fore, 0.28)],
    )
    return weights


def arm():
    surface = mesh.Surface("arm", "skin")
    stops = [0.38, 0.55, 0.70, 0.82, 0.91, 1.0, 1.09, 1.20, 1.35, 1.53, 1.72, 1.88, 2.0, 2.1]
    radii = [ARM_RADII.at(s) for s in stops]
    tube(surface, [arm_axis(s) for s in stops], radii, 14, (0.0, 0.0, -1.0), SKIN_ARM)
    surface.face_out()
    surface.weigh(lambda v: arm_weights(v.position))
    return surface


LEG_RADII = vec.Curve(
    [
        # height: half width, front, back, shift x, shift z
        (1.0, 0.25, 0.25, 0.27, 0.0, 0.13),
        (1.3, 0.255, 0.25, 0.28, 0.0, 0.13),
        (1.8, 0.27, 0.27, 0.30, 0.0, 0.12),
        (2.6, 0.335, 0.31, 0.40, 0.0, 0.10),
        (3.6, 0.40, 0.34, 0.50, 0.01, 0.07),
        (4.4, 0.405, 0.35, 0.48, 0.01, 0.03),
        (5.2, 0.37, 0.37, 0.38, 0.0, -0.04),
        (5.8, 0.375, 0.40, 0.36, 0.0, -0.07),
        (6.4, 0.41, 0.42, 0.39, 0.0, -0.06),
        (7.4, 0.50, 0.49, 0.48, 0.0, -0.04),
        (8.4, 0.575, 0.55, 0.56, 0.0, -0.02),
        (9.4, 0.625, 0.60, 0.66, -0.01, 0.0),
        (10.1, 0.64, 0.62, 0.74, -0.03, 0.03),
        (10.6, 0.60, 0.58, 0.70, -0.04, 0.05),
        (10.9, 0.45, 0.45, 0.55, -0.05, 0.05),
    ]
)


def leg_ring(y, grow=0.0):
    """Centre and radii of the leg at a height."""
    half, front, back, sx, sz = LEG_RADII.at(y)
    return (sk.HIP[0] + sx, y, sz), (half + grow, front + grow, back + grow)


def leg_weights(p):
    weights = mesh.chain(
        -p[1],
        [
            ("下半身", -20.0, 1.0),
            ("左足", -10.35, 0.55),
            ("左ひざ", -sk.KNEE[1], 0.55),
            ("左足首", -1.30, 0.35),
        ],
    )
    return weights


def leg():
    """The bare part of the leg: from under the skirt into the stocking."""
    surface = mesh.Surface("leg", "skin")
    stops = [7.75, 8.1, 8.5, 8.9, 9.3, 9.6]
    rows = [leg_ring(y) for y in stops]
    tube(surface, [r[0] for r in rows], [r[1] for r in rows], 20, (0.0, 0.0, -1.0), SKIN_LEG)
    surface.face_out()
    surface.weigh(lambda v: leg_weights(v.position))
    return surface
