"""Plain readers of the sample's model and motion files, written from the formats and apart from the tool that makes them."""

import os
import struct
import zlib
from pathlib import Path

SOURCE = Path(os.environ.get("MMDAGENT_SOURCE", Path(__file__).resolve().parents[3]))
SAMPLE = SOURCE / "Resource" / "Sample"


class Bytes:
    def __init__(self, data):
        self.data, self.at = data, 0

    def take(self, layout):
        values = struct.unpack_from("<" + layout, self.data, self.at)
        self.at += struct.calcsize("<" + layout)
        return values if len(values) > 1 else values[0]

    def skip(self, size):
        self.at += size

    def name(self, size):
        raw = self.data[self.at : self.at + size]
        self.at += size
        return raw.split(b"\0")[0].decode("cp932")

    def text(self):
        size = self.take("i")
        self.at += size
        return self.data[self.at - size : self.at].decode("utf-16-le")

    def left(self):
        return len(self.data) - self.at


class Pmd:
    def __init__(self, path):
        b = Bytes(path.read_bytes())
        assert b.take("3s") == b"Pmd" and b.take("f") == 1.0
        self.name, self.comment = b.name(20), b.name(256)
        self.vertices = [b.take("8f2hBB") for _ in range(b.take("I"))]
        self.indices = [b.take("H") for _ in range(b.take("I"))]
        self.materials = [(b.take("11fBBI"), b.name(20)) for _ in range(b.take("I"))]
        self.bones = [(b.name(20),) + b.take("hhBh3f") for _ in range(b.take("H"))]
        self.chains = []
        for _ in range(b.take("H")):
            bone, effector, count, loops, limit = b.take("hhBHf")
            self.chains.append((bone, effector, loops, limit, [b.take("h") for _ in range(count)]))
        self.faces = []
        for _ in range(b.take("H")):
            name, count, panel = b.name(20), b.take("I"), b.take("B")
            self.faces.append((name, panel, [b.take("I3f") for _ in range(count)]))
        b.skip(2 * b.take("B"))
        groups = b.take("B")
        b.skip(50 * groups)
        b.skip(3 * b.take("I"))
        assert b.take("B") == 1
        b.skip(276 + 20 * len(self.bones) + 20 * (len(self.faces) - 1) + 50 * groups)
        self.toons = [b.name(100) for _ in range(10)]
        self.bodies = [(b.name(20),) + b.take("HBHB14fB") for _ in range(b.take("I"))]
        self.joints = [(b.name(20),) + b.take("II24f") for _ in range(b.take("I"))]
        assert b.left() == 0


