"""The motions on the spot: idle breathing, wave, nod and blink."""

import skeleton as sk
from vmd_writer import EASE, Motion, mirrored, times, turn

X, Y, Z = (1.0, 0.0, 0.0), (0.0, 1.0, 0.0), (0.0, 0.0, 1.0)
ARM, BACK = sk.ARM_DIRECTION, sk.HAND_BACK
FINGERS = ("人指", "中指", "薬指", "小指")

# The left arm hanging at ease: all motions start and end with it.
ARM_DOWN = times(turn(X, 4.0), turn(Z, -35.5))
ELBOW_REST = turn(BACK, 12.0)
WRIST_REST = times(turn(ARM, -8.0), turn(Z, 5.0))


def finger_keys(motion, frame, curl, side="both", curve=EASE, spread=0.0):
    """Fingers bent by about `curl` degrees at each joint; the thumb follows a little."""
    for k, finger in enumerate(FINGERS):
        for joint in (1, 2, 3):
            bend = curl * (1.0 + 0.12 * k) * (0.8, 1.0, 0.8)[joint - 1]
            q = times(turn(BACK, (1.5 - k) * spread if joint == 1 else 0.0), turn(Z, -bend))
            _sided(motion, finger + sk.DIGITS[joint], frame, q, side, curve)
    _sided(motion, "親指０", frame, turn(Y, -0.35 * curl), side, curve)
    _sided(motion, "親指１", frame, turn(Y, -0.45 * curl), side, curve)


def _sided(motion, bone, frame, q, side, curve=EASE):
    if side in ("both", "left"):
        motion.key("左" + bone, frame, q, curve=curve)
    if side in ("both", "right"):
        motion.key("右" + bone, frame, mirrored(q), curve=curve)


def stand_arms(motion, frame, side="both", lift=0.0, curve=EASE):
    _sided(motion, "肩", frame, turn(Z, 1.6 * lift), side, curve)
    _sided(motion, "腕", frame, times(turn(Z, 0.9 * lift), ARM_DOWN), side, curve)
    _sided(motion, "ひじ", frame, times(turn(BACK, 1.5 * lift), ELBOW_REST), side, curve)
    _sided(motion, "手首", frame, WRIST_REST, side, curve)


def stand_feet(motion, frame):
    for side in "左右":
        motion.key(side + "足ＩＫ", frame)
        motion.key(side + "つま先ＩＫ", frame)


def idle():
    """Four seconds: two breaths while the weight sways once to each side; it ends as it began."""
    m = Motion()
    for frame, breath, sway in (
        (0, 0.0, 0.0),
        (30, 1.0, 0.55),
        (60, 0.0, 0.0),
        (90, 1.0, -0.55),
        (120, 0.0, 0.0),
    ):
        late = min(120, frame + 4) if 0 < frame < 120 else frame
        m.key("センター", frame, move=(0.10 * sway, -0.045 + 0.03 * breath, 0.0))
        m.key("グルーブ", frame, move=(0.0, -0.02 * breath, 0.0))
        m.key("下半身", frame, times(turn(Z, -0.9 * sway), turn(Y, 1.0 * sway)))
        m.key("上半身", frame, times(turn(X, 0.9 - 0.5 * breath), turn(Z, 0.8 * sway)))
        m.key(
            "上半身2",
            frame,
            times(turn(X, 1.4 * breath - 0.4), turn(Z, 0.5 * sway), turn(Y, -1.4 * sway)),
        )
        m.key("首", late, times(turn(X, -0.6 * breath), turn(Y, 1.2 * sway)))
        m.key(
            "頭",
            late,
            times(turn(X, -0.9 * breath + 0.5), turn(Y, 2.2 * sway), turn(Z, -2.0 * sway)),
        )
        stand_arms(m, late, lift=breath)
        finger_keys(m, frame, 13.0 + 2.0 * breath)
        stand_feet(m, frame)
    return m


