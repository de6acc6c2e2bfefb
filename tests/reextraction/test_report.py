"""Counts of a re-extraction, with the first of each kind as examples."""

from newsarchive.reextraction.report import CountedExamples, Report


def test_all_are_counted_and_the_first_are_listed():
    examples = CountedExamples(most=2)
    for line in ("one", "two", "three"):
        examples.add(line)
    assert (examples.count, examples.first) == (3, ["one", "two"])


def test_fields_are_counted_each_for_itself():
    report = Report()
    report.note_field("headline", "article 1: Harbour → Port")
    report.note_field("headline", "article 2: Ships → Boats")
    report.note_field("text", "article 2: 60 → 70 words")
    assert {name: listed.count for name, listed in report.fields.items()} == {"headline": 2, "text": 1}


def test_what_would_change_is_the_rows_to_write():
    report = Report(changed=3, other_outcome=2, same=9, known=4, still_refused=8)
    report.new.add("https://post.example/news/1")
    assert report.would_change == 6
    assert Report(same=9).would_change == 0
