"""A small paint box: a canvas of RGB floats 0..1, shapes with soft edges, and the PNG and BMP files it is saved as."""

import math
import struct
import zlib

import vector as vec


def colour(text):
    """'#rrggbb' as three floats."""
    return tuple(int(text[i : i + 2], 16) / 255.0 for i in (1, 3, 5))


class Noise:
    """Repeatable pseudo-random numbers by place, and smooth noise made of them."""

    def __init__(self, seed):
        self.seed = seed

    def cell(self, i):
        n = (i * 374761393 + self.seed * 668265263) & 0xFFFFFFFF
        n = ((n ^ (n >> 13)) * 1274126177) & 0xFFFFFFFF
        return ((n ^ (n >> 16)) & 0xFFFF) / 65535.0

    def line(self, x):
        """Smooth noise 0..1 along one axis, one feature per unit."""
        i = math.floor(x)
        t = x - i
        t = t * t * (3.0 - 2.0 * t)
        return self.cell(i) * (1.0 - t) + self.cell(i + 1) * t

    def plane(self, x, y):
        i = math.floor(y)
        t = y - i
        t = t * t * (3.0 - 2.0 * t)
        return self.line(x + 57.0 * i) * (1.0 - t) + self.line(x + 57.0 * (i + 1)) * t


class Canvas:
    """Coordinates are texture coordinates 0..1, (0, 0) at the top left."""

    def __init__(self, width, height, fill=(1.0, 1.0, 1.0)):
        self.width, self.height = width, height
        self.pixels = list(fill) * (width * height)

    def _range(self, low, high, size):
        return range(
            max(0, int(math.floor(low * size))), min(size, int(math.ceil(high * size)) + 1)
        )

    def shade(self, box, rule):
        """rule(u, v) gives (colour, opacity) for every pixel of box (left, top, right, bottom)."""
        pixels = self.pixels
        for j in self._range(box[1], box[3], self.height):
            v = (j + 0.5) / self.height
            if not box[1] <= v <= box[3]:
                continue
            for i in self._range(box[0], box[2], self.width):
                u = (i + 0.5) / self.width
                if not box[0] <= u <= box[2]:
                    continue
                tone, opacity = rule(u, v)
                if opacity <= 0.0:
                    continue
                at = 3 * (j * self.width + i)
                if opacity >= 1.0:
                    pixels[at : at + 3] = tone
                else:
                    for c in range(3):
                        pixels[at + c] += (tone[c] - pixels[at + c]) * opacity

    def fill(self, box, top, bottom=None):
        """A rectangle, plain or running from one colour at its top to another at its bottom."""
        bottom = bottom or top
        span = max(1e-9, box[3] - box[1])
        self.shade(box, lambda u, v: (vec.mix(top, bottom, (v - box[1]) / span), 1.0))

    def ellipse(self, centre, radii, tone, opacity=1.0, soft=0.06):
        """soft: width of the edge as a share of the radius; 1 gives a blurred spot."""
        cx, cy = centre
        rx, ry = radii

        def rule(u, v):
            d = math.hypot((u - cx) / rx, (v - cy) / ry)
            return tone, opacity * vec.smooth(1.0 + 0.5 * min(soft, 0.1), 1.0 - soft, d)

        grow = 1.1
        self.shade((cx - rx * grow, cy - ry * grow, cx + rx * grow, cy + ry * grow), rule)

    def stroke(self, points, width, tone, opacity=1.0, soft=None):
        """A line through points; width: a number or a function of 0..1 along it (full width)."""
        thick = width if callable(width) else (lambda t: width)
        soft = soft if soft is not None else 1.2 / self.width
        count = len(points) - 1
        for k in range(count):
            self._segment(
                points[k],
                points[k + 1],
                k / count,
                (k + 1) / count,
                thick,
                tone,
                opacity,
                soft,
                k == 0,
            )

    def _segment(self, a, b, ta, tb, thick, tone, opacity, soft, first):
        reach = 0.5 * max(thick(ta), thick(tb)) + soft
        dx, dy = b[0] - a[0], b[1] - a[1]
        size = dx * dx + dy * dy
        if size < 1e-14:
            return

        def rule(u, v):
            t = ((u - a[0]) * dx + (v - a[1]) * dy) / size
            if t > 1.0 or (t < 0.0 and not first):
                return tone, 0.0
            t = max(0.0, t)
            d = math.hypot(u - a[0] - t * dx, v - a[1] - t * dy)
            half = 0.5 * thick(ta + (tb - ta) * t)
            return tone, opacity * vec.smooth(half + soft * 0.5, half - soft * 0.5, d)

        self.shade(
            (
                min(a[0], b[0]) - reach,
                min(a[1], b[1]) - reach,
                max(a[0], b[0]) + reach,
                max(a[1], b[1]) + reach,
            ),
            rule,
        )

    def polygon(self, points, tone, opacity=1.0, soft=None):
        """A filled polygon with a soft edge (convex or not)."""
        soft = soft if soft is not None else 1.2 / self.width
        count = len(points)

        def rule(u, v):
            inside, nearest = False, 1e9
            for k in range(count):
                (ax, ay), (bx, by) = points[k], points[(k + 1) % count]
                if (ay > v) != (by > v) and u < (bx - ax) * (v - ay) / (by - ay) + ax:
                    inside = not inside
                dx, dy = bx - ax, by - ay
                t = vec.clamp(
                    ((u - ax) * dx + (v - ay) * dy) / (dx * dx + dy * dy + 1e-14), 0.0, 1.0
                )
                nearest = min(nearest, math.hypot(u - ax - t * dx, v - ay - t * dy))
            signed = nearest if inside else -nearest
            return tone, opacity * vec.smooth(-0.5 * soft, 0.5 * soft, signed)

        us, vs = [p[0] for p in points], [p[1] for p in points]
        self.shade((min(us) - soft, min(vs) - soft, max(us) + soft, max(vs) + soft), rule)

    def star(self, centre, size, tone, opacity=1.0, turn=0.0, inner=0.45):
        points = []
        for k in range(10):
            r = size * (1.0 if k % 2 == 0 else inner)
            a = math.pi * k / 5.0 + turn
            points.append((centre[0] + r * math.sin(a), centre[1] - r * math.cos(a)))
        self.polygon(points, tone, opacity)

    def bytes_rgb(self):
        return bytes(
            0 if p <= 0.0 else 255 if p >= 1.0 else int(p * 255.0 + 0.5) for p in self.pixels
        )