def wave():
    """The right hand goes up and waves three times, with a tilt of the head and a smile."""
    m = Motion()
    raised = times(turn(Y, -14.0), turn(Z, 24.0), turn(ARM, 52.0))
    end = 84
    stand_arms(m, 0, "right")
    m.key("右肩", 14, mirrored(turn(Z, 9.0)))
    m.key("右腕", 16, mirrored(raised))
    swings = ((16, 84.0), (24, 68.0), (32, 98.0), (40, 68.0), (48, 98.0), (56, 72.0), (64, 84.0))
    for k, (frame, bend) in enumerate(swings):
        m.key("右ひじ", frame, mirrored(times(turn(ARM, 38.0), turn(BACK, bend))))
        m.key("右手首", min(66, frame + 2), mirrored(turn(BACK, (84.0 - bend) * -0.9)))
        m.key("右腕", frame + 1, mirrored(times(turn(Z, 1.5 if k % 2 else -1.0), raised)))
    m.key("右肩", 66, mirrored(turn(Z, 9.0)))
    stand_arms(m, end, "right")
    finger_keys(m, 0, 13.0, "right")
    finger_keys(m, 14, -2.0, "right", spread=5.0)
    finger_keys(m, 66, -2.0, "right", spread=5.0)
    finger_keys(m, end, 13.0, "right")
    for frame, amount in ((0, 0.0), (18, 1.0), (40, 0.8), (62, 1.0), (end, 0.0)):
        m.key(
            "頭", frame, times(turn(Z, -7.5 * amount), turn(X, 1.5 * amount), turn(Y, 2.0 * amount))
        )
        m.key("首", frame, turn(Z, -3.0 * amount))
        m.key("上半身", frame, times(turn(X, 0.9), turn(Z, -2.2 * amount)))
        m.key("上半身2", frame, times(turn(Z, -2.0 * amount), turn(Y, -2.5 * amount)))
    m.morph("笑い", (0, 0.0), (22, 0.0), (27, 1.0), (58, 1.0), (64, 0.0), (end, 0.0))
    m.morph("わ", (0, 0.0), (10, 0.0), (17, 0.85), (60, 0.85), (70, 0.0), (end, 0.0))
    m.morph("上", (0, 0.0), (16, 0.6), (62, 0.6), (end, 0.0))
    m.morph("まばたき", (0, 0.0), (end, 0.0))
    return m


def nod():
    """Two nods, the second smaller."""
    m = Motion()
    end = 46
    for frame, depth in ((0, 0.0), (9, 1.0), (17, -0.12), (26, 0.75), (34, -0.05), (end, 0.0)):
        m.key("頭", frame, turn(X, -15.0 * depth))
        m.key("首", frame, turn(X, -7.0 * depth))
        m.key("上半身2", frame, turn(X, -1.6 * depth))
        m.key("上半身", frame, turn(X, 0.9 - 1.4 * depth))
        m.key("両目", frame, turn(X, 5.0 * depth))
        stand_arms(m, frame, lift=-0.8 * max(0.0, depth))
    m.morph("なごみ", (0, 0.0), (6, 0.9), (12, 0.7), (18, 0.0), (25, 0.8), (33, 0.0), (end, 0.0))
    m.morph("にこり", (0, 0.0), (8, 1.0), (36, 1.0), (end, 0.0))
    return m


def blink():
    """Seven seconds with blinks at uneven times, once twice in a row."""
    m = Motion()
    keys = [(0, 0.0)]
    for frame in (38, 121, 131, 189):
        keys += [(frame, 0.0), (frame + 2, 1.0), (frame + 3, 1.0), (frame + 7, 0.0)]
    m.morph("まばたき", *(keys + [(210, 0.0)]))
    return m


def all_motions():
    import walk

    return {"idle": idle(), "wave": wave(), "nod": nod(), "blink": blink(), "walk": walk.walk()}
