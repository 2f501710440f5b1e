"""Writes a figure as PMD 1.0 with English names, toon list, rigid bodies and joints."""

import struct

import toon
import vector as vec

BONE_TYPES = {"turn": 0, "move": 1, "ik": 2, "under_ik": 4, "follow": 5, "ik_target": 6}


def field(text, size):
    data = text.encode("cp932")
    if len(data) > size:
        raise ValueError("%s: %d bytes, at most %d fit" % (text, len(data), size))
    return data.ljust(size, b"\0")


def english(text, size=20):
    return text.encode("ascii")[:size].ljust(size, b"\0")


def floats(values):
    """Rounded first, so that the last bits of a platform's mathematics do not show in the file."""
    return struct.pack("<%df" % len(values), *(round(v, 5) + 0.0 for v in values))


def _two_weights(vertex):
    pairs = vertex.pair or vertex.weights[:2]
    total = sum(w for _, w in pairs)
    first = (pairs[0][0], pairs[0][1] / total)
    return first, pairs[1][0] if len(pairs) > 1 else pairs[0][0]


def _vertices(figure):
    bones = {bone.name: i for i, bone in enumerate(figure.skeleton.bones)}
    out = []
    for surface in figure.surfaces:
        for v in surface.vertices:
            (bone, weight), other = _two_weights(v)
            out.append(
                floats(v.position)
                + floats(v.normal)
                + floats(v.uv)
                + struct.pack(
                    "<hhBB",
                    bones[bone],
                    bones[other],
                    int(round(weight * 100.0)),
                    0 if v.edge > 0.0 else 1,
                )
            )
    return struct.pack("<I", len(out)) + b"".join(out)


def _triangles_and_materials(figure):
    first = dict(zip(map(id, figure.surfaces), figure.first_vertices()))
    indices, materials = [], []
    for material in figure.materials:
        count = 0
        for surface in material.surfaces:
            base = first[id(surface)]
            for triangle in surface.triangles:
                indices.append(struct.pack("<HHH", *(base + i for i in triangle)))
                count += 3
        materials.append(
            floats(material.diffuse)
            + floats([material.alpha, material.power])
            + floats(material.specular)
            + floats(material.ambient)
            + struct.pack("<BBI", material.toon, 1 if material.edge else 0, count)
            + field(material.texture, 20)
        )
    return (
        struct.pack("<I", 3 * len(indices))
        + b"".join(indices)
        + struct.pack("<I", len(materials))
        + b"".join(materials)
    )


def _bones(figure):
    skeleton = figure.skeleton
    number = {bone.name: i for i, bone in enumerate(skeleton.bones)}
    out = [struct.pack("<H", len(skeleton.bones))]
    for bone in skeleton.bones:
        tail = number[bone.tail] if isinstance(bone.tail, str) else 0
        source = number[bone.source] if bone.source else 0
        out.append(
            field(bone.name, 20)
            + struct.pack(
                "<hhBh",
                number[bone.parent] if bone.parent else -1,
                tail,
                BONE_TYPES[bone.kind],
                source,
            )
            + floats(bone.position)
        )
    out.append(struct.pack("<H", len(skeleton.chains)))
    for chain in skeleton.chains:
        out.append(
            struct.pack(
                "<hhBHf",
                number[chain.bone],
                number[chain.effector],
                len(chain.links),
                chain.loops,
                chain.limit / 4.0,
            )
            + struct.pack("<%dh" % len(chain.links), *(number[name] for name in chain.links))
        )
    return b"".join(out)


def _faces(figure):
    first = figure.first_vertices()
    used = sorted({first[s] + i for _, _, _, moves in figure.morphs for s, i, _ in moves})
    rank = {vertex: i for i, vertex in enumerate(used)}
    places = [v.position for surface in figure.surfaces for v in surface.vertices]
    out = [
        struct.pack("<H", len(figure.morphs) + 1),
        field("base", 20) + struct.pack("<IB", len(used), 0),
    ]
    out += [struct.pack("<I", vertex) + floats(places[vertex]) for vertex in used]
    for name, _, panel, moves in figure.morphs:
        out.append(field(name, 20) + struct.pack("<IB", len(moves), panel))
        out += [struct.pack("<I", rank[first[s] + i]) + floats(offset) for s, i, offset in moves]
    return b"".join(out)


def _display(figure, groups):
    number = {bone.name: i for i, bone in enumerate(figure.skeleton.bones)}
    out = [
        struct.pack("<B", len(figure.morphs))
        + struct.pack("<%dH" % len(figure.morphs), *range(1, len(figure.morphs) + 1))
    ]
    out.append(
        struct.pack("<B", len(groups)) + b"".join(field(name + "\n", 50) for name, _, _ in groups)
    )
    rows = [(number[bone], g + 1) for g, (_, _, bones) in enumerate(groups) for bone in bones]
    out.append(struct.pack("<I", len(rows)) + b"".join(struct.pack("<hB", *row) for row in rows))
    return b"".join(out)


def _names(figure, groups):
    out = [b"\x01", english(figure.english), english(figure.comment.split(": ")[1], 256)]
    out += [english(bone.english) for bone in figure.skeleton.bones]
    out += [english(name) for _, name, _, _ in figure.morphs]
    out += [english(name, 50) for _, name, _ in groups]
    names = toon.NAMES + ["toon%02d.bmp" % k for k in range(len(toon.NAMES) + 1, 11)]
    return b"".join(out) + b"".join(field(name, 100) for name in names)


def _physics(figure):
    number = {bone.name: i for i, bone in enumerate(figure.skeleton.bones)}
    bodies = {body.name: i for i, body in enumerate(figure.physics.bodies)}
    out = [struct.pack("<I", len(bodies))]
    for b in figure.physics.bodies:
        place = vec.sub(b.position, figure.skeleton.place(b.bone))
        out.append(
            field(b.name, 20)
            + struct.pack("<HBHB", number[b.bone], b.group, b.mask, b.shape)
            + floats(b.size)
            + floats(place)
            + floats(b.rotation)
            + floats([b.mass, b.linear, b.angular, b.restitution, b.friction])
            + struct.pack("<B", b.mode)
        )
    out.append(struct.pack("<I", len(figure.physics.joints)))
    for j in figure.physics.joints:
        out.append(
            field(j.name, 20)
            + struct.pack("<II", bodies[j.a], bodies[j.b])
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
    data = b"Pmd" + struct.pack("<f", 1.0) + field(figure.name, 20) + field(figure.comment, 256)
    data += (
        _vertices(figure)
        + _triangles_and_materials(figure)
        + _bones(figure)
        + _faces(figure)
        + _display(figure, groups)
    )
    data += _names(figure, groups) + _physics(figure)
    with open(path, "wb") as out:
        out.write(data)
