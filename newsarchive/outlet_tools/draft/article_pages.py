"""Which of the pages that were read are articles: the result of the extraction, compared with the rest of the site.

The extraction judges one page alone. It may take a short list of teasers, or a video with a caption, for an article.
Here the site is known: the URLs in its feeds, how its articles describe themselves, and the texts of its links.
"""

import re
from collections.abc import Callable, Collection, Iterable, Mapping
from dataclasses import dataclass, replace
from urllib.parse import unquote, urlsplit

from newsarchive.discovery.homepage import NOT_ARTICLES
from newsarchive.extraction.page.json_ld import ARTICLE_TYPES, types_of
from newsarchive.extraction.page.parsed_page import ParsedPage
from newsarchive.outlet_tools.draft.survey_values import SurveyedPage
from newsarchive.records import Article, Outcome
from newsarchive.text import count_words, fold
from newsarchive.urls import url_key

# Folders of videos and recordings. NOT_ARTICLES has those of lists and services.
MEDIA = {
    "video", "videos", "vidéo", "vidéos", "vídeo", "vídeos", "videot", "videoer", "wideo", "videa", "βίντεο", "видео",
    "відео", "فيديو", "ویدیو", "动画", "视频", "影音", "動画", "영상", "watch", "audio", "audios", "listen", "podcasti",
    "podkasty", "подкасты", "mediathek", "embed", "livestream", "radio",
}  # fmt: skip
NON_ARTICLE_FOLDERS = frozenset(NOT_ARTICLES | MEDIA)
# Links to sections, tags and people have few words. Links to articles have a headline.
FEWEST_HEADLINE_WORDS = 4
_FEW_WORDS_BESIDE_A_VIDEO = 100
# A page is a list if it repeats at least so many headlines of other pages, and they are this share of its paragraphs.
_FEWEST_OTHER_HEADLINES = 2
_SHARE_OF_HEADLINES = 0.3
# A mark that this share of the known articles have is expected of all articles.
_MOST = 0.8
ArticleMark = Callable[[ParsedPage | None], bool]
_PLAYER = re.compile(rb"<(?:video|audio)\b|<iframe[^>]+(?:youtube|vimeo|player)", re.IGNORECASE)


@dataclass(frozen=True)
class SiteContext:
    """What the rest of the site says about its URLs: the keys of those in feeds, and by key the texts of links."""

    announced: Collection[int]
    link_texts: Mapping[int, str]

    def is_announced(self, page: SurveyedPage) -> bool:
        """Whether a feed or news sitemap contains the page, under the requested or the final URL."""
        return any(key in self.announced for key in page.keys)

    def link_text(self, page: SurveyedPage) -> str:
        """The longest text of a link to the page."""
        return max((self.link_texts.get(url_key(url), "") for url in reversed(page.urls)), key=len)


def is_in_non_article_folder(url: str) -> bool:
    """Whether the name of one of the URL's folders says that there are no articles in it."""
    segments = unquote(urlsplit(url).path).lower().split("/")
    return any(segment in NON_ARTICLE_FOLDERS for segment in segments[:-1]) or segments[-1] in NON_ARTICLE_FOLDERS


def classify(pages: Iterable[SurveyedPage], site: SiteContext) -> tuple[SurveyedPage, ...]:
    """The same pages, each marked as an article or not, with the reason."""
    pages = tuple(pages)
    mark = _usual_mark(pages, site)
    verdicts = [_verdict(page, site, mark) for page in pages]
    return tuple(
        replace(
            page,
            is_article=is_article,
            reason=reason,
            is_ruled_out=not is_article and _is_ruled_out(page, site, mark),
        )
        for page, (is_article, reason) in zip(pages, verdicts, strict=True)
    )


