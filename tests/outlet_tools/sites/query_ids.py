"""Arabic, right to left: articles are news.php?id=…, and lists are news.php with other parameters.

Videos have ids too, at another path. Line breaks separate paragraphs; times with their offset.
"""

from collections.abc import Sequence
from datetime import datetime
from html import escape
from zoneinfo import ZoneInfo

from sites.formats import entries, rss
from sites.model import RSS, Draft, Site
from sites.stories import Cast, Plot, Story, write_stories

TITLE = "صدى الوادي الأخضر"
SECTIONS = {"1": "محليات", "2": "اقتصاد", "3": "ثقافة"}
CAST = Cast(
    places=("عين الريحان", "تل الزيتون", "وادي السدر"),
    people=("سامر الخطيب", "نادر العجلوني", "يوسف حداد", "باسل المومني"),
    offices=("مديرية الأشغال", "غرفة التجارة", "إدارة المياه"),
    authors=("ليلى المجالي", "عمر شاهين"),
)
PLOTS = (
    Plot("1", "إعادة فتح الجسر الحجري بعد ترميم طويل", "الجسر الحجري"),
    Plot("2", "مزارعو الزعتر يؤسسون معصرة مشتركة", "المعصرة المشتركة"),
    Plot("3", "العثور على مخطوط نادر في بيت قديم", "المخطوط النادر"),
    Plot("1", "الحافلة الليلية تعود إلى أحياء الجبل", "الحافلة الليلية"),
    Plot("2", "مصنع الزجاج اليدوي يستقبل متدربين جددا", "مصنع الزجاج"),
    Plot("3", "مسرح الظل يجول القرى في شاحنة صغيرة", "مسرح الظل"),
    Plot("1", "بركة المياه القديمة تنجو من الردم", "بركة المياه"),
    Plot("2", "سوق السمك ينتقل إلى مبنى محطة القطار", "سوق السمك"),
    Plot("3", "أوركسترا الأطفال تعزف على آلات من الخشب المعاد", "أوركسترا الأطفال"),
    Plot("1", "ساعة البلدية تدق من جديد عند الظهر", "ساعة البلدية"),
    Plot("2", "أول طاحونة شمسية تبدأ العمل في الوادي", "الطاحونة الشمسية"),
    Plot("3", "متحف الخبز يفتح أبوابه في فرن مهجور", "متحف الخبز"),
    Plot("1", "طيور اللقلق تؤخر إصلاح برج الإطفاء", "برج الإطفاء"),
)


def build(base: str, now: datetime) -> Site:
    stories = write_stories("ar", CAST, PLOTS, now, ZoneInfo("Asia/Amman"))
    draft = Draft("query_ids", base)
    for story in stories:
        draft.article(_path(story), story, _article(base, story, stories))
    draft.other("/", _list(base, TITLE, stories))
    draft.other("/?page=2", _list(base, "الصفحة 2", stories[5:]))
    for key, name in SECTIONS.items():
        own = [story for story in stories if story.section == key]
        older = f"/news.php?cat={key}&page=2"
        draft.other(f"/news.php?cat={key}", _list(base, name, own, older))
        draft.other(older, _list(base, f"{name} - 2", own[2:]))
    for number, author in enumerate(CAST.authors, 11):
        draft.other(f"/news.php?author={number}", _list(base, author, [one for one in stories if one.author == author]))
    for number, place in enumerate(CAST.places, 301):
        draft.other(f"/news.php?tag={number}", _list(base, place, [one for one in stories if one.place == place]))
    _pages(draft, stories)
    draft.file("/rss.php", rss(TITLE, base + "/", entries(base, draft.stories)), RSS)
    draft.robots("User-agent: *", "Disallow: /login.php")
    return draft.finished(
        title=TITLE, languages=("ar",), timezone="Asia/Amman", country="jo", feeds=["/rss.php"]
    )  # fmt: skip


def _path(story: Story) -> str:
    return f"/news.php?id={story.number}"


def _pages(draft: Draft, stories: Sequence[Story]) -> None:
    for path, title, text in (
        ("/video.php?id=48650", "شاهد: شروق الشمس فوق وادي السدر من منطاد", "مدة المقطع دقيقتان"),
        ("/album.php?id=48633", "بالصور: مهرجان الطائرات الورقية في تل الزيتون", "صورة 1 من 15"),
        ("/page.php?id=2", "من نحن", "صدى الوادي الأخضر، شارع الينابيع 5، عين الريحان، الأردن"),
        ("/page.php?id=3", "اتصل بنا", "يسرنا أن نسمع منكم."),
    ):
        draft.other(path, _frame(draft.base, title, f"<h1>{title}</h1><div>{text}</div>"))
    draft.other("/search.php?q=%D8%AC%D8%B3%D8%B1", _list(draft.base, "نتائج البحث", stories[:4]))


def _frame(base: str, title: str, main: str, head: str = "") -> str:
    nav = "".join(f'<a href="news.php?cat={key}">{name}</a>' for key, name in SECTIONS.items())
    return f"""<!DOCTYPE html><html lang="ar" dir="rtl"><head><meta charset="utf-8"><base href="{base}/">
<title>{escape(title)} - {TITLE}</title>
<link rel="alternate" type="application/rss+xml" href="rss.php" title="{TITLE}">
<meta property="og:locale" content="ar_JO">{head}</head><body>
<div class="top"><a href="./">{TITLE}</a>{nav}<a href="video.php?id=48650">فيديو</a>
<a href="album.php?id=48633">صور</a></div>
<div class="middle">{main}</div><div class="left"><div class="promo">حمّل تطبيق صدى الوادي على هاتفك</div></div>
<div class="bottom">صدى الوادي الأخضر، عين الريحان، الأردن<br>
<a href="page.php?id=2">من نحن</a> <a href="page.php?id=3">اتصل بنا</a>
<a href="?page=2">الصفحة التالية</a> <a href="search.php?q=%D8%AC%D8%B3%D8%B1">كل أخبار الجسر</a></div></body>
</html>"""


def _list(base: str, title: str, stories: Sequence[Story], older: str = "") -> str:
    rows = "".join(
        f'<div class="row"><a href="{_path(story)[1:]}">{escape(story.headline)}</a><span>{story.when}</span></div>\n'
        for story in stories
    )
    link = f'<a href="{escape(older[1:])}">الأقدم</a>' if older else ""
    return _frame(base, title, f'<div class="head">{escape(title)}</div>{rows}{link}')


def _article(base: str, story: Story, stories: Sequence[Story]) -> str:
    text = "<br><br>\n".join([*map(escape, story.paragraphs), "تابعوا صدى الوادي كل مساء عبر نشرتنا البريدية."])
    more = "".join(f'<div><a href="{_path(other)[1:]}">{escape(other.headline)}</a></div>' for other in stories[2:7])
    author, place = CAST.authors.index(story.author) + 11, CAST.places.index(story.place) + 301
    main = f"""<div class="story"><h1>{escape(story.headline)}</h1>
<div class="by"><a href="news.php?author={author}">{story.author}</a> <time datetime="{story.at.isoformat()}">
{story.when}</time></div>
<img src="pics/{story.number}.jpg" alt=""><div class="text">{text}</div>
<div class="tags"><a href="news.php?tag={place}">{story.place}</a></div></div>
<div class="more"><div class="head">اقرأ أيضا</div>{more}</div>"""
    head = f'<link rel="canonical" href="{base}{_path(story)}"><meta property="og:type" content="article">'
    return _frame(base, story.headline, main, head)
