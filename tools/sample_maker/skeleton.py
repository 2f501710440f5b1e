"""The bones: standard names, places, parents, inverse kinematics and append rules."""

import math

import vector as vec

# The arms hang 40 degrees below the horizontal at rest.
ARM_SLOPE = math.radians(40.0)
ARM_DIRECTION = (math.cos(ARM_SLOPE), -math.sin(ARM_SLOPE), 0.0)
SHOULDER = (1.06, 14.98, 0.06)
ELBOW = vec.along(SHOULDER, ARM_DIRECTION, 2.55)
WRIST = vec.along(ELBOW, ARM_DIRECTION, 2.3)

HIP = (0.62, 10.55, 0.06)
KNEE = (0.62, 5.95, -0.20)
ANKLE = (0.62, 1.25, 0.16)
TOE = (0.62, 0.32, -0.85)

# Palm frame of the left hand: along the arm, out of the back of the hand, towards the thumb.
HAND_BACK = (math.sin(ARM_SLOPE), math.cos(ARM_SLOPE), 0.0)
HAND_THUMB = (0.0, 0.0, -1.0)

# finger: (offset along the palm, offset towards the thumb, offset to the back, joint lengths, base radius, spread)
FINGERS = {
    "人指": (0.64, 0.235, 0.015, (0.27, 0.19, 0.16), 0.082, 0.10),
    "中指": (0.67, 0.080, 0.035, (0.30, 0.21, 0.17), 0.086, 0.02),
    "薬指": (0.65, -0.075, 0.025, (0.28, 0.20, 0.16), 0.080, -0.06),
    "小指": (0.59, -0.215, 0.000, (0.22, 0.15, 0.14), 0.070, -0.16),
}
FINGER_ENGLISH = {"親指": "thumb", "人指": "index", "中指": "middle", "薬指": "ring", "小指": "little"}
THUMB = (0.20, 0.20, -0.05, (0.30, 0.24, 0.20), 0.092)
DIGITS = "０１２３"


class Bone:
    """kind: turn, move, ik, under_ik, ik_target, follow (takes a share of another bone's turn) or hidden."""

    def __init__(
        self, name, english, parent, position, tail=None, kind="turn", source=None, rate=1.0
    ):
        self.name = name
        self.english = english
        self.parent = parent
        self.position = position
        self.tail = tail
        self.kind = kind
        self.source = source
        self.rate = rate
        self.physical = False


class InverseKinematics:
    def __init__(self, bone, effector, links, loops, limit):
        """limit: radians per step. links: from the leaf to the root."""
        self.bone = bone
        self.effector = effector
        self.links = links
        self.loops = loops
        self.limit = limit


class Skeleton:
    def __init__(self):
        self.bones = []
        self.by_name = {}
        self.chains = []

    def add(self, *arguments, **options):
        bone = Bone(*arguments, **options)
        self.by_name[bone.name] = bone
        self.bones.append(bone)
        return bone

    def index(self, name):
        return self.bones.index(self.by_name[name])

    def place(self, name):
        return self.by_name[name].position


def hand_point(along, thumb, back):
    """A point of the left hand in its own axes, measured from the wrist."""
    p = vec.along(WRIST, ARM_DIRECTION, along)
    return vec.along(vec.along(p, HAND_THUMB, thumb), HAND_BACK, back)


def finger_joints(finger):
    """The joints of a finger of the left hand, root to tip."""
    if finger == "親指":
        along, thumb, back, lengths, _ = THUMB
        points = [hand_point(along, thumb, back)]
        heading = vec.unit(
            vec.add(
                vec.add(vec.scaled(ARM_DIRECTION, 0.80), vec.scaled(HAND_THUMB, 0.62)),
                vec.scaled(HAND_BACK, -0.30),
            )
        )
    else:
        along, thumb, back, lengths, _, spread = FINGERS[finger]
        points = [hand_point(along, thumb, back)]
        heading = vec.unit(vec.add(ARM_DIRECTION, vec.scaled(HAND_THUMB, spread)))
    for size in lengths:
        heading = vec.unit(vec.along(heading, HAND_BACK, -0.07))
        points.append(vec.along(points[-1], heading, size))
    return points


