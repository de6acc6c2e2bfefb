"""Invented news for benchmarks: texts with the word frequencies of news, their copies, and lookalikes.

Words are made of syllables. Their frequencies follow Zipf's law. Stock phrases stay whole. Each kind of copy and each
template is a row of a table, so a new kind is a new line.
"""

import random
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from itertools import accumulate

SYLLABLES = ("ka", "lo", "mi", "ter", "sen", "du", "ra", "vel", "no", "fi", "gar", "est", "or", "pan", "ti", "lu")
VOCABULARY = 50_000
CHARACTERS = 3_500
STOCK_PHRASES = 1_500

Paragraphs = list[str]
Edit = Callable[["Language", random.Random, Paragraphs], Paragraphs]


@dataclass(frozen=True)
class Language:
    """Words with their frequencies, and the separator between words: none in a script without spaces."""

    words: Sequence[str]
    weights: Sequence[float]
    space: str
    stop: str

    def paragraph(self, chosen: random.Random, words: int) -> str:
        return self.space.join(chosen.choices(self.words, cum_weights=self.weights, k=words)) + self.stop

    def text(self, chosen: random.Random) -> Paragraphs:
        """A text of about 120 to 700 words, the length of reports."""
        return [self.paragraph(chosen, chosen.randint(20, 55)) for _ in range(chosen.randint(5, 13))]

    def parted(self, paragraph: str) -> list[str]:
        """The words of a text; in a script without spaces, pairs of characters."""
        if self.space:
            return paragraph.split(self.space)
        return [paragraph[at : at + 2] for at in range(0, len(paragraph), 2)]


def _weights(count: int, offset: float) -> list[float]:
    return list(accumulate(1 / (rank + offset) for rank in range(count)))


def make_words() -> Language:
    """A language with spaces; one twentieth of it is stock phrases, and some words are figures."""
    chosen = random.Random("words")
    words = ["".join(chosen.choices(SYLLABLES, k=1 + rank % 4 + (rank > 500))) for rank in range(VOCABULARY)]
    for rank in range(40, VOCABULARY, 30):
        words[rank] = str(chosen.randint(1, 3_000))
    phrases = [" ".join(chosen.choices(words[:400], k=chosen.randint(3, 6))) for _ in range(STOCK_PHRASES)]
    for place, phrase in enumerate(phrases):
        words[100 + 7 * place] = phrase
    return Language(words, _weights(VOCABULARY, 2.7), " ", ".")


def make_characters() -> Language:
    """A script without spaces: words of one to three characters."""
    chosen = random.Random("characters")
    signs = [chr(0x4E00 + rank) for rank in range(CHARACTERS)]
    cumulated = _weights(CHARACTERS, 20)
    words = ["".join(chosen.choices(signs, cum_weights=cumulated, k=1 + rank % 3)) for rank in range(VOCABULARY)]
    return Language(words, _weights(VOCABULARY, 2.7), "", "。")


# Copies: what newsrooms do with the text of an agency.


def keep_all(language: Language, chosen: random.Random, text: Paragraphs) -> Paragraphs:
    return text


def cut_end(language: Language, chosen: random.Random, text: Paragraphs) -> Paragraphs:
    """Between a tenth and half of the paragraphs are removed."""
    return text[: max(3, round(len(text) * chosen.uniform(0.5, 0.9)))]


def add_links(language: Language, chosen: random.Random, text: Paragraphs, most: int = 5) -> Paragraphs:
    """Headlines of other articles are added between the paragraphs, and the outlet's own text at the end."""
    with_links = list(text)
    for _ in range(chosen.randint(1, most)):
        with_links.insert(chosen.randint(1, len(with_links)), language.paragraph(chosen, chosen.randint(6, 11)))
    return [*with_links, language.paragraph(chosen, chosen.randint(15, 40))]


def change_opening(language: Language, chosen: random.Random, text: Paragraphs) -> Paragraphs:
    return [language.paragraph(chosen, chosen.randint(25, 50)), *text[1:]]