def save_png(path, canvas):
    data = canvas.bytes_rgb()
    stride = 3 * canvas.width
    rows = []
    above = bytes(stride)
    for j in range(canvas.height):
        row = data[j * stride : (j + 1) * stride]
        rows.append(b"\x02" + bytes((a - b) & 0xFF for a, b in zip(row, above)))
        above = row

    def chunk(kind, body):
        return (
            struct.pack(">I", len(body)) + kind + body + struct.pack(">I", zlib.crc32(kind + body))
        )

    with open(path, "wb") as out:
        out.write(
            b"\x89PNG\r\n\x1a\n"
            + chunk(b"IHDR", struct.pack(">IIBBBBB", canvas.width, canvas.height, 8, 2, 0, 0, 0))
        )
        out.write(chunk(b"IDAT", zlib.compress(b"".join(rows), 9)) + chunk(b"IEND", b""))


def save_bmp(path, canvas):
    """24 bits a pixel, bottom row first; the width must be a multiple of four."""
    data = canvas.bytes_rgb()
    stride = 3 * canvas.width
    body = bytearray()
    for j in range(canvas.height - 1, -1, -1):
        row = data[j * stride : (j + 1) * stride]
        for i in range(0, stride, 3):
            body += bytes((row[i + 2], row[i + 1], row[i]))
    with open(path, "wb") as out:
        out.write(b"BM" + struct.pack("<IHHI", 54 + len(body), 0, 0, 54))
        out.write(
            struct.pack(
                "<IiiHHIIiiII",
                40,
                canvas.width,
                canvas.height,
                1,
                24,
                0,
                len(body),
                2835,
                2835,
                0,
                0,
            )
            + body
        )
