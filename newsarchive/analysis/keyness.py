"""Which words are typical of one group of texts, compared with another: log-likelihood, and the size of the effect.

The log-likelihood ratio G² (Dunning 1993; in the form of Rayson and Garside 2000) says how surely the frequencies
differ. The ratio of the frequencies says by how much (its logarithm to base 2 is Hardie's log ratio).
"""

from collections import Counter
from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass
from math import log, log2

from newsarchive.analysis.word_counts import WordCounts

# The value of G² that chance exceeds once in 10,000 words (chi-squared with one degree of freedom).
SIGNIFICANT = 15.13
# A word of fewer articles says more about these articles than about the search.
FEWEST_ARTICLES = 3
# A word that the other texts do not have is counted as half a word of them.
_HALF = 0.5
# To find out how many articles have a word takes long. So it is done for the surest words, this many times the limit.
_BATCH = 3


@dataclass(frozen=True, slots=True)
class DistinctiveWord:
    """One word: how often it is in the texts and in the other texts, in how many texts, and how the two differ.

    times is how many times as often it is per word; log_ratio is its logarithm to base 2.
    """

    word: str
    count: int
    articles: int
    other_count: int
    other_articles: int
    log_likelihood: float
    times: float

    @property
    def log_ratio(self) -> float:
        """Hardie's log ratio: 1 is twice as often, 2 four times."""
        return log2(self.times)


def log_likelihood(count: int, other_count: int, total: int, other_total: int) -> float:
    """G² of a word that is count times among total words, and other_count times among other_total words."""
    both, all_words = count + other_count, total + other_total
    if not both or not total or not other_total:
        return 0.0
    expected, other_expected = total * both / all_words, other_total * both / all_words
    one = count * log(count / expected) if count else 0.0
    other = other_count * log(other_count / other_expected) if other_count else 0.0
    return max(0.0, 2 * (one + other))


def distinctive_words(
    texts: WordCounts, others: WordCounts, is_left_out: Callable[[str, float], bool], limit: int
) -> list[DistinctiveWord]:
    """The words that are more frequent in texts than in others, the surest first.

    is_left_out(word, share) decides from a folded word and the share of the other texts that have it.
    """
    candidates = sorted(_candidates(texts, others), key=lambda one: (-one.log_likelihood, one.word))
    fewest = min(FEWEST_ARTICLES, texts.texts)
    found: list[_SureWord] = []
    articles, other_articles = Counter[str](), Counter[str]()
    for batch in _batches(candidates, _BATCH * limit):
        words = [one.word for one in batch]
        articles, other_articles = articles + texts.texts_with(words), other_articles + others.texts_with(words)
        for one in batch:
            share = other_articles[one.word] / max(1, others.texts)
            if articles[one.word] >= fewest and not is_left_out(one.word, share):
                found.append(one)
        if len(found) >= limit:
            break
    shown = texts.spellings([one.word for one in found[:limit]])
    return [
        DistinctiveWord(
            shown[one.word],
            texts.counts[one.word],
            articles[one.word],
            others.counts[one.word],
            other_articles[one.word],
            round(one.log_likelihood, 2),
            round(one.times, 2),
        )
        for one in found[:limit]
    ]


@dataclass(frozen=True, slots=True)
class _SureWord:
    """A folded word that is surely more frequent, and by how much."""

    word: str
    log_likelihood: float
    times: float


def _candidates(texts: WordCounts, others: WordCounts) -> Iterator[_SureWord]:
    """The words that are surely more frequent in texts than in others, and often enough to be in enough articles."""
    total, other_total = texts.total, others.total
    fewest = min(FEWEST_ARTICLES, texts.texts)
    if not total or not other_total:
        return
    for word, count in texts.counts.items():
        other_count = others.counts[word]
        if count < fewest or count * other_total <= max(other_count, _HALF) * total:
            continue
        surely = log_likelihood(count, other_count, total, other_total)
        if surely >= SIGNIFICANT:
            yield _SureWord(word, surely, (count / total) / (max(other_count, _HALF) / other_total))


def _batches(candidates: Sequence[_SureWord], size: int) -> Iterator[Sequence[_SureWord]]:
    return (candidates[begin : begin + size] for begin in range(0, len(candidates), max(1, size)))