def edit_lightly(language: Language, chosen: random.Random, text: Paragraphs, share: float = 0.04) -> Paragraphs:
    """Of a hundred words, three are replaced and one is removed."""
    edited = []
    for paragraph in text:
        words = language.parted(paragraph)
        for place in range(len(words)):
            if (dice := chosen.random()) < share:
                words[place] = (
                    "" if dice < share / 4 else chosen.choices(language.words, cum_weights=language.weights)[0]
                )
        edited.append(language.space.join(word for word in words if word))
    return edited


def do_everything(language: Language, chosen: random.Random, text: Paragraphs) -> Paragraphs:
    """A new opening, the end cut from longer texts, one word in fifty replaced, links and a note added."""
    cut = change_opening(language, chosen, text[: len(text) - chosen.randint(0, len(text) // 6)])
    return add_links(language, chosen, edit_lightly(language, chosen, cut, 0.02), 2)


COPIES: dict[str, Edit] = {
    "another headline": keep_all,
    "end cut off": cut_end,
    "links and boilerplate": add_links,
    "another opening": change_opening,
    "light edits": edit_lightly,
    "all of these": do_everything,
}


# Lookalikes: they resemble a copy but are none. They are made from a text of another outlet.


def share_half(language: Language, chosen: random.Random, text: Paragraphs) -> Paragraphs:
    """A roundup: every other paragraph is the same."""
    half = set(chosen.sample(range(len(text)), len(text) // 2))
    return [
        paragraph if place in half else language.paragraph(chosen, len(language.parted(paragraph)))
        for place, paragraph in enumerate(text)
    ]


def update_next_day(language: Language, chosen: random.Random, text: Paragraphs) -> Paragraphs:
    """New text, then the last 20 to 50 percent of the text of the day before as background."""
    kept = text[round(len(text) * chosen.uniform(0.5, 0.8)) :]
    return [*(language.paragraph(chosen, chosen.randint(25, 60)) for _ in range(len(text) - len(kept))), *kept]


LOOKALIKES: dict[str, Edit] = {"roundup, half the same": share_half, "the next day's update": update_next_day}


# Reports made from a template: one word in so many is new each time.


@dataclass(frozen=True)
class Template:
    """A text in which one of `every` words is filled in with one of values, or a figure from low to high."""

    every: tuple[int, int]
    low: int
    high: int
    names: int = 0

    def make(self, language: Language, seed: str) -> "Filled":
        """The template for a seed."""
        chosen = random.Random(seed)
        paragraphs = []
        for paragraph in language.text(chosen):
            words = language.parted(paragraph)
            gap = chosen.randint(*self.every)
            words[gap - 1 :: gap] = [None] * len(words[gap - 1 :: gap])
            paragraphs.append(words)
        names = [language.paragraph(chosen, 1).rstrip(language.stop) for _ in range(self.names)]
        return Filled(self, language, paragraphs, names)


@dataclass(frozen=True)
class Filled:
    """One template ready to fill in; None is a gap."""

    template: Template
    language: Language
    paragraphs: list[list[str | None]]
    names: list[str]

    def text(self, chosen: random.Random) -> Paragraphs:
        return [
            self.language.space.join(self._value(chosen) if word is None else word for word in words)
            for words in self.paragraphs
        ]

    def _value(self, chosen: random.Random) -> str:
        if self.names and chosen.random() < 0.5:
            return chosen.choice(self.names)
        figure = chosen.randint(self.template.low, self.template.high)
        return f"{figure / 100:.2f}" if self.template.high > 1_000 else str(figure)


TEMPLATES: dict[str, Template] = {
    "market report": Template(every=(10, 14), low=100, high=900_000),
    "weather": Template(every=(7, 10), low=0, high=35, names=12),
    "match report": Template(every=(7, 10), low=0, high=90, names=40),
}
