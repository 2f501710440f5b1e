"""Small PMX, PMD and VMD files with chosen faults, as bytes."""
import struct


def text(string):
    raw = string.encode("utf-8")
    return struct.pack("<i", len(raw)) + raw


def floats(*values):
    return struct.pack(f"<{len(values)}f", *values)


def bone(name, parent=-1, ik=None):
    """ik: (target, loops, angle, [(link, limits or None)]), limits being six floats."""
    flags = 0x001A | (0x20 if ik else 0)
    data = text(name) + text("") + floats(0, 1, 0) + struct.pack("<biH", parent, 0, flags)
    data += floats(0, 1, 0)
    if ik:
        target, loops, angle, links = ik
        data += struct.pack("<bifi", target, loops, angle, len(links))
        for link, limits in links:
            data += struct.pack("<bB", link, 1 if limits else 0)
            data += floats(*limits) if limits else b""
    return data


def material(name, texture=-1, indices=3):
    return (text(name) + text("") + floats(1, 1, 1, 1, 0, 0, 0, 5, 0, 0, 0) + b"\x10"
            + floats(0, 0, 0, 1, 1) + struct.pack("<bbBBB", texture, -1, 0, 1, 0) + text("")
            + struct.pack("<i", indices))


def vertex_morph(name, elements):
    data = text(name) + text("") + struct.pack("<BBi", 1, 1, len(elements))
    for vertex in elements:
        data += struct.pack("<B", vertex) + floats(0, 1, 0)
    return data


def body(name):
    return (text(name) + text("") + struct.pack("<bBHB", 0, 0, 0xFFFF, 0)
            + floats(1, 0, 0, 0, 0, 0, 0, 0, 0, 1, .5, .5, 0, .5) + b"\x00")


def joint(name, lower, upper):
    return (text(name) + text("") + struct.pack("<Bbb", 0, 0, 1) + floats(*[0] * 6) + floats(*[0] * 6)
            + floats(*lower) + floats(*upper) + floats(*[0] * 6))


def pmx(bones=None, materials=None, textures=(), morphs=(), bodies=(), joints=(), x=0.0):
    """A triangle on bone 0; `x` is the place of its first vertex."""
    bones = bones if bones is not None else [bone("センター")]
    materials = materials if materials is not None else [material("m")]

    def section(items):
        return struct.pack("<i", len(items)) + b"".join(items)

    vertices = [floats(at, 0, 0, 0, 0, -1, 0, 0) + b"\x00\x00" + floats(1) for at in (x, 1, 2)]
    return (b"PMX " + floats(2.0) + bytes([8, 1, 0, 1, 1, 1, 1, 1, 1]) + text("tiny") + text("") * 3
            + section(vertices) + struct.pack("<i", 3) + bytes([0, 1, 2])
            + section([text(name) for name in textures]) + section(materials) + section(bones)
            + section(list(morphs)) + section([]) + section(list(bodies)) + section(list(joints)))


def pmd(bone_name="センター", toon=""):
    """A triangle whose material has the first toon."""
    def field(string, size):
        return string.encode("cp932").ljust(size, b"\0")

    data = b"Pmd" + floats(1) + field("tiny", 20) + bytes(256) + struct.pack("<I", 3)
    for at in (0, 1, 2):
        data += floats(at, 0, 0, 0, 0, -1, 0, 0) + struct.pack("<HHBB", 0, 0, 100, 0)
    data += struct.pack("<I3HI", 3, 0, 1, 2, 1) + floats(*[.5] * 11) + struct.pack("<BBI", 0, 1, 3)
    data += bytes(20) + struct.pack("<H", 1) + field(bone_name, 20)
    data += struct.pack("<hhBh", -1, -1, 1, 0) + floats(0, 0, 0)
    data += bytes(2 + 2 + 1 + 1 + 4) + b"\0" + field(toon, 100)
    for number in range(2, 11):
        data += field(f"toon{number:02}.bmp", 100)
    return data


def vmd(bones=(), morphs=()):
    data = b"Vocaloid Motion Data 0002".ljust(30, b"\0") + b"tiny".ljust(20, b"\0")
    data += struct.pack("<I", len(bones))
    for name in bones:
        data += name.encode("cp932").ljust(15, b"\0")[:15] + struct.pack("<I", 0)
        data += floats(0, 0, 0, 0, 0, 0, 1) + bytes([20] * 64)
    data += struct.pack("<I", len(morphs))
    for name in morphs:
        data += name.encode("cp932").ljust(15, b"\0")[:15] + struct.pack("<I", 0) + floats(1)
    return data


# Two by one pixels.
BMP = (b"BM" + struct.pack("<IIIIiiHHIIiiII", 62, 0, 54, 40, 2, 1, 1, 24, 0, 8, 0, 0, 0, 0)
       + bytes([3, 2, 1, 6, 5, 4, 0, 0]))
