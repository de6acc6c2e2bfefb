"""What re-extraction found and wrote: counts, with the first of each kind as examples."""

from collections import Counter
from dataclasses import dataclass, field

# Examples of each kind that are listed. The others are only counted.
MOST_EXAMPLES = 5
MOST_LISTED = 50


@dataclass
class CountedExamples:
    """A count, and the first examples in words."""

    most: int = MOST_LISTED
    count: int = 0
    first: list[str] = field(default_factory=list)

    def add(self, line: str) -> None:
        self.count += 1
        if len(self.first) < self.most:
            self.first.append(line)


@dataclass
class Report:
    """Every page is counted once: same, changed, shorter, refused, new, still_refused, known, expired or unreadable.

    fields says what would change in the changed articles, by the names of differences.FIELDS. The counts from
    is_written on say what was then written.
    """

    outlets: int = 0
    pages: int = 0
    same: int = 0
    changed: int = 0
    fields: dict[str, CountedExamples] = field(default_factory=dict)
    # Kept as they are: today's reading has less than half of the words, or is not an article.
    shorter: CountedExamples = field(default_factory=CountedExamples)
    refused: CountedExamples = field(default_factory=CountedExamples)
    # Pages that were not articles before.
    new: CountedExamples = field(default_factory=CountedExamples)
    still_refused: int = 0
    known: int = 0
    other_outcome: int = 0
    expired: int = 0
    unreadable: CountedExamples = field(default_factory=CountedExamples)
    undeclared: Counter[str] = field(default_factory=Counter)

    is_written: bool = False
    revised: int = 0
    amended: int = 0
    verdicts: Counter[str] = field(default_factory=Counter)
    changed_meanwhile: int = 0

    @property
    def would_change(self) -> int:
        """How many rows are to be written, besides the reading versions."""
        return self.changed + self.new.count + self.other_outcome

    def note_field(self, name: str, example: str) -> None:
        self.fields.setdefault(name, CountedExamples(MOST_EXAMPLES)).add(example)
