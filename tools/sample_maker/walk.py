"""The walk: one lap round a circle, from standing to standing.

The feet are moved by their IK bones, which hang on the root: while a foot stands, its keys do not change, so it cannot
slide. A foot stands from the frame it lands until the frame it lifts; the centre travels above.
"""

import math

import skeleton as sk
import vector as vec
from motions import ARM_DOWN, ELBOW_REST, WRIST_REST, X, Y, Z, finger_keys
from vmd_writer import EASE, LINEAR, Motion, mirrored, times, turn

STEP = 3.2  # from one footfall to the next, units
STEPS = 11  # the first and the last are half as long
FRAMES = 14  # a step
SWING = 12  # of which the foot is in the air
# The first foot lifts late enough to land after the 20 frames in which a started motion is blended in.
START = 16
END = START + FRAMES * (STEPS - 1) + SWING + 12
LAP = STEP * (STEPS - 1)
RADIUS = LAP / (2.0 * math.pi)
SIDEWAYS = 0.52  # a foot's distance from the line walked on
LIFT = 0.80


def heading(s):
    """Turn of someone who has walked `s` along the circle, which bends to the left side (+X)."""
    return s / RADIUS


def place(s, sideways):
    """A point of the ground beside the line; sideways is positive to the left."""
    phi = heading(s)
    x = RADIUS * (1.0 - math.cos(phi)) + math.cos(phi) * sideways
    return (x, 0.0, -RADIUS * math.sin(phi) + math.sin(phi) * sideways)


def travelled(frame):
    """How far the centre has come: constant speed, eased at both ends."""
    speed = STEP / FRAMES
    ease = 9.0
    first, last = START + 6.0, START + 6.0 + LAP / speed

    def ramp(t):
        return 0.0 if t <= -ease else t if t >= ease else (t + ease) ** 2 / (4.0 * ease)

    return speed * (ramp(frame - first) - ramp(frame - last))


def moving(frame):
    """0 standing, 1 in full walk."""
    return vec.smooth(START - 10.0, START + 10.0, frame) * vec.smooth(END, END - 18.0, frame)


def foot(frame, left):
    """(distance along the line, height share, phase in the air 0..1 or None) of a foot."""
    standing = 0.0
    for k in range(STEPS):
        if (k % 2 == 0) != left:
            continue
        begin = START + FRAMES * k
        target = min(LAP, STEP * (k + 1))
        if frame <= begin:
            break
        if frame < begin + SWING:
            t = (frame - begin) / SWING
            return (
                vec.lerp(standing, target, vec.smooth(0.0, 1.0, t)),
                math.sin(math.pi * t) ** 1.2,
                t,
            )
        standing = target
    return standing, 0.0, None


def _foot_keys(m, frame, left):
    s, height, phase = foot(frame, left)
    side = 1.0 if left else -1.0
    rest = sk.ANKLE if left else vec.mirrored(sk.ANKLE)
    # Both ends of the lap are the standing place; in between the feet go nearer to the line.
    wide = vec.lerp(
        SIDEWAYS,
        abs(rest[0]),
        vec.smooth(STEP * 0.5, 0.0, s) + vec.smooth(LAP - STEP * 0.5, LAP, s),
    )
    phi = heading(s)
    ground = place(s, side * wide)
    ankle = (
        ground[0] - math.sin(phi) * rest[2],
        rest[1] + LIFT * height,
        ground[2] + math.cos(phi) * rest[2],
    )
    pitch = (
        0.0
        if phase is None
        else -20.0 * math.sin(math.pi * min(1.0, phase * 1.7))
        + 9.0 * vec.smooth(0.55, 0.8, phase) * vec.smooth(1.0, 0.85, phase)
    )
    name = ("左" if left else "右") + "足ＩＫ"
    m.key(
        name,
        frame,
        times(turn(Y, -math.degrees(phi)), turn(X, pitch)),
        vec.sub(ankle, rest),
        LINEAR,
    )


def _body_keys(m, frame):
    s = travelled(frame)
    go = moving(frame)
    # Angle of the gait: 0 when the left foot passes the right one, growing by pi a step.
    gait = math.pi * (frame - START - 6.0) / FRAMES
    swing = math.cos(gait) * go
    bob = math.cos(2.0 * gait)
    ground = place(s, -0.16 * swing * go)
    m.key(
        "センター",
        frame,
        turn(Y, -math.degrees(heading(s))),
        (ground[0], -0.05 - 0.20 * go + 0.06 * bob * go, ground[2]),
        LINEAR,
    )
    stride = -math.sin(gait - 0.55) * go
    m.key("下半身", frame, times(turn(Y, 7.0 * stride), turn(Z, 3.0 * swing)), curve=LINEAR)
    m.key(
        "上半身",
        frame,
        times(turn(X, -2.0 * go), turn(Y, -5.0 * stride), turn(Z, -1.5 * swing)),
        curve=LINEAR,
    )
    m.key(
        "上半身2",
        frame,
        times(turn(Y, -4.0 * stride), turn(Z, -1.5 * swing), turn(X, 1.2 * bob * go)),
        curve=LINEAR,
    )
    m.key("首", frame, times(turn(Y, 3.0 * stride), turn(X, 1.0 * go)), curve=LINEAR)
    m.key(
        "頭",
        frame,
        times(turn(Y, 4.5 * stride), turn(Z, 1.6 * swing), turn(X, (1.0 - 1.5 * bob) * go)),
        curve=LINEAR,
    )
    for side, sign in (("左", 1.0), ("右", -1.0)):
        flip = (lambda q: q) if sign > 0.0 else mirrored
        reach = 22.0 * sign * stride
        m.key(side + "肩", frame, flip(turn(Y, 3.0 * sign * stride)), curve=LINEAR)
        m.key(side + "腕", frame, flip(times(turn(X, reach + 2.0 * go), ARM_DOWN)), curve=LINEAR)
        m.key(
            side + "ひじ",
            frame,
            flip(times(turn(sk.HAND_BACK, 8.0 * go + max(0.0, reach) * 0.7), ELBOW_REST)),
            curve=LINEAR,
        )
        m.key(side + "手首", frame, flip(WRIST_REST), curve=LINEAR)


def walk():
    m = Motion()
    for frame in range(0, END + 1, 2):
        _body_keys(m, frame)
        _foot_keys(m, frame, True)
        _foot_keys(m, frame, False)
    for frame in (0, START, END - 14, END):
        finger_keys(m, frame, 13.0 if frame in (0, END) else 17.0, curve=EASE)
        for side in "左右":
            m.key(side + "つま先ＩＫ", frame)
    m.morph("にこり", (0, 0.0), (20, 0.8), (END - 20, 0.8), (END, 0.0))
    return m
