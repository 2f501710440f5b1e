#!/usr/bin/env python3
"""Trains the network that reads mouth shapes from speech, and writes Plugin_Remote/src/sound/mouth_weights.h.

usage: train.py [--output FILE] [--corpus FILE] [--without VOICE] [--rounds 40]

--corpus keeps the speech in a file, so that a second run begins at once. --without leaves a voice out of the training, to
see how it fares as one that was never heard. On one machine the same arguments give the same file.
"""

import argparse
import pickle
from pathlib import Path

import numpy as np

from corpus import VOWELS, corpus
from features import BANDS, INPUTS, LAGS, RATE, inputs, silences, spectra

CLASSES = VOWELS + "nc"  # narrow, closed
FIRST, SECOND = 56, 24   # units of the hidden layers
FORMANTS = {"a": (750, 1250, 2600), "i": (290, 2250, 2950), "u": (330, 1000, 2350), "e": (480, 1900, 2600),
            "o": (470, 850, 2500)}
WEIGHT = {"u": 1.5, "e": 1.2, "n": 0.35, "c": 0.35}  # of a class in the loss, 1 where it is not named
HEADER = Path(__file__).resolve().parents[2] / "Plugin_Remote" / "src" / "sound" / "mouth_weights.h"


def formant_vowel(vowel, pitch, scale, source, seconds=0.45):
    """Harmonics of a voice through three resonances."""
    times = np.arange(int(RATE * seconds)) / RATE
    harmonics = np.arange(1, int(6500 / pitch)) * pitch
    z = np.exp(-2j * np.pi * harmonics / RATE)
    response = 1.0 / (1.0 - 0.9 * z)
    for hertz, width in zip(FORMANTS[vowel], (80, 100, 150)):
        radius = np.exp(-np.pi * width / RATE)
        turn = 2.0 * radius * np.cos(2.0 * np.pi * hertz * scale / RATE)
        response = response * (1 - turn + radius ** 2) / (1.0 - turn * z + radius ** 2 * z ** 2)
    wave = (np.abs(response)[:, None] *
            np.cos(2 * np.pi * harmonics[:, None] * times + np.angle(response)[:, None])).sum(0)
    return (wave / np.abs(wave).max() * 32767 * source.uniform(0.05, 0.9)).astype(np.int16)


def changed(samples, source):
    """Now and then another throat, and noise of a room; the times are stretched by the result's factor."""
    factor = source.choice((1.0, 1.0, 0.93, 1.07))
    if factor != 1.0:
        at = np.arange(int(len(samples) * factor)) / factor
        samples = np.interp(at, np.arange(len(samples)), samples)
    samples = samples * source.uniform(0.3, 1.0)
    if source.random() < 0.3:
        samples = samples + source.normal(0, source.uniform(5, 60), len(samples))
    return np.clip(samples, -32768, 32767).astype(np.int16), factor


def targets(phones, times):
    """For each time which classes are right; none where nothing is known."""
    right = np.zeros((len(times), len(CLASSES)), bool)
    for letters, _, begin, end in phones:
        inside = (times >= begin) & (times < end)
        for letter in letters:
            right[inside, CLASSES.index(letter)] = True
    return right


def average_spectrum(utterances):
    total, count = np.zeros(BANDS), 0
    for utterance in utterances[::5]:
        logarithms, power = spectra(utterance.samples)
        heard = logarithms[~silences(power)]
        total += (heard - heard.mean(1, keepdims=True)).sum(0)
        count += len(heard)
    return np.round(total / count, 3)


