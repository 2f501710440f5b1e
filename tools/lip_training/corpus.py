"""Speech with known times of its phonemes, spoken by flite and espeak-ng (both are needed, and numpy).

What is trained on and what is tested with share neither sentences nor words.
"""

import ctypes
import random
import subprocess
import tempfile
import wave
from dataclasses import dataclass
from pathlib import Path

import numpy as np

RATE = 16000
FLITE_VOICES = ("awb", "kal16", "rms", "slt")
ESPEAK_VOICES = ("en+m1", "en+m3", "en+f1", "en+f3", "en-us+m2", "en-us+m4", "en-us+f2", "en-us+f4",
                 "ja+m1", "ja+m3", "ja+f2", "ja+f4")
NEW_VOICES = ("en+m7", "en+f2", "en-us+m6", "en-us+f1", "ja+m2", "ja+f1")  # never trained on

VOWELS = "aiueo"
# Letters of allowed classes: the vowels, n narrow, c closed (remote.md section 6.4 and the table of lip.txt).
# Where two letters stand, either is right: the table calls the central vowels a (ax) and e (er), though they
# sound alike.
FLITE_CLASSES = {
    "aa": "a", "ae": "a", "ah": "a", "aw": "a", "ay": "a", "ax": "ae", "axr": "ae", "er": "ae",
    "ih": "i", "iy": "i", "uh": "u", "uw": "u", "eh": "e", "ey": "e", "ao": "o", "ow": "o", "oy": "o",
    "y": "n", "b": "n", "d": "n", "dh": "n", "g": "n", "k": "n", "r": "n", "z": "n", "zh": "n", "t": "n", "th": "n",
    "hh": "", "jh": "n", "w": "u"}
GLIDES = {"aw": "u", "ay": "i", "ey": "i", "ow": "u", "oy": "i", "aI": "i", "aU": "u", "OI": "i", "oU": "u",
          "eI": "i", "e@": "a", "o@": "a", "i@": "a", "U@": "a", "O@": "a", "A@": "a"}
GLIDE_BEGINS = 0.5  # of a diphthong; then its first and its last sound are right

TRAINED_TEXT = """The quick brown fox jumps over the lazy dog.
She sells sea shells by the sea shore.
I would like to go out and eat some food with you tomorrow.
We were away a year ago, and nobody knew about it.
Good morning, my name is Anna, and I come from Osaka.
Who knows where the road goes after the old stone bridge.
Father bought a large calm farm near the harbour.
The cat sat on a flat black mat and had a snack.
Each evening we see three green trees near the deep sea.
You should choose a cool blue room soon.
Pay the lady eight days later, they say.
Both boats float slowly over the cold ocean.
It is a big hit, this little pink pin in his fist.
Put the good book on the wood and look.
Let them get ten red pens from the desk.
All the small balls fall along the long wall."""
TESTED_TEXT = """Nine children were playing quietly behind the garden fence.
Could somebody please explain why this window never opens?
Thomas wrote a short letter to his younger brother.
The weather forecast promises sunshine until Thursday.
My grandmother cooked chicken soup with fresh carrots.
Her new umbrella is purple, with a wooden handle.
They usually drink strong coffee before work begins.
A loud noise woke everyone in the hotel at midnight."""
TRAINED_WORDS = """cat hat bad man apple half calm car start heart arm odd hot box stop body bed red pen said head men
get seven enter bee tree read people machine sit big fish milk build women six food moon blue shoe group rule put
good look woman boat go snow home over cold law all talk caught walk door four day make eight great way time my night
eye house now out down boy join voice cup love run some under bird word girl early about ago summer hello winter
tomorrow yellow music little table water mother river city happy lady any many begin before between again against
answer bottle bread bridge bucket busy butter camera castle chair cheese choose clean cloud coast corner country
cousin dance danger dinner dollar dream evening famous father feather finger floor flower forest friend future gentle
glass golden guess hammer heavy hollow honey idea island jacket juice kitchen ladder lemon lion lucky market meadow
metal money monkey mountain movie nature needle north number ocean office onion orange paper parrot pencil picture
planet pocket potato power queen question quick rabbit radio ready ribbon rocket rose sailor salad school season
secret shadow shoulder silver sister smooth soldier spoon square station story street student sugar teacher thirty
thunder ticket tiger today tower train travel turtle uncle useful valley village visit wagon whisper wonder young""".split()
TESTED_WORDS = """bag camel dark park clock doll neck empty cheat sheep believe ship supper pillow tooth cook
foot goose bone phone alone ball storm fork rain plate crane kite light cow mouse coin noise bus nut turn first burn
banana sofa pasta circus autumn signal coffee doctor purple marble spider pepper beauty hotel human insect jungle
ketchup laptop magic nephew oven pony quiz robot saddle tomato unit velvet walnut yogurt zebra basket cabin dragon
elbow fabric guitar helmet""".split()
TRAINED_JAPANESE = """おはようございます。わたしのなまえはめいです。
あおいうみとあかいはなをみました。
いえのうえにおおきいねこがいます。
えきまでどうやっていきますか。
うつくしいゆきがふるふゆのよる。
おおいぬとこいぬがこうえんであそぶ。
きみはいつもにこにこしている。
せんせいへてがみをかいてだします。"""
TESTED_JAPANESE = """ありがとうございます。またあしたあいましょう。
さかなやでたまごとこめをかいました。
このほんはとてもおもしろいです。
ちいさなとりがそらをとんでいく。"""
MORAE = "か き く け こ さ し す せ そ た ち つ て と な に ぬ ね の は ひ ふ へ ほ ま み む め も や ゆ よ ら り る れ ろ わ".split() \
    + 2 * "あ い う え お".split()


