"""What the network sees of speech: the same that src/sound/mouth_reader.cpp computes, number for number."""

import numpy as np

RATE = 16000
STEP = 160          # samples between two spectra, 10 ms
HOP = 480           # samples of a mouth shape, 30 ms
POINTS = 512        # samples of a spectrum
BANDS = 24
LOWEST, HIGHEST = 100.0, 7000.0  # Hz
LOOK_AHEAD = 160    # samples behind a shape that are looked at too
LAGS = (0, 1, 2, 3, 4, 6, 8, 10)  # spectra before the last one that are looked at together
INPUTS = BANDS * len(LAGS) + BANDS
FLOOR = 1e-6
# Mean spectrum of the voice so far: as if so many spectra of the average voice had gone before; at most so many count.
HABIT_BEFORE, HABIT_LONGEST = 50, 300


def mel(hertz):
    return 1127.0 * np.log(1.0 + hertz / 700.0)


def filters():
    steps = np.linspace(mel(LOWEST), mel(HIGHEST), BANDS + 2)
    edges = 700.0 * (np.exp(steps / 1127.0) - 1.0)
    hertz = np.arange(POINTS // 2 + 1) * RATE / POINTS
    low, middle, high = (edges[i:i + BANDS, None] for i in range(3))
    return np.clip(np.minimum((hertz - low) / (middle - low), (high - hertz) / (high - middle)), 0.0, None)


FILTERS = filters()
WINDOW = 0.5 - 0.5 * np.cos(2.0 * np.pi * np.arange(POINTS) / POINTS)


def spectra(samples):
    """Logarithms of the bands each 10 ms, and the power of each window; the last sample of spectrum i is 160 (i + 1)."""
    wave = np.concatenate([np.zeros(POINTS - STEP + 1), samples.astype(float) / 32768.0])
    count = (len(wave) - 1 - (POINTS - STEP)) // STEP
    index = np.arange(count)[:, None] * STEP + np.arange(POINTS)
    current, before = wave[index + 1], wave[index]
    power = np.abs(np.fft.rfft((current - 0.97 * before) * WINDOW)) ** 2
    return np.log(power @ FILTERS.T + FLOOR), (current ** 2).mean(1)


def silences(power, least=1e-5, share=1.0 / 3000, forgetting=0.999):
    """Which spectra are silence: absolutely, or beside the loudest of late."""
    loudest, result = 0.0, np.zeros(len(power), bool)
    for i, value in enumerate(power):
        loudest = max(value, loudest * forgetting)
        result[i] = value < least or value < share * loudest
    return result


def inputs(samples, average):
    """For each shape its inputs, whether it is silence, and the time of its middle in seconds."""
    padded = np.concatenate([samples, np.zeros(LOOK_AHEAD + HOP, np.int16)])
    logarithms, power = spectra(padded)
    silent = silences(power)
    habits = np.zeros_like(logarithms)
    total, weight = average * HABIT_BEFORE, float(HABIT_BEFORE)
    for i, row in enumerate(logarithms):
        if not silent[i]:
            if weight >= HABIT_LONGEST:
                total, weight = total * (1 - 1 / weight), weight - 1
            total, weight = total + row - row.mean(), weight + 1
        habits[i] = total / weight
    shapes = (len(samples) + HOP - 1) // HOP
    last = (np.arange(shapes) * HOP + HOP + LOOK_AHEAD) // STEP - 1
    chosen = logarithms[np.maximum(last[:, None] - np.array(LAGS), 0)]
    level = chosen.mean((1, 2))[:, None, None]
    rows = np.concatenate([(chosen - level).reshape(shapes, -1), habits[last]], 1)
    middle = last - 1  # the window around the middle of the shape
    return rows, silent[middle], (np.arange(shapes) * HOP + HOP / 2) / RATE