class Pmx:
    """Counts, names and weights; index sizes as the sample has them are not assumed."""

    SIZES = {1: "b", 2: "h", 4: "i"}

    def __init__(self, path):
        b = Bytes(path.read_bytes())
        assert b.take("4s") == b"PMX " and b.take("f") == 2.0
        count = b.take("B")
        self.globals = [b.take("B") for _ in range(count)]
        assert self.globals[0] == 0 and self.globals[1] == 0
        index = [self.SIZES[size] for size in self.globals[2:8]]
        index[0] = index[0].upper() if index[0] != "i" else "i"
        self.vertex, self.texture, self.material, self.bone, self.morph, self.body = index
        self.texts = [b.text() for _ in range(4)]
        self.vertices = [self._vertex(b) for _ in range(b.take("i"))]
        self.indices = [b.take(self.vertex) for _ in range(b.take("i"))]
        self.textures = [b.text() for _ in range(b.take("i"))]
        self.materials = [self._material(b) for _ in range(b.take("i"))]
        self.bones = [self._bone(b) for _ in range(b.take("i"))]
        self.morphs = [self._morph(b) for _ in range(b.take("i"))]
        self.frames = [self._frame(b) for _ in range(b.take("i"))]
        self.bodies = [
            (b.text(), b.text(), b.take(self.bone)) + b.take("BHB14fB") for _ in range(b.take("i"))
        ]
        self.joints = [
            (b.text(), b.text(), b.take("B"), b.take(self.body), b.take(self.body), b.take("24f"))
            for _ in range(b.take("i"))
        ]
        assert b.left() == 0

    def _vertex(self, b):
        place, kind = b.take("8f"), b.take("B")
        if kind == 0:
            weights = [(b.take(self.bone), 1.0)]
        elif kind == 1:
            first, second, share = b.take(self.bone), b.take(self.bone), b.take("f")
            weights = [(first, share), (second, 1.0 - share)]
        else:
            assert kind == 2
            bones = [b.take(self.bone) for _ in range(4)]
            weights = list(zip(bones, b.take("4f")))
        return place, weights, b.take("f")

    def _material(self, b):
        name, english, colours, flags, edge = (
            b.text(),
            b.text(),
            b.take("11f"),
            b.take("B"),
            b.take("5f"),
        )
        texture, sphere, mode, own = (
            b.take(self.texture),
            b.take(self.texture),
            b.take("B"),
            b.take("B"),
        )
        toon = b.take("B") if own else b.take(self.texture)
        assert b.text() == "" and sphere == -1 and mode == 0 and own == 0
        return name, english, colours, flags, edge, texture, toon, b.take("i")

    def _bone(self, b):
        name, english, place, parent, layer, flags = (
            b.text(),
            b.text(),
            b.take("3f"),
            b.take(self.bone),
            b.take("i"),
            b.take("H"),
        )
        tail = b.take(self.bone) if flags & 1 else b.take("3f")
        append = (b.take(self.bone), b.take("f")) if flags & 0x300 else None
        chain = None
        if flags & 0x20:
            effector, loops, limit = b.take(self.bone), b.take("i"), b.take("f")
            links = []
            for _ in range(b.take("i")):
                link = b.take(self.bone)
                links.append((link, b.take("6f") if b.take("B") else None))
            chain = (effector, loops, limit, links)
        return name, english, place, parent, layer, flags, tail, append, chain

    def _morph(self, b):
        name, english, panel, kind = b.text(), b.text(), b.take("B"), b.take("B")
        assert kind == 1
        return (
            name,
            english,
            panel,
            [(b.take(self.vertex),) + b.take("3f") for _ in range(b.take("i"))],
        )

    def _frame(self, b):
        name, english, special = b.text(), b.text(), b.take("B")
        items = []
        for _ in range(b.take("i")):
            kind = b.take("B")
            items.append((kind, b.take(self.morph if kind else self.bone)))
        return name, english, special, items


class Vmd:
    """bones and morphs: {name: [(frame, ...)]}, sorted."""

    def __init__(self, path):
        b = Bytes(path.read_bytes())
        assert b.name(30) == "Vocaloid Motion Data 0002"
        self.model = b.name(20)
        self.bones, self.morphs = {}, {}
        for _ in range(b.take("I")):
            name = b.name(15)
            key = b.take("I3f4f64s")
            self.bones.setdefault(name, []).append((key[0], key[1:4], key[4:8], key[8]))
        for _ in range(b.take("I")):
            name = b.name(15)
            self.morphs.setdefault(name, []).append(b.take("If"))
        assert b.data[b.at :] == bytes(16)
        for track in list(self.bones.values()) + list(self.morphs.values()):
            track.sort(key=lambda key: key[0])


def png_size(path):
    """(width, height) of a PNG whose chunks are whole."""
    data = path.read_bytes()
    assert data[:8] == b"\x89PNG\r\n\x1a\n"
    at, size = 8, None
    while at < len(data):
        count, kind = struct.unpack_from(">I4s", data, at)
        body = data[at + 8 : at + 8 + count]
        assert zlib.crc32(kind + body) == struct.unpack_from(">I", data, at + 8 + count)[0]
        if kind == b"IHDR":
            size = struct.unpack_from(">II", body)
        at += 12 + count
    return size
