"""The texture of the hair: strands, a ring of light, and tips that turn from lavender to rose."""

import math

from raster import Canvas, Noise, colour
import vector as vec

ROOT, BODY, LOW, TIP = colour("#7f72bd"), colour("#a79be0"), colour("#c9a9e2"), colour("#f7a8bf")
LIGHT, DARK = colour("#f4efff"), colour("#6556a6")


def hair(size=512):
    c = Canvas(size, size)
    coarse, fine, wisps = Noise(3), Noise(11), Noise(29)
    waves = [(coarse.line(i / 14.0), fine.line(i / 3.3), wisps.line(i / 7.0)) for i in range(size)]

    def rule(u, v):
        wide, thin, wisp = waves[min(size - 1, int(u * size))]
        t = v + 0.05 * (wide - 0.5)
        tone = vec.mix(ROOT, BODY, vec.smooth(0.0, 0.22, t))
        tone = vec.mix(tone, LOW, vec.smooth(0.40, 0.72, t))
        tone = vec.mix(tone, TIP, vec.smooth(0.62, 0.97, t))
        dark = 0.34 * vec.smooth(0.62, 0.95, thin) + 0.20 * vec.smooth(0.55, 0.9, wide)
        tone = vec.mix(tone, DARK if t < 0.6 else colour("#c9719f"), dark * (1.0 - 0.35 * t))
        tone = vec.mix(
            tone, LIGHT, 0.22 * vec.smooth(0.60, 0.95, 1.0 - thin) * vec.smooth(0.05, 0.3, v)
        )
        centre = 0.275 + 0.030 * math.sin(u * 6.283 * 2.0) + 0.035 * (wisp - 0.5)
        height = 0.040 + 0.034 * wisp
        ring = vec.smooth(height, height * 0.55, abs(v - centre))
        tone = vec.mix(tone, LIGHT, ring * (0.55 + 0.35 * thin) * (0.25 if thin > 0.80 else 1.0))
        second = vec.smooth(0.020, 0.006, abs(v - centre - 0.085 - 0.01 * thin)) * vec.smooth(
            0.5, 0.8, wide
        )
        tone = vec.mix(tone, LIGHT, 0.45 * second)
        return tone, 1.0

    c.shade((0.0, 0.0, 1.0, 1.0), rule)
    return c