def _usual_mark(pages: tuple[SurveyedPage, ...], site: SiteContext) -> ArticleMark | None:
    """How the articles of this site are marked as articles: taken from the known articles, else from any."""
    read_well = [page for page in pages if page.reading.article is not None]
    known = [page for page in read_well if site.is_announced(page)]
    with_headline = [page for page in read_well if count_words(site.link_text(page)) >= FEWEST_HEADLINE_WORDS]
    sample = known or with_headline
    for mark in _MARKS:
        if sample and sum(mark(page.parsed) for page in sample) >= _MOST * len(sample):
            return mark
    return None


def _verdict(page: SurveyedPage, site: SiteContext, mark: ArticleMark | None) -> tuple[bool, str]:
    article, announced = page.reading.article, site.is_announced(page)
    if article is None:
        return False, page.reading.reason or str(page.reading.outcome)
    if not announced and is_in_non_article_folder(page.url):
        return False, "is in a folder without articles"
    if _is_video(page, article) and (not announced or is_in_non_article_folder(page.url)):
        return False, "is a video or recording"
    if announced:
        return True, "is in a feed or news sitemap"
    if _is_list(page, article, site):
        return False, "repeats headlines of other pages"
    text = site.link_text(page)
    if mark is not None and not mark(page.parsed):
        return False, "is not marked as an article, and this site's articles are"
    if mark is _describes_itself:
        return True, "is marked as an article"
    if count_words(text) >= FEWEST_HEADLINE_WORDS:
        return True, "is linked with a headline"
    return False, f"is linked only with {text!r}, which is not a headline"


def _is_video(page: SurveyedPage, article: Article) -> bool:
    if article.kind == "video":
        return True
    return count_words(article.body) < _FEW_WORDS_BESIDE_A_VIDEO and (
        is_in_non_article_folder(page.url) and _PLAYER.search(page.fetched.body) is not None
    )


def _is_list(page: SurveyedPage, article: Article, site: SiteContext) -> bool:
    """Whether the text consists of the texts with which the page links other pages."""
    headlines = {
        fold(text)
        for url, text in page.links.items()
        if url_key(url) not in page.keys and count_words(text) >= FEWEST_HEADLINE_WORDS
    } - {fold(article.headline)}
    lines = [fold(line) for line in article.body.split("\n\n")]
    repeated = sum(any(line.startswith(headline) for headline in headlines) for line in lines)
    return repeated >= _FEWEST_OTHER_HEADLINES and repeated >= _SHARE_OF_HEADLINES * len(lines)


def _describes_itself(parsed: ParsedPage | None) -> bool:
    """Whether the page's metadata is that of an article, or states when it was published."""
    if parsed is None:
        return False
    return "article:published_time" in parsed.meta or bool(types_of(parsed.linked_data.article) & ARTICLE_TYPES)


def _has_article_type(parsed: ParsedPage | None) -> bool:
    """Whether og:type is that of an article. Some publishing systems write it on every page, so it proves nothing."""
    return parsed is not None and (parsed.first_meta("og:type") or "").lower() in ("article", "news", "newsarticle")


# How pages can be marked as articles, the surest mark first.
_MARKS: tuple[ArticleMark, ...] = (_describes_itself, _has_article_type)


def _is_ruled_out(page: SurveyedPage, site: SiteContext, mark: ArticleMark | None) -> bool:
    """Whether a page is certainly not an article. A page with too little text may be an article for subscribers."""
    if page.reading.outcome is Outcome.TOO_SHORT:
        has_headline = count_words(site.link_text(page)) >= FEWEST_HEADLINE_WORDS
        is_marked = mark is None or mark(page.parsed)
        return not site.is_announced(page) and not (has_headline and is_marked)
    return page.reading.outcome in (Outcome.ARTICLE, Outcome.NOT_ARTICLE)


def is_stub(page: SurveyedPage, site: SiteContext) -> bool:
    """Whether a feed contains the page, and the page shows too little text to be read as an article."""
    return page.reading.outcome is Outcome.TOO_SHORT and site.is_announced(page)
