"""What reading again found and what came of it: counted, with the first of each kind as examples."""

from collections import Counter
from dataclasses import dataclass, field

# Examples of each kind that are kept; the others are counted.
MOST_EXAMPLES = 5
MOST_LISTED = 50


@dataclass
class CountedExamples:
    """How many there are of something, and the first of them by name."""

    most: int = MOST_LISTED
    count: int = 0
    first: list[str] = field(default_factory=list)

    def add(self, line: str) -> None:
        self.count += 1
        if len(self.first) < self.most:
            self.first.append(line)


@dataclass
class Report:
    """What was found: every page is counted once among same, changed, shorter, refused, new, still_refused, known,
    expired, unreadable. fields says what would change in those changed, by the names of differences.FIELDS.

    The counts of the second half are of what was then written.
    """

    outlets: int = 0
    pages: int = 0
    same: int = 0
    changed: int = 0
    fields: dict[str, CountedExamples] = field(default_factory=dict)
    # Kept as they are: today's reading has less than half of the words, or is no article.
    shorter: CountedExamples = field(default_factory=CountedExamples)
    refused: CountedExamples = field(default_factory=CountedExamples)
    # Pages that gave no article before.
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
        """How many rows there are to write, beside the notes of who read what."""
        return self.changed + self.new.count + self.other_outcome

    def note_field(self, name: str, example: str) -> None:
        self.fields.setdefault(name, CountedExamples(MOST_EXAMPLES)).add(example)
