"""Writes a figure as PMX 2.0: UTF-16 text, up to four weights a vertex, own toon textures, knee limits, display frames."""

import math
import struct

import toon
from pmd_writer import floats


def text(value):
    data = value.encode("utf-16-le")
    return struct.pack("<i", len(data)) + data


class Writer:
    def __init__(self, figure, groups):
        self.figure, self.groups = figure, groups
        self.bones = {bone.name: i for i, bone in enumerate(figure.skeleton.bones)}
        self.textures = sorted({m.texture for m in figure.materials}) + toon.NAMES
        self.vertex_count = sum(len(s.vertices) for s in figure.surfaces)

    # Index sizes: vertices and bones two bytes, the rest one (bodies two, there may be more than 127).
    def header(self):
        f = self.figure
        sizes = bytes((0, 0, 2, 1, 1, 2, 1, 2))
        return (
            b"PMX "
            + struct.pack("<fB", 2.0, 8)
            + sizes
            + text(f.name)
            + text(f.english)
            + text(f.comment)
            + text(f.comment.split(": ")[1])
        )

    def vertices(self):
        out = [struct.pack("<i", self.vertex_count)]
        for surface in self.figure.surfaces:
            for v in surface.vertices:
                out.append(
                    floats(v.position)
                    + floats(v.normal)
                    + floats(v.uv)
                    + self._weights(v.weights)
                    + floats([v.edge])
                )
        return b"".join(out)

    def _weights(self, weights):
        numbers = [self.bones[bone] for bone, _ in weights]
        if len(weights) == 1:
            return struct.pack("<Bh", 0, numbers[0])
        if len(weights) == 2:
            return struct.pack("<Bhh", 1, *numbers) + floats([weights[0][1]])
        numbers += [0] * (4 - len(numbers))
        shares = [w for _, w in weights] + [0.0] * (4 - len(weights))
        return struct.pack("<Bhhhh", 2, *numbers) + floats(shares)

    def triangles(self):
        out, count = [], 0
        first = dict(zip(map(id, self.figure.surfaces), self.figure.first_vertices()))
        for material in self.figure.materials:
            for surface in material.surfaces:
                base = first[id(surface)]
                out += [
                    struct.pack("<HHH", *(base + i for i in triangle))
                    for triangle in surface.triangles
                ]
                count += 3 * len(surface.triangles)
        return struct.pack("<i", count) + b"".join(out)

    def materials(self):
        out = [
            struct.pack("<i", len(self.textures)) + b"".join(text(name) for name in self.textures),
            struct.pack("<i", len(self.figure.materials)),
        ]
        for m in self.figure.materials:
            flags = (0x10 | 0x02 if m.edge else 0) | 0x04 | 0x08
            count = 3 * sum(len(s.triangles) for s in m.surfaces)
            out.append(
                text(m.name)
                + text(m.english)
                + floats(m.diffuse)
                + floats([m.alpha])
                + floats(m.specular)
                + floats([m.power])
                + floats(m.ambient)
                + struct.pack("<B", flags)
                + floats(m.edge_colour)
                + floats([m.edge_size])
                + struct.pack(
                    "<bbBBb",
                    self.textures.index(m.texture),
                    -1,
                    0,
                    0,
                    self.textures.index(toon.NAMES[m.toon]),
                )
                + text("")
                + struct.pack("<i", count)
            )
        return b"".join(out)

    def bone_section(self):
        out = [struct.pack("<i", len(self.bones))]
        chains = {chain.bone: chain for chain in self.figure.skeleton.chains}
        for bone in self.figure.skeleton.bones:
            flags = 0x0002 | 0x0008 | 0x0010
            flags |= 0x0004 if bone.kind in ("move", "ik") else 0
            flags |= 0x0001 if isinstance(bone.tail, str) else 0
            flags |= 0x0020 if bone.name in chains else 0
            flags |= 0x0100 if bone.kind == "follow" else 0
            parent = self.bones[bone.parent] if bone.parent else -1
            out.append(
                text(bone.name)
                + text(bone.english)
                + floats(bone.position)
                + struct.pack("<hiH", parent, 0, flags)
            )
            out.append(
                struct.pack("<h", self.bones[bone.tail])
                if isinstance(bone.tail, str)
                else floats(bone.tail or (0.0, 0.0, 0.0))
            )
            if bone.kind == "follow":
                out.append(struct.pack("<h", self.bones[bone.source]) + floats([bone.rate]))
            if bone.name in chains:
                out.append(self._chain(chains[bone.name]))
        return b"".join(out)

    def _chain(self, chain):
        out = struct.pack(
            "<hifi", self.bones[chain.effector], chain.loops, chain.limit, len(chain.links)
        )
        for link in chain.links:
            knee = "ひざ" in link
            out += struct.pack("<hB", self.bones[link], 1 if knee else 0)
            if knee:
                out += floats([-math.pi, 0.0, 0.0]) + floats([-math.radians(0.5), 0.0, 0.0])
        return out

    def morphs(self):
        first = self.figure.first_vertices()
        out = [struct.pack("<i", len(self.figure.morphs))]
        for name, english, panel, moves in self.figure.morphs:
            out.append(text(name) + text(english) + struct.pack("<BBi", panel, 1, len(moves)))
            out += [struct.pack("<H", first[s] + i) + floats(offset) for s, i, offset in moves]
        return b"".join(out)

    def frames(self):
        out = [struct.pack("<i", len(self.groups) + 2)]
        out.append(
            text("Root") + text("Root") + struct.pack("<Bi", 1, 1) + struct.pack("<Bh", 0, 0)
        )
        out.append(text("表情") + text("Exp") + struct.pack("<Bi", 1, len(self.figure.morphs)))
        out += [struct.pack("<Bb", 1, i) for i in range(len(self.figure.morphs))]
        for name, english, bones in self.groups:
            out.append(text(name) + text(english) + struct.pack("<Bi", 0, len(bones)))
            out += [struct.pack("<Bh", 0, self.bones[bone]) for bone in bones]
        return b"".join(out)

    def physics(self):
        world = self.figure.physics
        number = {body.name: i for i, body in enumerate(world.bodies)}
        out = [struct.pack("<i", len(world.bodies))]
        for b in world.bodies:
            out.append(
                text(b.name)
                + text(b.english)
                + struct.pack("<hBHB", self.bones[b.bone], b.group, b.mask, b.shape)
                + floats(b.size)
                + floats(b.position)
                + floats(b.rotation)
                + floats([b.mass, b.linear, b.angular, b.restitution, b.friction])
                + struct.pack("<B", b.mode)
            )
        out.append(struct.pack("<i", len(world.joints)))
        for j in world.joints:
            out.append(
                text(j.name)
                + text(j.english)
                + struct.pack("<Bhh", 0, number[j.a], number[j.b])
                + floats(j.position)
                + floats(j.rotation)
                + floats(j.move_low)
                + floats(j.move_high)
                + floats(j.low)
                + floats(j.high)
                + floats(j.move_spring)
                + floats(j.spring)
            )
        return b"".join(out)


def save(path, figure, groups):
    w = Writer(figure, groups)
    data = (
        w.header()
        + w.vertices()
        + w.triangles()
        + w.materials()
        + w.bone_section()
        + w.morphs()
        + w.frames()
        + w.physics()
    )
    with open(path, "wb") as out:
        out.write(data)
