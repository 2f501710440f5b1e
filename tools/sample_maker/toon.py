"""Toon ramps: the colour that light is multiplied by, from lit (top row) to shade (bottom row)."""

from raster import Canvas, colour, save_bmp
import vector as vec

# file: shade colour, where the border lies (0 lit .. 1 shade), softness
RAMPS = {
    "toon_skin.bmp": ("#f7cdbf", 0.52, 0.10),
    "toon_hair.bmp": ("#b6a9de", 0.50, 0.06),
    "toon_clothes.bmp": ("#b9b3d6", 0.51, 0.06),
    "toon_plain.bmp": ("#f1e9f2", 0.60, 0.20),
}
NAMES = list(RAMPS)


def save_all(folder):
    for name, (shade, border, soft) in RAMPS.items():
        canvas = Canvas(32, 64)
        tone = colour(shade)
        warm = vec.mix(tone, (1.0, 0.86, 0.80), 0.35)

        def rule(u, v, tone=tone, warm=warm, border=border, soft=soft):
            share = vec.smooth(border - soft, border + soft, v)
            mid = (
                vec.mix((1.0, 1.0, 1.0), warm, min(1.0, 2.0 * share))
                if share < 0.5
                else vec.mix(warm, tone, 2.0 * share - 1.0)
            )
            return mid, 1.0

        canvas.shade((0.0, 0.0, 1.0, 1.0), rule)
        save_bmp(folder + "/" + name, canvas)