def examples(utterances, average, source):
    """Inputs, right classes and weights of all shapes that are not silence."""
    all_inputs, all_targets = [], []
    for utterance in utterances:
        samples, factor = changed(utterance.samples, source)
        rows, silent, times = inputs(samples, average)
        right = targets(utterance.phones, times / factor)
        kept = ~silent & right.any(1)
        all_inputs.append(rows[kept])
        all_targets.append(right[kept])
    for vowel in VOWELS:
        for pitch in (95, 120, 150, 190, 230, 270):
            for scale in (0.94, 1.0, 1.08, 1.16):
                rows, _, _ = inputs(formant_vowel(vowel, pitch * source.uniform(0.95, 1.05), scale, source), average)
                right = np.zeros((len(rows), len(CLASSES)), bool)
                right[:, CLASSES.index(vowel)] = True
                all_inputs.append(rows[2:])
                all_targets.append(right[2:])
    right = np.concatenate(all_targets)
    weight = np.array([WEIGHT.get(letter, 1.0) for letter in CLASSES])
    return np.concatenate(all_inputs).astype(np.float32), right, (right * weight).max(1).astype(np.float32)


def scores(layers, rows):
    for matrix, bias in layers[:-1]:
        rows = np.maximum(rows @ matrix + bias, 0)
    return rows @ layers[-1][0] + layers[-1][1]


def trained(rows, right, weight, rounds, source):
    """Adam on the negative logarithm of the probability that a right class is said."""
    sizes = (INPUTS, FIRST, SECOND, len(CLASSES))
    values = []
    for before, after in zip(sizes, sizes[1:]):
        values += [source.normal(0, (2 / before) ** 0.5, (before, after)).astype(np.float32),
                   np.zeros(after, np.float32)]
    first, second = [np.zeros_like(v) for v in values], [np.zeros_like(v) for v in values]
    step, batch = 0, 256
    for round_number in range(rounds):
        rate = 2e-3 * 0.5 * (1 + np.cos(np.pi * round_number / rounds)) + 1e-5
        order = source.permutation(len(rows))
        for start in range(0, len(order), batch):
            chosen = order[start:start + batch]
            step += 1
            for i, gradient in enumerate(gradients(values, rows[chosen], right[chosen], weight[chosen], source)):
                first[i] += 0.1 * (gradient - first[i])
                second[i] += 0.001 * (gradient ** 2 - second[i])
                values[i] -= rate * (first[i] / (1 - 0.9 ** step)) / (np.sqrt(second[i] / (1 - 0.999 ** step)) + 1e-8)
    return [(values[i], values[i + 1]) for i in range(0, len(values), 2)]


def gradients(values, rows, right, weight, source):
    rows = rows + source.standard_normal(rows.shape, np.float32) * 0.1
    one = np.maximum(rows @ values[0] + values[1], 0)
    two = np.maximum(one @ values[2] + values[3], 0)
    out = two @ values[4] + values[5]
    chance = np.exp(out - out.max(1, keepdims=True))
    chance /= chance.sum(1, keepdims=True)
    wanted = chance * right
    wanted /= wanted.sum(1, keepdims=True) + 1e-9
    d_out = (chance - wanted) * (weight / len(rows))[:, None]
    d_two = (d_out @ values[4].T) * (two > 0)
    d_one = (d_two @ values[2].T) * (one > 0)
    decay = 2e-5
    return (rows.T @ d_one + decay * values[0], d_one.sum(0), one.T @ d_two + decay * values[2], d_two.sum(0),
            two.T @ d_out + decay * values[4], d_out.sum(0))


def in_bytes(layers):
    """The matrices as whole numbers within ±127 and a scale for each; biases as they are."""
    result = []
    for matrix, bias in layers:
        scale = float(np.float32(np.abs(matrix).max() / 127))
        result.append((np.round(matrix / scale).astype(int), scale, bias))
    return result


def rows_of(numbers, form):
    lines, line = [], "   "
    for number in numbers:
        text = " " + form.format(number) + ","
        if len(line) + len(text) > 100:
            lines.append(line)
            line = "   "
        line += text
    return "\n".join([*lines, line])