@dataclass
class Utterance:
    voice: str
    samples: np.ndarray  # int16, 16 kHz
    phones: list  # (letters of the right classes, name, first second, last second)


def sentences(tested, japanese, random_ones, seed=7):
    """Written sentences, and random ones of the words that belong to them."""
    source = random.Random(seed + tested)
    if japanese:
        text = TESTED_JAPANESE if tested else TRAINED_JAPANESE
        return text.split("\n") + ["".join(source.choice(MORAE) for _ in range(source.randint(8, 14))) + "。"
                                   for _ in range(random_ones)]
    words = TESTED_WORDS if tested else TRAINED_WORDS
    return (TESTED_TEXT if tested else TRAINED_TEXT).split("\n") + \
        [" ".join(source.choice(words) for _ in range(source.randint(5, 8))).capitalize() + "."
         for _ in range(random_ones)]


def with_glides(letters, name, begin, end):
    """A diphthong is two phones."""
    if name not in GLIDES:
        return [(letters, name, begin, end)]
    middle = begin + GLIDE_BEGINS * (end - begin)
    return [(letters, name, begin, middle), (letters + GLIDES[name], name + " glide", middle, end)]


def resampled(samples, rate, new_rate=RATE):
    if rate == new_rate:
        return samples
    count = int(len(samples) * new_rate / rate)
    spectrum = np.fft.rfft(samples.astype(float))
    wanted = np.zeros(count // 2 + 1, complex)
    kept = min(len(wanted), len(spectrum))
    wanted[:kept] = spectrum[:kept]
    return np.clip(np.fft.irfft(wanted * (count / len(samples)), count), -32768, 32767).astype(np.int16)


def read_wave(path):
    with wave.open(str(path)) as file:
        return np.frombuffer(file.readframes(file.getnframes()), np.int16), file.getframerate()


# --- flite

def speak_with_flite(voice, text):
    with tempfile.TemporaryDirectory() as folder:
        path = Path(folder, "speech.wav")
        said = subprocess.run(["flite", "-voice", voice, "-psdur", "-t", text, str(path)], check=True,
                              capture_output=True, text=True).stdout
        samples = resampled(*read_wave(path))
    phones, begin = [], 0.0
    for word in said.split():
        name, end = word.split(":")
        letters = "c" if name == "pau" else FLITE_CLASSES.get(name, "c")
        phones += with_glides(letters, name, begin, float(end))
        begin = float(end)
    return Utterance("flite " + voice, samples, phones)


# --- espeak-ng

class Event(ctypes.Structure):
    """espeak_EVENT of its speak_lib.h."""
    _fields_ = [("type", ctypes.c_int), ("identifier", ctypes.c_uint), ("text_position", ctypes.c_int),
                ("length", ctypes.c_int), ("milliseconds", ctypes.c_int), ("sample", ctypes.c_int),
                ("user", ctypes.c_void_p), ("name", ctypes.c_char * 8)]


CALLBACK = ctypes.CFUNCTYPE(ctypes.c_int, ctypes.POINTER(ctypes.c_short), ctypes.c_int, ctypes.POINTER(Event))
PHONEME_EVENT, SYNCHRONOUS, WITH_PHONEMES, UTF8 = 7, 2, 1, 1


def espeak_classes(name):
    """Of the names of English and Japanese phonemes; two letters for central vowels."""
    if not name or name[0] in "_|:;":
        return "c"
    if name[0] in "@3" or name in ("a#", "I2", "i@3"):
        return "i" if name == "I2" else "ae"
    for first, letters in (("aAV", "a"), ("iI", "i"), ("uUM", "u"), ("eE", "e"), ("oO0", "o")):
        if name[0] in first:
            return letters
    if name[0] in "ybdDgkrRzZtTj":
        return "n"
    return {"w": "u", "h": ""}.get(name[0], "c")


class Espeak:
    def __init__(self):
        self._library = ctypes.CDLL("libespeak-ng.so.1")
        self._rate = self._library.espeak_Initialize(SYNCHRONOUS, 0, None, WITH_PHONEMES)
        self._pieces, self._events = [], []
        self._callback = CALLBACK(self._take)  # must live as long as the library calls it
        self._library.espeak_SetSynthCallback(self._callback)

    def _take(self, samples, count, events):
        if count > 0:
            self._pieces.append(ctypes.string_at(samples, 2 * count))
        index = 0
        while events[index].type != 0:
            if events[index].type == PHONEME_EVENT:
                name = events[index].name.decode("utf-8", "replace").strip("',%=")
                self._events.append((events[index].milliseconds / 1000, name))
            index += 1
        return 0

    def speak(self, voice, text):
        self._pieces.clear()
        self._events.clear()
        if self._library.espeak_SetVoiceByName(voice.encode()) != 0:
            raise SystemExit(f"espeak-ng has no voice {voice}")
        data = text.encode() + b"\0"
        self._library.espeak_Synth(data, len(data), 0, 1, 0, UTF8, None, None)
        self._library.espeak_Synchronize()
        samples = np.frombuffer(b"".join(self._pieces), np.int16)
        ends = [begin for begin, _ in self._events[1:]] + [len(samples) / self._rate]
        phones = []
        for (begin, name), end in zip(self._events, ends):
            phones += with_glides(espeak_classes(name), name, begin, end)
        return Utterance("espeak " + voice, resampled(samples, self._rate), phones)


def corpus(tested, english=60, japanese=30, voices=None):
    """All utterances; `voices` are names as above, and so many random sentences are added for each."""
    espeak = Espeak()
    if voices is None:
        voices = FLITE_VOICES + ESPEAK_VOICES + (NEW_VOICES if tested else ())
    for index, voice in enumerate(voices):
        is_japanese = voice.startswith("ja")
        # Other sentences for each voice, the same at every run.
        for text in sentences(tested, is_japanese, japanese if is_japanese else english, 100 * index):
            yield speak_with_flite(voice, text) if voice in FLITE_VOICES else espeak.speak(voice, text)
