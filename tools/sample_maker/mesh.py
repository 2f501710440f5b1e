"""Surfaces: vertices and triangles of one material, and the operations that shape them.

The front of a triangle (p0, p1, p2) is where (p1 - p0) x (p2 - p0) points to, in file space coordinates.
"""

import math

import vector as vec


class Vertex:
    """One corner of a surface.

    weights: [(bone name, weight)], up to four, sum 1. pair: two weights to use where a format holds no more, or None.
    edge: outline scale 0..1. param: where it lies on the surface it was made from. tag: what morphs know it by.
    """

    __slots__ = ("position", "normal", "uv", "weights", "pair", "edge", "param", "tag")

    def __init__(self, position, uv=(0.0, 0.0), param=None, tag=None, edge=1.0):
        self.position = position
        self.normal = (0.0, 1.0, 0.0)
        self.uv = uv
        self.weights = []
        self.pair = None
        self.edge = edge
        self.param = param
        self.tag = tag


class Surface:
    def __init__(self, name, material):
        self.name = name
        self.material = material
        self.vertices = []
        self.triangles = []

    def vertex(self, position, uv=(0.0, 0.0), param=None, tag=None, edge=1.0):
        self.vertices.append(Vertex(position, uv, param, tag, edge))
        return len(self.vertices) - 1

    def triangle(self, a, b, c):
        if a != b and b != c and a != c:
            self.triangles.append((a, b, c))

    def quad(self, a, b, c, d):
        """Corners in order round the face; split along the shorter diagonal."""
        p = [self.vertices[i].position for i in (a, b, c, d)]
        if vec.length(vec.sub(p[0], p[2])) <= vec.length(vec.sub(p[1], p[3])):
            self.triangle(a, b, c)
            self.triangle(a, c, d)
        else:
            self.triangle(a, b, d)
            self.triangle(b, c, d)

    def join(self, rings, closed=False):
        """Quads between successive rings of vertex indices; `closed` joins the last of a ring with its first."""
        for low, high in zip(rings, rings[1:]):
            count = len(low)
            for i in range(count if closed else count - 1):
                j = (i + 1) % count
                self.quad(low[i], low[j], high[j], high[i])

    def fan(self, centre, ring, reverse=False, closed=False):
        """Triangles from one vertex to each step of a ring."""
        for i in range(len(ring) if closed else len(ring) - 1):
            a, b = ring[i], ring[(i + 1) % len(ring)]
            self.triangle(centre, *((b, a) if reverse else (a, b)))

    def face_out(self):
        """Turns all triangles so that a (nearly) closed surface shows its outside."""
        volume = 0.0
        middle = self.vertices[self.triangles[0][0]].position
        for a, b, c in self.triangles:
            p = [vec.sub(self.vertices[i].position, middle) for i in (a, b, c)]
            volume += vec.dot(p[0], vec.cross(p[1], p[2]))
        if volume < 0.0:
            self.triangles = [(a, c, b) for a, b, c in self.triangles]

    def face_away(self, centre):
        """Turns all triangles so that an open shell round `centre` shows its outside."""
        total = 0.0
        for a, b, c in self.triangles:
            p = [self.vertices[i].position for i in (a, b, c)]
            total += vec.dot(
                vec.sub(p[0], centre), vec.cross(vec.sub(p[1], p[0]), vec.sub(p[2], p[0]))
            )
        if total < 0.0:
            self.triangles = [(a, c, b) for a, b, c in self.triangles]

    def face_towards(self, direction):
        """Turns all triangles so that a patch shows its front to someone at the far end of `direction`."""
        total = 0.0
        for a, b, c in self.triangles:
            p = [self.vertices[i].position for i in (a, b, c)]
            total += vec.dot(direction, vec.cross(vec.sub(p[1], p[0]), vec.sub(p[2], p[0])))
        if total < 0.0:
            self.triangles = [(a, c, b) for a, b, c in self.triangles]

    def weigh(self, rule):
        """rule(vertex) gives its weights as {bone: weight} or [(bone, weight)]."""
        for v in self.vertices:
            v.weights = tidied(rule(v))

    def absorb(self, other):
        base = len(self.vertices)
        self.vertices += other.vertices
        self.triangles += [(a + base, b + base, c + base) for a, b, c in other.triangles]

    def mirrored(self, name):
        """The same on the right side: x negated, 左 bones become 右."""
        result = Surface(name, self.material)
        for v in self.vertices:
            w = Vertex(vec.mirrored(v.position), v.uv, v.param, v.tag, v.edge)
            w.weights = [(right_name(bone), weight) for bone, weight in v.weights]
            w.pair = [(right_name(bone), weight) for bone, weight in v.pair] if v.pair else None
            result.vertices.append(w)
        result.triangles = [(a, c, b) for a, b, c in self.triangles]
        return result

    def smooth_normals(self):
        """Normals weighted by corner angle; vertices at one place (seams of the texture) share theirs."""
        sums = {}
        keys = [tuple(round(c * 2000.0) for c in v.position) for v in self.vertices]
        for triangle in self.triangles:
            p = [self.vertices[i].position for i in triangle]
            face = vec.cross(vec.sub(p[1], p[0]), vec.sub(p[2], p[0]))
            if vec.length(face) < 1e-10:
                continue
            face = vec.unit(face)
            for k in range(3):
                to_next = vec.unit(vec.sub(p[(k + 1) % 3], p[k]))
                to_last = vec.unit(vec.sub(p[(k + 2) % 3], p[k]))
                angle = math.acos(vec.clamp(vec.dot(to_next, to_last), -1.0, 1.0))
                key = keys[triangle[k]]
                sums[key] = vec.along(sums.get(key, (0.0, 0.0, 0.0)), face, angle)
        for v, key in zip(self.vertices, keys):
            v.normal = vec.unit(sums.get(key, (0.0, 1.0, 0.0)))


