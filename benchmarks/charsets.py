"""How many files of public test suites are decoded rightly.

    python benchmarks/charsets.py FOLDER

FOLDER has the unpacked source packages of chardet, charset_normalizer and html5lib, as `pip download --no-binary :all:
--no-deps chardet==5.2.0 charset-normalizer html5lib==1.1` fetches them; one that is missing is named and skipped. They
are not part of the project. Prints a line for each suite and each file that is decoded wrongly. Files in encodings that
no browser reads (UTF-32, Johab, EUC-TW, IBM855, ISO-2022-KR) do not apply.
"""

import argparse
import ast
import re
import sys
from collections.abc import Iterator
from dataclasses import dataclass
from itertools import chain
from pathlib import Path

from newsarchive.extraction.page.declared_charsets import codec_of, in_page, late_in_page
from newsarchive.extraction.page.decoding import decode

# The folders of chardet whose names are not labels of the Encoding Standard; None for what no browser reads.
_CHARDET_FOLDERS = {
    "maccyrillic": "x-mac-cyrillic", "macroman": "macintosh", "cp949": "euc-kr", "cp932": "shift_jis",
    "utf-8-sig": "utf-8", "utf-16le": None, "utf-16be": None, "utf-32": None, "utf-32le": None, "utf-32be": None,
    "johab": None, "euc-tw": None, "ibm855": None, "iso-2022-kr": None,
}  # fmt: skip
_LANGUAGE = re.compile(r"-(?=[a-z]+$)(?!(?:jp|kr|tw|r|sig|u)$)[a-z]+$")
_DECLARATION = re.compile(rb"charset|encoding=|\blang\b", re.IGNORECASE)
# A few characters differ where a file has bytes that are undefined in its encoding.
_EQUAL = 0.999


@dataclass(frozen=True)
class Sample:
    """A file of a suite, and what it says when it is decoded rightly."""

    name: str
    body: bytes
    text: str


def chardet_samples(folder: Path) -> Iterator[Sample]:
    """The files of chardet's tests, in folders that are named for encoding and language."""
    for kind in sorted(path for path in folder.glob("chardet-*/tests/*") if path.is_dir()):
        label = _LANGUAGE.sub("", kind.name.lower())
        codec = codec_of(_CHARDET_FOLDERS.get(label, label))
        if codec is None:
            continue
        for file in sorted(kind.iterdir()):
            body = file.read_bytes()
            encoding = "utf-16" if codec.startswith("utf-16") else codec
            yield Sample(f"{kind.name}/{file.name}", body, body.decode(encoding, "replace").lstrip("\ufeff"))


def normalizer_samples(folder: Path) -> Iterator[Sample]:
    """The files of charset_normalizer's tests, with the encodings that these expect."""
    for test in sorted(folder.glob("charset_normalizer-*/tests/test_full_detection.py")):
        for node in ast.walk(ast.parse(test.read_text())):
            if isinstance(node, ast.Tuple) and len(node.elts) == 3:
                name, encoding, _ = ast.literal_eval(node)
                body = (test.parent.parent / "data" / name).read_bytes()
                yield Sample(name, body, body.decode(encoding).lstrip("\ufeff"))


def html5lib_cases(folder: Path) -> Iterator[tuple[str, bytes, str | None]]:
    """The pages of html5lib's tests of the prescan, with the encoding that a browser uses."""
    for file in sorted(folder.glob("html5lib-*/html5lib/tests/testdata/encoding/*.dat")):
        for number, case in enumerate(file.read_bytes().split(b"#data\n")[1:], 1):
            page, _, rest = case.partition(b"\n#encoding\n")
            yield f"{file.name} {number}", page, codec_of(rest.split(b"\n")[0])


def browser_encoding(page: bytes) -> str | None:
    """The encoding that a page declares, else the one that browsers assume."""
    if page.startswith(b"\xef\xbb\xbf"):
        return "utf-8"
    return next(chain(in_page(page), late_in_page(page)), "windows-1252")


def _is_right(sample: Sample, body: bytes) -> bool:
    got = decode(body, None)
    if len(got) != len(sample.text):
        return got == sample.text
    same = sum(one == other for one, other in zip(got, sample.text, strict=True))
    return same >= _EQUAL * len(got)


def _undeclared(body: bytes) -> bytes:
    """body with every declaration of an encoding or a language made unreadable, in the same length."""
    return _DECLARATION.sub(lambda match: b"x" * len(match[0]), body)


def _report(suite: str, tried: int, wrong: list[str]) -> None:
    if not tried:
        print(f"{suite}: not in this folder, skipped")
        return
    print(f"{suite}: {tried - len(wrong)} of {tried} right ({(tried - len(wrong)) / tried:.2%})")
    for name in wrong:
        print(f"  wrong: {name}")


def main(arguments: list[str] | None = None) -> int:
    parser = argparse.ArgumentParser(description="Hold the decoding of pages to public test suites.")
    parser.add_argument("folder", type=Path, help="the folder with the unpacked source packages")
    folder = parser.parse_args(arguments).folder
    for suite, samples in (
        ("chardet", list(chardet_samples(folder))),
        ("charset_normalizer", list(normalizer_samples(folder))),
    ):
        _report(suite, len(samples), [sample.name for sample in samples if not _is_right(sample, sample.body)])
        without = [
            Sample(sample.name, body, _undeclared(sample.text.encode()).decode())
            for sample in samples
            if (body := _undeclared(sample.body)) != sample.body
        ]
        wrong = [sample.name for sample in without if not _is_right(sample, sample.body)]
        _report(f"{suite}, declarations removed", len(without), wrong)
    cases = list(html5lib_cases(folder))
    _report("html5lib", len(cases), [name for name, page, codec in cases if browser_encoding(page) != codec])
    return 0


if __name__ == "__main__":
    sys.exit(main())