def _add_trunk(s):
    s.add("全ての親", "root", None, (0.0, 0.0, 0.0), "センター", "move")
    s.add("センター", "center", "全ての親", (0.0, 8.0, 0.0), (0.0, 1.4, 0.0), "move")
    s.add("グルーブ", "groove", "センター", (0.0, 8.3, 0.0), (0.0, 1.0, 0.0), "move")
    s.add("上半身", "upper body", "グルーブ", (0.0, 11.9, 0.05), "上半身2")
    s.add("上半身2", "upper body 2", "上半身", (0.0, 13.1, 0.02), "首")
    s.add("首", "neck", "上半身2", (0.0, 15.55, 0.12), "頭")
    s.add("頭", "head", "首", (0.0, 16.55, 0.06), (0.0, 1.6, 0.0))
    s.add("両目", "both eyes", "頭", (0.0, 19.9, -0.6), (0.0, 0.0, -0.8))
    s.add("下半身", "lower body", "グルーブ", (0.0, 11.8, 0.05), (0.0, -1.4, 0.0))


def _add_arm(s):
    s.add("左肩", "shoulder_L", "上半身2", (0.32, 15.22, 0.08), "左腕")
    s.add("左腕", "arm_L", "左肩", SHOULDER, "左ひじ")
    s.add("左ひじ", "elbow_L", "左腕", ELBOW, "左手首")
    s.add("左手首", "wrist_L", "左ひじ", WRIST, vec.scaled(ARM_DIRECTION, 0.6))
    for finger in ("親指", "人指", "中指", "薬指", "小指"):
        joints = finger_joints(finger)
        # The thumb counts from ０ in the newer naming; its first joint is １ here, as the oldest models have it.
        parent = "左手首"
        for k in range(3):
            name = "左" + finger + DIGITS[k + (0 if finger == "親指" else 1)]
            s.add(
                name,
                "%s%d_L" % (FINGER_ENGLISH[finger], k + (0 if finger == "親指" else 1)),
                parent,
                joints[k],
                vec.sub(joints[k + 1], joints[k]),
            )
            parent = name


def _add_leg(s):
    s.add("左足", "leg_L", "下半身", HIP, "左ひざ", "under_ik", "左足ＩＫ")
    s.add("左ひざ", "knee_L", "左足", KNEE, "左足首", "under_ik", "左足ＩＫ")
    s.add("左足首", "ankle_L", "左ひざ", ANKLE, "左つま先", "under_ik", "左つま先ＩＫ")
    s.add("左つま先", "toe_L", "左足首", TOE, (0.0, -0.1, -0.3), "ik_target", "左つま先ＩＫ")


def _mirror(s, names):
    for name in names:
        left = s.by_name[name]
        other = "右" + name[1:]
        tail = left.tail
        if isinstance(tail, str):
            tail = "右" + tail[1:] if tail.startswith("左") else tail
        elif tail is not None:
            tail = vec.mirrored(tail)
        parent = "右" + left.parent[1:] if left.parent.startswith("左") else left.parent
        source = (
            "右" + left.source[1:] if left.source and left.source.startswith("左") else left.source
        )
        s.add(
            other,
            left.english.replace("_L", "_R"),
            parent,
            vec.mirrored(left.position),
            tail,
            left.kind,
            source,
            left.rate,
        )


def build(eye_pivot):
    """All bones but those of hair and skirt. eye_pivot: where the left eye turns about."""
    s = Skeleton()
    _add_trunk(s)
    s.add("左目", "eye_L", "頭", eye_pivot, (0.0, 0.0, -0.6), "follow", "両目")
    _mirror(s, ["左目"])
    start = len(s.bones)
    _add_arm(s)
    _mirror(s, [b.name for b in s.bones[start:]])
    start = len(s.bones)
    _add_leg(s)
    _mirror(s, [b.name for b in s.bones[start:]])
    for side, english in (("左", "L"), ("右", "R")):
        s.add(
            side + "足ＩＫ", "leg IK_" + english, "全ての親", s.place(side + "足首"), (0.0, 0.0, 1.0), "ik"
        )
        s.add(
            side + "つま先ＩＫ",
            "toe IK_" + english,
            side + "足ＩＫ",
            s.place(side + "つま先"),
            (0.0, -0.6, 0.0),
            "ik",
        )
    for side in "左右":
        s.chains.append(
            InverseKinematics(side + "足ＩＫ", side + "足首", [side + "ひざ", side + "足"], 60, 2.0)
        )
        s.chains.append(InverseKinematics(side + "つま先ＩＫ", side + "つま先", [side + "足首"], 4, 4.0))
    return s
