"""The left hand: a palm and five fingers."""

import body
import mesh
import skeleton as sk
import vector as vec

SKIN_HAND = (0.62, 0.82, 0.14, 0.16)
# The radius along a finger, as a share of that at its root.
SWELL = vec.Curve(
    [
        (0.0, 0.85),
        (0.14, 1.04),
        (0.30, 0.97),
        (0.45, 0.95),
        (0.52, 0.97),
        (0.66, 0.88),
        (0.74, 0.90),
        (0.86, 0.80),
        (0.945, 0.58),
        (0.985, 0.30),
    ]
)


def _palm():
    surface = mesh.Surface("palm", "skin")
    # along the hand: middle towards the thumb, half width, half thickness, shift to the back
    rows = [
        (-0.06, 0.00, 0.165, 0.135, 0.0),
        (0.06, 0.005, 0.185, 0.135, 0.0),
        (0.20, 0.015, 0.255, 0.135, 0.0),
        (0.36, 0.020, 0.305, 0.130, 0.005),
        (0.52, 0.012, 0.318, 0.120, 0.012),
        (0.64, 0.008, 0.310, 0.108, 0.012),
        (0.735, 0.01, 0.27, 0.078, 0.006),
    ]
    rings = []
    for i, (along, middle, half, thick, shift) in enumerate(rows):
        centre = sk.hand_point(along, middle, shift)
        rings.append(
            mesh.ring(
                surface,
                centre,
                sk.HAND_THUMB,
                sk.HAND_BACK,
                half,
                thick,
                thick,
                12,
                lambda u, i=i: (SKIN_HAND[0] + SKIN_HAND[2] * u, SKIN_HAND[1] + 0.06 * i / 6.0),
                2.5,
            )
        )
    surface.join(rings)
    tip = surface.vertex(
        sk.hand_point(0.755, 0.01, 0.0), (SKIN_HAND[0] + 0.07, SKIN_HAND[1] + 0.06)
    )
    surface.fan(tip, rings[-1])
    surface.face_out()
    surface.weigh(lambda v: body.arm_weights(v.position))
    return surface


def _finger(finger):
    surface = mesh.Surface(finger, "skin")
    joints = sk.finger_joints(finger)
    first = 0 if finger == "親指" else 1
    base = sk.THUMB[4] if finger == "親指" else sk.FINGERS[finger][4]
    bones = ["左" + finger + sk.DIGITS[k + first] for k in range(3)]
    lengths = [vec.length(vec.sub(b, a)) for a, b in zip(joints, joints[1:])]
    total = sum(lengths)
    path = vec.Path([vec.along(joints[0], vec.unit(vec.sub(joints[1], joints[0])), -0.10)] + joints)
    stops = [0.0, 0.18, 0.38, 0.50, 0.64, 0.74, 0.89, 0.975]
    rings = []
    for s in stops:
        direction = path.direction(s)
        up, across = vec.side_frame(direction, sk.HAND_BACK)
        r = base * SWELL.value(s)
        rings.append(
            mesh.ring(
                surface,
                path.at(s),
                across,
                up,
                r * 0.98,
                r * 0.92,
                r * 0.98,
                6,
                lambda u, s=s: (SKIN_HAND[0] + SKIN_HAND[2] * u, SKIN_HAND[1] + 0.05 + 0.10 * s),
                2.2,
                param=s,
            )
        )
    surface.join(rings)
    tip = surface.vertex(path.at(1.0), (SKIN_HAND[0] + 0.07, SKIN_HAND[1] + 0.15), (1.0, 0.0))
    surface.fan(tip, rings[-1])
    surface.face_out()

    def rule(v):
        along = v.param[0] * (total + 0.10) - 0.10
        stops = [
            ("左手首", -9.0, 1.0),
            (bones[0], 0.0, 0.09),
            (bones[1], lengths[0], 0.06),
            (bones[2], lengths[0] + lengths[1], 0.05),
        ]
        return mesh.chain(along, stops)

    surface.weigh(rule)
    return surface


def hand():
    surface = _palm()
    for finger in ("親指", "人指", "中指", "薬指", "小指"):
        surface.absorb(_finger(finger))
    for v in surface.vertices:
        v.edge = 0.6
    return surface