def header(quantised, average):
    text = f"""// What MouthReader knows of speech. Written by tools/lip_training/train.py, which says how.
#pragma once

#include <array>
#include <cstddef>
#include <cstdint>

namespace mmdagent::remote {{

inline constexpr std::size_t mouth_bands = {BANDS};
inline constexpr std::array<std::size_t, {len(LAGS)}> mouth_lags = {{{", ".join(map(str, LAGS))}}};
inline constexpr std::size_t mouth_inputs = {INPUTS};
inline constexpr std::size_t mouth_first_units = {FIRST};
inline constexpr std::size_t mouth_second_units = {SECOND};
inline constexpr std::size_t mouth_classes = {len(CLASSES)};

// clang-format off
// Logarithms of the bands of the average voice, less their mean.
inline constexpr std::array<float, mouth_bands> mouth_average = {{
{rows_of(average, "{:.3f}F")}
}};
"""
    inputs_of = ("mouth_inputs", "mouth_first_units", "mouth_second_units")
    units_of = ("mouth_first_units", "mouth_second_units", "mouth_classes")
    for (matrix, scale, bias), name, before, after in zip(quantised, ("first", "second", "last"), inputs_of, units_of):
        text += f"""
// One row for each unit; times the scale.
inline constexpr float mouth_{name}_scale = {scale:#.8g}F;
inline constexpr std::array<float, {after}> mouth_{name}_bias = {{
{rows_of(bias, "{:.4f}F")}
}};
inline constexpr std::array<std::int8_t, {after} * {before}> mouth_{name} = {{
{rows_of(matrix.T.ravel(), "{}")}
}};
"""
    return text + "// clang-format on\n\n}  // namespace mmdagent::remote\n"


def judge(layers, utterances, average):
    """Shares of vowel shapes that are right, silent ones counted as wrong, by voice."""
    by_voice = {}
    for utterance in utterances:
        rows, silent, times = inputs(utterance.samples, average)
        right = targets(utterance.phones, times)
        said = scores(layers, rows).argmax(1)
        hit = right[np.arange(len(said)), said] & ~silent
        vowel = right[:, :len(VOWELS)].any(1)
        other = right.any(1) & ~vowel
        as_vowel = other & (said < len(VOWELS)) & ~silent
        counts = by_voice.setdefault(utterance.voice, np.zeros(4, int))
        counts += (vowel.sum(), (hit & vowel).sum(), other.sum(), as_vowel.sum())
    for voice, (vowels, hits, others, as_vowels) in by_voice.items():
        print(f"{voice:18} vowels {vowels:5} right {hits / vowels:.3f}  others {others:5} "
              f"shown as vowels {as_vowels / others:.3f}")
    total = sum(by_voice.values())
    print(f"{'all':18} vowels {total[0]:5} right {total[1] / total[0]:.3f}  others {total[2]:5} "
          f"shown as vowels {total[3] / total[2]:.3f}")


def read_corpus(path):
    if path is None or not path.exists():
        both = [list(corpus(False, 110, 40)), list(corpus(True, 24, 20))]
        if path is None:
            return both
        path.write_bytes(pickle.dumps(both))
    return pickle.loads(path.read_bytes())


def main():
    parser = argparse.ArgumentParser(usage=__doc__.split("\n\n")[1][7:])
    parser.add_argument("--output", type=Path, default=HEADER)
    parser.add_argument("--corpus", type=Path)
    parser.add_argument("--without")
    parser.add_argument("--rounds", type=int, default=40)
    arguments = parser.parse_args()
    for_training, for_tests = read_corpus(arguments.corpus)
    if arguments.without:
        for_training = [one for one in for_training if not one.voice.endswith(" " + arguments.without)]
    source = np.random.default_rng(1)
    average = average_spectrum(for_training)
    rows, right, weight = examples(for_training, average, source)
    print(f"{len(for_training)} utterances, {len(rows)} shapes")
    middle, spread = rows.mean(0), rows.std(0)
    layers = trained((rows - middle) / spread, right, weight, arguments.rounds, source)
    matrix, bias = layers[0]
    layers[0] = (matrix / spread[:, None], bias - (middle / spread) @ matrix)
    quantised = in_bytes(layers)
    arguments.output.write_text(header(quantised, average), encoding="utf-8")
    judge([(whole * scale, bias) for whole, scale, bias in quantised], for_tests, average)


if __name__ == "__main__":
    main()
