"""Floor and background: a terrace of pale stone with a star inlaid, under an evening sky."""

import math

from raster import Canvas, Noise, colour
import vector as vec

HORIZON, HAZE, SKY, ZENITH = (
    colour("#ffd9c4"),
    colour("#f3b7c6"),
    colour("#8f95d6"),
    colour("#4c5aa8"),
)
STONE, JOINT, INLAY, GOLD = (
    colour("#efe6ea"),
    colour("#cdbfd0"),
    colour("#8088c4"),
    colour("#e6bf74"),
)


def floor(size=768):
    """50 x 50 units seen from above, the far edge at the top; it fades into the haze at its borders."""
    c = Canvas(size, size, STONE)
    noise = Noise(17)
    light, dark, distance = colour("#fff7f2"), colour("#e3d6e2"), vec.mix(HORIZON, HAZE, 0.25)

    def stones(u, v):
        x, y = (u - 0.5) * 50.0, (v - 0.5) * 50.0
        r, a = math.hypot(x, y), math.atan2(x, -y)
        tone = vec.mix(STONE, light, 0.7 * noise.plane(u * 9.0, v * 9.0))
        ring = int(r / 2.6)
        parts = max(6, ring * 6)
        # Stones of one ring are set off by half a stone against those of the next.
        along = a / (2.0 * math.pi) * parts + 0.5 * (ring % 2)
        stone = math.floor(along + 0.5)
        tone = vec.mix(tone, dark, 0.55 * noise.cell(ring * 71 + stone % parts))
        if r > 8.2:
            gap = min(
                abs(r / 2.6 - round(r / 2.6)) * 2.6,
                (0.5 - abs(along - stone)) * 2.0 * math.pi * r / parts,
            )
            tone = vec.mix(JOINT, tone, vec.smooth(0.02, 0.10, gap))
        return vec.mix(tone, distance, vec.smooth(14.0, 25.0, r)), 1.0

    c.shade((0.0, 0.0, 1.0, 1.0), stones)
    k = 1.0 / 50.0
    _rings(c, k)
    for points, radius, tone in ((8, 7.0, INLAY), (4, 7.6, colour("#5c66ad"))):
        for i in range(points):
            a = 2.0 * math.pi * i / points + (math.pi / points if points == 8 else 0.0)
            _ray(c, a, radius * k, (0.95 if points == 4 else 0.7) * k, tone)
    c.ellipse((0.5, 0.5), (1.15 * k, 1.15 * k), GOLD, 1.0, 0.05)
    c.ellipse((0.5, 0.5), (0.95 * k, 0.95 * k), colour("#fff3dc"), 1.0, 0.05)
    c.star((0.5, 0.5), 0.8 * k, GOLD)
    return c


def _rings(c, k):
    bands = ((8.15, 0.16, GOLD), (7.75, 0.05, GOLD), (12.9, 0.10, colour("#d8b98a")))
    pale = colour("#f7eff0")

    def rule(u, v):
        r = math.hypot(u - 0.5, v - 0.5) / k
        for radius, width, tone in bands:
            if abs(r - radius) < width:
                return tone, vec.smooth(width, width * 0.6, abs(r - radius))
        return (pale, 0.8) if 7.8 < r < 8.0 else (STONE, 0.0)

    c.shade((0.22, 0.22, 0.78, 0.78), rule)


def _ray(c, angle, radius, half, tone):
    """One ray of the compass star: a light and a dark half."""
    s, d = math.sin(angle), -math.cos(angle)
    tip, base = (0.5 + s * radius, 0.5 + d * radius), radius * 0.22
    left = (0.5 + s * base - d * half, 0.5 + d * base + s * half)
    right = (0.5 + s * base + d * half, 0.5 + d * base - s * half)
    c.polygon([(0.5, 0.5), left, tip], vec.mix(tone, (1.0, 1.0, 1.0), 0.35))
    c.polygon([(0.5, 0.5), right, tip], tone)


