"""Small vector helpers on tuples of three floats, and the curves that profiles are drawn with.

All coordinates of the maker are in file space: left-handed, +Y up, the figure faces -Z, its left side is +X.
"""

import math


def add(a, b):
    return (a[0] + b[0], a[1] + b[1], a[2] + b[2])


def sub(a, b):
    return (a[0] - b[0], a[1] - b[1], a[2] - b[2])


def scaled(a, k):
    return (a[0] * k, a[1] * k, a[2] * k)


def along(a, direction, k):
    """The point k times `direction` away from `a`."""
    return (a[0] + direction[0] * k, a[1] + direction[1] * k, a[2] + direction[2] * k)


def dot(a, b):
    return a[0] * b[0] + a[1] * b[1] + a[2] * b[2]


def cross(a, b):
    return (a[1] * b[2] - a[2] * b[1], a[2] * b[0] - a[0] * b[2], a[0] * b[1] - a[1] * b[0])


def length(a):
    return math.sqrt(dot(a, a))


def unit(a):
    size = length(a)
    return (a[0] / size, a[1] / size, a[2] / size) if size > 1e-12 else (0.0, 1.0, 0.0)


def mix(a, b, t):
    return tuple(x + (y - x) * t for x, y in zip(a, b))


def lerp(a, b, t):
    return a + (b - a) * t


def clamp(value, low, high):
    return low if value < low else high if value > high else value


def smooth(low, high, value):
    """0 below `low`, 1 above `high`, an S curve between; `low` may be larger than `high`."""
    t = clamp((value - low) / (high - low), 0.0, 1.0)
    return t * t * (3.0 - 2.0 * t)


def bell(distance, width):
    """A Gaussian of height 1 whose value is 1/e at `width`."""
    return math.exp(-((distance / width) ** 2))


def mirrored(a):
    return (-a[0], a[1], a[2])


def side_frame(direction, hint):
    """Two unit axes across `direction`: the first lies as near to `hint` as it can, the second completes them."""
    d = unit(direction)
    first = unit(sub(hint, scaled(d, dot(hint, d))))
    return first, cross(d, first)


class Curve:
    """A smooth curve through rows (key, value, value ...): monotone cubic, so profiles never overshoot their rows."""

    def __init__(self, rows):
        self.keys = [float(row[0]) for row in rows]
        self.columns = [[float(row[c]) for row in rows] for c in range(1, len(rows[0]))]
        self.slopes = [self._slopes(column) for column in self.columns]

    def _slopes(self, values):
        n = len(values)
        steps = [
            (values[i + 1] - values[i]) / (self.keys[i + 1] - self.keys[i]) for i in range(n - 1)
        ]
        slopes = [steps[0]] + [0.0] * (n - 2) + [steps[-1]]
        for i in range(1, n - 1):
            if steps[i - 1] * steps[i] > 0.0:
                h0 = self.keys[i] - self.keys[i - 1]
                h1 = self.keys[i + 1] - self.keys[i]
                w0, w1 = 2.0 * h1 + h0, h1 + 2.0 * h0
                slopes[i] = (w0 + w1) / (w0 / steps[i - 1] + w1 / steps[i])
        return slopes

    def at(self, key):
        """All columns at `key`; held constant outside the rows."""
        keys = self.keys
        if key <= keys[0]:
            return [column[0] for column in self.columns]
        if key >= keys[-1]:
            return [column[-1] for column in self.columns]
        i = 0
        while keys[i + 1] < key:
            i += 1
        h = keys[i + 1] - keys[i]
        t = (key - keys[i]) / h
        t2, t3 = t * t, t * t * t
        a, b = 2.0 * t3 - 3.0 * t2 + 1.0, (t3 - 2.0 * t2 + t) * h
        c, d = 3.0 * t2 - 2.0 * t3, (t3 - t2) * h
        return [
            a * v[i] + b * s[i] + c * v[i + 1] + d * s[i + 1]
            for v, s in zip(self.columns, self.slopes)
        ]

    def value(self, key):
        return self.at(key)[0]


class Path:
    """A Catmull-Rom curve through points, measured by arc length: s runs from 0 to 1."""

    def __init__(self, points, samples=16):
        padded = [sub(scaled(points[0], 2.0), points[1])] + list(points)
        padded.append(sub(scaled(points[-1], 2.0), points[-2]))
        self.dense = [points[0]]
        for i in range(1, len(padded) - 2):
            for k in range(1, samples + 1):
                self.dense.append(self._blend(padded[i - 1 : i + 3], k / samples))
        self.lengths = [0.0]
        for a, b in zip(self.dense, self.dense[1:]):
            self.lengths.append(self.lengths[-1] + length(sub(b, a)))
        self.total = self.lengths[-1]

    @staticmethod
    def _blend(p, t):
        t2, t3 = t * t, t * t * t
        weights = (
            -0.5 * t3 + t2 - 0.5 * t,
            1.5 * t3 - 2.5 * t2 + 1.0,
            -1.5 * t3 + 2.0 * t2 + 0.5 * t,
            0.5 * t3 - 0.5 * t2,
        )
        return tuple(sum(w * q[c] for w, q in zip(weights, p)) for c in range(3))

    def at(self, s):
        wanted = clamp(s, 0.0, 1.0) * self.total
        i = 0
        while i < len(self.lengths) - 2 and self.lengths[i + 1] < wanted:
            i += 1
        span = self.lengths[i + 1] - self.lengths[i]
        return mix(
            self.dense[i],
            self.dense[i + 1],
            (wanted - self.lengths[i]) / span if span > 1e-12 else 0.0,
        )

    def direction(self, s):
        return unit(sub(self.at(min(1.0, s + 0.02)), self.at(max(0.0, s - 0.02))))
