"""Which of the pages that were read are articles: the extraction's verdict, held against the rest of the site.

The extraction judges one page alone, so that a short list of teasers or a film with a caption may pass for an article.
Here the site is known: what its feeds announce, how its articles describe themselves, by what words they are linked.
"""

import re
from collections.abc import Callable, Collection, Iterable, Mapping
from dataclasses import dataclass, replace
from urllib.parse import unquote, urlsplit

from newsarchive.discovery.homepage import NOT_ARTICLES
from newsarchive.extraction.page.json_ld import ARTICLE_TYPES, types_of
from newsarchive.extraction.page.parsed_page import ParsedPage
from newsarchive.outlet_tools.draft.survey_values import Read
from newsarchive.records import Article, Outcome
from newsarchive.text import count_words, fold
from newsarchive.urls import url_key

# Folders of what is to be seen or heard rather than read, beside those of lists and services.
MEDIA = {
    "video", "videos", "vidéo", "vidéos", "vídeo", "vídeos", "videot", "videoer", "wideo", "videa", "βίντεο", "видео",
    "відео", "فيديو", "ویدیو", "动画", "视频", "影音", "動画", "영상", "watch", "audio", "audios", "listen", "podcasti",
    "podkasty", "подкасты", "mediathek", "embed", "livestream", "radio",
}  # fmt: skip
FOLDERS_OF_OTHERS = frozenset(NOT_ARTICLES | MEDIA)
# Sections, tags and names are linked by few words, articles by their headlines.
FEWEST_HEADLINE_WORDS = 4
_FEW_WORDS_BESIDE_A_FILM = 100
# A page is a list when it tells so many of the headlines of other pages, and they are this share of its paragraphs.
_FEWEST_OTHER_HEADLINES = 2
_SHARE_OF_HEADLINES = 0.3
# What most articles of a site say of themselves, its other articles say too.
_MOST = 0.8
Claim = Callable[[ParsedPage | None], bool]
_PLAYER = re.compile(rb"<(?:video|audio)\b|<iframe[^>]+(?:youtube|vimeo|player)", re.IGNORECASE)


@dataclass(frozen=True)
class Told:
    """What the rest of the site says of its addresses, by their keys: where announced, and by what words linked."""

    announced: Collection[int]
    labels: Mapping[int, str]

    def is_announced(self, read: Read) -> bool:
        """Whether a feed or news sitemap names the page, under the address asked or the one that answered."""
        return url_key(read.page.requested_url) in self.announced or url_key(read.url) in self.announced

    def label(self, read: Read) -> str:
        """The longest text by which a page of the site links it."""
        keys = (url_key(read.page.requested_url), url_key(read.url))
        return max((self.labels.get(key, "") for key in keys), key=len)


def is_under_others(url: str) -> bool:
    """Whether an address lies in a folder whose name says that there are no articles in it."""
    segments = unquote(urlsplit(url).path).lower().split("/")
    return any(segment in FOLDERS_OF_OTHERS for segment in segments[:-1]) or segments[-1] in FOLDERS_OF_OTHERS


def judged(reads: Iterable[Read], told: Told) -> tuple[Read, ...]:
    """The same pages with the verdict whether each is an article, and what decided."""
    reads = tuple(reads)
    claim = _usual_claim(reads, told)
    verdicts = [_verdict(read, told, claim) for read in reads]
    return tuple(
        replace(read, is_article=is_article, why=why, is_other=not is_article and _is_certain(read, told, claim))
        for read, (is_article, why) in zip(reads, verdicts, strict=True)
    )


def _usual_claim(reads: tuple[Read, ...], told: Told) -> Claim | None:
    """The way in which the site's articles say what they are: told from those known to be, else from any."""
    read_well = [read for read in reads if read.reading.article is not None]
    known = [read for read in read_well if told.is_announced(read)]
    headed = [read for read in read_well if count_words(told.label(read)) >= FEWEST_HEADLINE_WORDS]
    sample = known or headed
    for claim in _CLAIMS:
        if sample and sum(claim(read.parsed) for read in sample) >= _MOST * len(sample):
            return claim
    return None


def _verdict(read: Read, told: Told, claim: Claim | None) -> tuple[bool, str]:
    article, announced = read.reading.article, told.is_announced(read)
    if article is None:
        return False, read.reading.reason or str(read.reading.outcome)
    if not announced and is_under_others(read.url):
        return False, "lies in a folder of other pages"
    if _is_film(read, article) and (not announced or is_under_others(read.url)):
        return False, "a film or recording"
    if announced:
        return True, "a feed or news sitemap names it"
    if _is_list(read, article, told):
        return False, "tells the headlines of other pages"
    label = told.label(read)
    if claim is not None and not claim(read.parsed):
        return False, "does not call itself an article, as the articles of this site do"
    if claim is _describes_itself:
        return True, "calls itself an article"
    if count_words(label) >= FEWEST_HEADLINE_WORDS:
        return True, "is linked by a headline"
    return False, f"is linked by {label!r} only, which is no headline"


def _is_film(read: Read, article: Article) -> bool:
    if article.kind == "video":
        return True
    return count_words(article.body) < _FEW_WORDS_BESIDE_A_FILM and (
        is_under_others(read.url) and _PLAYER.search(read.page.body) is not None
    )


def _is_list(read: Read, article: Article, told: Told) -> bool:
    """Whether the text is made of the words by which the page links other pages."""
    own = {url_key(read.url), url_key(read.page.requested_url)}
    others = {
        fold(text)
        for url, text in read.links.items()
        if url_key(url) not in own and count_words(text) >= FEWEST_HEADLINE_WORDS
    } - {fold(article.headline)}
    lines = [fold(line) for line in article.body.split("\n\n")]
    told_lines = sum(any(line.startswith(other) for other in others) for line in lines)
    return told_lines >= _FEWEST_OTHER_HEADLINES and told_lines >= _SHARE_OF_HEADLINES * len(lines)


def _describes_itself(parsed: ParsedPage | None) -> bool:
    """Whether the page's own data are an article's, or say when it was published."""
    if parsed is None:
        return False
    return "article:published_time" in parsed.meta or bool(types_of(parsed.linked_data.article) & ARTICLE_TYPES)


def _is_typed(parsed: ParsedPage | None) -> bool:
    """Whether og:type is an article's; some publishing systems write that on every page: it only shows what is none."""
    return parsed is not None and (parsed.first_meta("og:type") or "").lower() in ("article", "news", "newsarticle")


# The ways in which articles say what they are, the surest first.
_CLAIMS: tuple[Claim, ...] = (_describes_itself, _is_typed)


def _is_certain(read: Read, told: Told, claim: Claim | None) -> bool:
    """Whether a page that is not taken for an article is none: what has too little text may be one that is paid for."""
    if read.reading.outcome is Outcome.TOO_SHORT:
        is_called_one = count_words(told.label(read)) >= FEWEST_HEADLINE_WORDS
        calls_itself_one = claim is None or claim(read.parsed)
        return not told.is_announced(read) and not (is_called_one and calls_itself_one)
    return read.reading.outcome in (Outcome.ARTICLE, Outcome.NOT_ARTICLE)


def is_stub(read: Read, told: Told) -> bool:
    """Whether a page was announced as an article and shows too little of it to be read as one."""
    return read.reading.outcome is Outcome.TOO_SHORT and told.is_announced(read)
