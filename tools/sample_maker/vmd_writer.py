"""Motions in the making, and the VMD files they are saved as (30 frames a second)."""

import math
import struct

import vector as vec
from pmd_writer import field, floats

LINEAR = (20, 20, 107, 107)
EASE = (52, 0, 75, 127)
IDENTITY = (0.0, 0.0, 0.0, 1.0)


def turn(axis, degrees):
    """The quaternion (x, y, z, w) of a turn about an axis, file space."""
    half = math.radians(degrees) * 0.5
    a = vec.unit(axis)
    return (a[0] * math.sin(half), a[1] * math.sin(half), a[2] * math.sin(half), math.cos(half))


def times(*quaternions):
    """The product: the last one turns first."""
    result = IDENTITY
    for q in quaternions:
        ax, ay, az, aw = result
        bx, by, bz, bw = q
        result = (
            aw * bx + ax * bw + ay * bz - az * by,
            aw * by - ax * bz + ay * bw + az * bx,
            aw * bz + ax * by - ay * bx + az * bw,
            aw * bw - ax * bx - ay * by - az * bz,
        )
    return result


def mirrored(q):
    """The same turn seen in the mirror (left and right exchanged)."""
    return (q[0], -q[1], -q[2], q[3])


class Motion:
    def __init__(self):
        self.bones, self.morphs = [], []

    def key(self, bone, frame, rotation=IDENTITY, move=(0.0, 0.0, 0.0), curve=EASE):
        self.bones.append((bone, frame, move, rotation, curve))

    def both(self, bone, frame, rotation=IDENTITY, curve=EASE):
        """A key for the left bone and its mirror image for the right one."""
        self.key("左" + bone, frame, rotation, curve=curve)
        self.key("右" + bone, frame, mirrored(rotation), curve=curve)

    def morph(self, name, *keys):
        self.morphs += [(name, frame, weight) for frame, weight in keys]

    def save(self, path, model_name):
        out = [
            b"Vocaloid Motion Data 0002".ljust(30, b"\0"),
            field(model_name, 20),
            struct.pack("<I", len(self.bones)),
        ]
        for bone, frame, move, rotation, curve in self.bones:
            out.append(
                field(bone, 15)
                + struct.pack("<I", frame)
                + floats(move)
                + floats(rotation)
                + _interpolation(curve)
            )
        out.append(struct.pack("<I", len(self.morphs)))
        out += [
            field(name, 15) + struct.pack("<I", frame) + floats([weight])
            for name, frame, weight in self.morphs
        ]
        out.append(struct.pack("<IIII", 0, 0, 0, 0))
        with open(path, "wb") as f:
            f.write(b"".join(out))


def _interpolation(curve):
    """One curve (x1, y1, x2, y2) for all four channels, in the four shifted rows of the format."""
    x1, y1, x2, y2 = curve
    row = bytes([x1] * 4 + [y1] * 4 + [x2] * 4 + [y2] * 4)
    return b"".join(row[k:] + bytes(k) for k in range(4))