def right_name(name):
    return "右" + name[1:] if name.startswith("左") else name


def tidied(weights):
    """At most four weights above 0.4 %, largest first, sum 1."""
    pairs = list(weights.items()) if isinstance(weights, dict) else list(weights)
    pairs = sorted(((b, w) for b, w in pairs if w > 0.004), key=lambda p: -p[1])[:4]
    total = sum(w for _, w in pairs)
    return [(b, w / total) for b, w in pairs]


def chain(position, stops):
    """Weights along a chain of bones. stops: [(bone, start, blend)]: from `start` on the bone takes over from the one
    before it, over a zone `blend` wide on either side. `position` runs along the chain."""
    weights = {stops[0][0]: 1.0}
    for bone, start, blend in stops[1:]:
        share = vec.smooth(start - blend, start + blend, position)
        if share <= 0.0:
            continue
        weights = {b: w * (1.0 - share) for b, w in weights.items()}
        weights[bone] = weights.get(bone, 0.0) + share
    return weights


def ring(
    surface,
    centre,
    across,
    up,
    half,
    front,
    back,
    count,
    uv,
    power=2.0,
    bump=None,
    seam=True,
    param=None,
):
    """One cross-section: `across` and `up` span its plane; half width, extents along +up (`front`) and -up (`back`).
    uv(i / count) gives texture coordinates; `bump(angle)` multiplies the radius. With `seam` the first vertex is
    repeated at the end so that the texture can wrap. Angle 0 is +up, then towards +across; the ring begins and ends at
    -up, so that the seam of the texture lies behind."""
    indices = []
    for i in range(count + (1 if seam else 0)):
        angle = 2.0 * math.pi * (i % count) / count + math.pi
        x, y = math.sin(angle), math.cos(angle)
        radius = (abs(x) ** power + abs(y) ** power) ** (-1.0 / power)
        if bump:
            radius *= bump(angle)
        depth = front if y >= 0.0 else back
        place = vec.along(vec.along(centre, across, x * radius * half), up, y * radius * depth)
        indices.append(
            surface.vertex(place, uv(i / count), None if param is None else (param, angle))
        )
    return indices


def clipped(surface, inside, between):
    """The part of a surface where inside(vertex) > 0. between(v0, v1, t) makes the vertex at the
    crossing, where t is the share of the way from v0 to v1."""
    result = Surface(surface.name, surface.material)
    values = [inside(v) for v in surface.vertices]
    kept, crossings = {}, {}

    def keep(i):
        if i not in kept:
            result.vertices.append(surface.vertices[i])
            kept[i] = len(result.vertices) - 1
        return kept[i]

    def cut(i, j):
        a, b = (i, j) if i < j else (j, i)
        if (a, b) not in crossings:
            result.vertices.append(
                between(
                    surface.vertices[a], surface.vertices[b], values[a] / (values[a] - values[b])
                )
            )
            crossings[(a, b)] = len(result.vertices) - 1
        return crossings[(a, b)]

    for triangle in surface.triangles:
        outline = []
        for k in range(3):
            i, j = triangle[k], triangle[(k + 1) % 3]
            if values[i] > 0.0:
                outline.append(keep(i))
            if (values[i] > 0.0) != (values[j] > 0.0):
                outline.append(cut(i, j))
        for k in range(1, len(outline) - 1):
            result.triangle(outline[0], outline[k], outline[k + 1])
    return result