def background(width=960, height=768):
    """50 x 40 units of sky behind the terrace."""
    c = Canvas(width, height)

    def sky(u, v):
        t = 1.0 - v
        tone = vec.mix(HORIZON, HAZE, vec.smooth(0.02, 0.24, t))
        tone = vec.mix(tone, SKY, vec.smooth(0.16, 0.62, t))
        return vec.mix(tone, ZENITH, vec.smooth(0.50, 1.0, t)), 1.0

    c.shade((0.0, 0.0, 1.0, 1.0), sky)
    c.ellipse((0.5, 0.80), (0.42, 0.30), colour("#fff0d8"), 0.55, 1.0)
    _stars(c)
    _moon(c)
    _clouds(c)
    _hills(c)
    return c


def _stars(c):
    noise = Noise(41)
    for k in range(150):
        u, v = noise.cell(3 * k), 0.62 * noise.cell(3 * k + 1) ** 1.3
        size = 0.0011 + 0.0016 * noise.cell(3 * k + 2) ** 3
        strength = vec.smooth(0.62, 0.15, v) * (0.5 + 0.5 * noise.cell(3 * k + 2))
        c.ellipse((u, v), (size, size * 1.25), (1.0, 0.98, 0.90), strength, 0.8)
        if k % 19 == 0:
            c.star((u, v), 0.006, (1.0, 0.97, 0.86), 0.9 * strength, 0.0, 0.28)


def _moon(c):
    c.ellipse((0.80, 0.20), (0.095, 0.119), colour("#fff4dc"), 0.30, 1.0)

    def crescent(u, v):
        d = math.hypot((u - 0.80) / 0.038, (v - 0.20) / 0.0475)
        cut = math.hypot((u - 0.784) / 0.036, (v - 0.190) / 0.045)
        return colour("#fff6df"), vec.smooth(1.03, 0.97, d) * vec.smooth(0.97, 1.03, cut)

    c.shade((0.75, 0.14, 0.85, 0.26), crescent)


def _clouds(c):
    noise = Noise(23)
    banks = [
        (0.12, 0.63, 0.20),
        (0.30, 0.72, 0.17),
        (0.74, 0.68, 0.22),
        (0.93, 0.60, 0.16),
        (0.55, 0.76, 0.16),
        (0.05, 0.40, 0.10),
        (0.62, 0.36, 0.09),
    ]
    seed = 0
    for u, v, size in banks:
        for layer, (tone, drop, strength) in enumerate(
            (
                (colour("#b79ac8"), 0.018, 0.55),
                (colour("#ffd3cf"), 0.006, 0.75),
                (colour("#fff4ea"), -0.006, 0.85),
            )
        ):
            for k in range(9):
                seed += 1
                x = (k / 8.0 - 0.5) * 2.0
                r = (
                    size
                    * (0.16 + 0.16 * noise.cell(seed))
                    * (1.0 - 0.55 * x * x)
                    * (1.0 - 0.18 * layer)
                )
                y = v + drop - size * 0.16 * (1.0 - x * x) * noise.cell(seed + 500)
                c.ellipse((u + x * size * 0.62, y), (r * 1.25, r * 0.92), tone, strength, 0.75)


def _hills(c):
    noise = Noise(61)
    for level, height, tone, scale in (
        (0.885, 0.060, colour("#b9a3cf"), 7.0),
        (0.925, 0.045, colour("#cfaecb"), 11.0),
        (0.965, 0.035, colour("#eabfc6"), 16.0),
    ):
        line = [
            level - height * (noise.line(x * scale / 200.0 + level * 97.0) - 0.3)
            for x in range(202)
        ]

        def rule(u, v, line=line, tone=tone):
            x = u * 200.0
            i = int(x)
            edge = vec.lerp(line[i], line[i + 1], x - i)
            return vec.mix(tone, HORIZON, vec.smooth(edge, edge + 0.12, v)), vec.smooth(
                edge - 0.001, edge + 0.001, v
            )

        c.shade((0.0, level - height, 1.0, 1.0), rule)
    c.shade(
        (0.0, 0.93, 1.0, 1.0), lambda u, v: (vec.mix(HORIZON, HAZE, 0.25), vec.smooth(0.93, 1.0, v))
    )
