"""Japanese: /rss is a page for readers that lists the feeds. These are RDF; the head declares none.

One has all news, one repeats a part of it, one is a podcast. Times with their offset, and in words.
"""

from collections.abc import Sequence
from datetime import datetime, timedelta
from html import escape
from zoneinfo import ZoneInfo

from sites.formats import Entry, entries, rdf, rss
from sites.model import RSS, Draft, Site
from sites.stories import Cast, Plot, Story, write_stories

TITLE = "潮見日報"
FEED, REPEATING, PODCAST = "/data/feed/all.rdf", "/data/feed/kurashi.rdf", "/data/podcast/asa.xml"
SECTIONS = {"shakai": "社会", "keizai": "経済", "kurashi": "くらし"}
CAST = Cast(
    places=("潮見市", "北浜町", "灯台岬村", "松ヶ浦町"),
    people=("高瀬美咲", "岩永茂", "大槻さやか", "真壁一郎"),
    offices=("市建設課", "県漁業組合", "町教育委員会"),
    authors=("森下千尋", "速水健"),
)
PLOTS = (
    Plot("shakai", "旧造船所の大屋根、来春までに解体へ", "旧造船所の大屋根"),
    Plot("keizai", "塩田跡に小さな発電所、地元企業が出資", "塩田跡の発電所"),
    Plot("kurashi", "移動図書館、山あいの集落に週二回", "移動図書館"),
    Plot("shakai", "岬の灯台守の宿舎、宿として再び開く", "灯台守の宿舎"),
    Plot("keizai", "干物の共同加工場、後継者に高校生", "共同加工場"),
    Plot("kurashi", "朝市の屋台、雨の日は駅の構内で", "朝市の屋台"),
    Plot("shakai", "渡し船の終便、一時間遅らせる試み", "渡し船の終便"),
    Plot("keizai", "和紙工房、海藻を使う新しい紙を開発", "海藻の和紙"),
    Plot("kurashi", "子ども食堂の畑、今年は芋が豊作", "子ども食堂の畑"),
    Plot("shakai", "古い吊り橋の渡り初め、三世代が並ぶ", "古い吊り橋"),
    Plot("keizai", "酒蔵の煙突、観光の目印として残す", "酒蔵の煙突"),
    Plot("kurashi", "島の診療所に新しい医師が着任", "島の診療所"),
    Plot("shakai", "防潮林の松、枯死を免れ芽吹く", "防潮林の松"),
)


def build(base: str, now: datetime) -> Site:
    stories = write_stories("ja", CAST, PLOTS, now, ZoneInfo("Asia/Tokyo"))
    draft = Draft("rss_is_html", base)
    for story in stories:
        draft.article(_path(story), story, _article(story, stories))
    draft.other("/", _list(TITLE, stories))
    for key, name in SECTIONS.items():
        draft.other(f"/list/{key}", _list(name, [story for story in stories if story.section == key]))
    for number, author in enumerate(CAST.authors, 1):
        draft.other(f"/kisha/{number}", _list(f"{author}の記事", [one for one in stories if one.author == author]))
    for number, place in enumerate(CAST.places, 1):
        draft.other(f"/chiiki/{number}", _list(place, [one for one in stories if one.place == place]))
    _pages(draft, stories)
    _feeds(draft, stories)
    draft.robots("User-agent: *", "Disallow: /member/")
    return draft.finished(
        title=TITLE, languages=("ja",), timezone="Asia/Tokyo", country="jp", feeds=[FEED],
        dead_feeds={REPEATING: f"repeats {FEED}", PODCAST: "podcast", "/rss": "a page for people"},
    )  # fmt: skip


def _feeds(draft: Draft, stories: Sequence[Story]) -> None:
    home = draft.base + "/"
    own = {path: story for path, story in draft.stories.items() if story.section == "kurashi"}
    draft.file(FEED, rdf(TITLE, home, entries(draft.base, draft.stories)))
    draft.file(REPEATING, rdf(f"{TITLE} くらし", home, entries(draft.base, own)))
    episodes = [
        Entry(
            f"{draft.base}/podcast/{41 - day}",
            f"朝の潮見 第{41 - day}回",
            stories[0].at - timedelta(days=day),
            "五分で聞く町の話題",
        )
        for day in range(8)
    ]
    draft.file(PODCAST, rss("朝の潮見", home, episodes, enclosure="audio/mpeg"), RSS)
    for episode in episodes:
        path = episode.url.removeprefix(draft.base)
        draft.other(path, _frame(episode.headline, f"<h1>{episode.headline}</h1><audio controls></audio><p>約5分</p>"))


def _path(story: Story) -> str:
    return f"/kiji/{story.at:%Y%m%d}-{story.number:06}.html"


def _pages(draft: Draft, stories: Sequence[Story]) -> None:
    feeds = "".join(
        f'<tr><td>{name}</td><td><a href="{path}">{draft.base}{path}</a></td></tr>'
        for path, name in ((REPEATING, "くらし"), (PODCAST, "音声番組"), (FEED, "すべての記事"))
    )
    for path, title, text in (
        ("/rss", "RSS配信について", f"<p>お使いのリーダーに次のアドレスを登録してください。</p><table>{feeds}</table>"),
        ("/movie/20260301-000071.html", "動画：空から見た春の潮見湾", "<video controls></video><p>1分40秒</p>"),
        ("/photo/20260228-000069.html", "写真特集：雪の灯台", "<p>1枚目／全12枚</p>"),
        ("/company", "会社案内", "<p>潮見日報社　日本国潮見市港町一丁目　電話 0000-00-0000</p>"),
    ):
        draft.other(path, _frame(title, f"<h1>{title}</h1>{text}"))
    draft.other("/search?word=%E7%81%AF%E5%8F%B0", _list("「灯台」の検索結果", stories[2:6]))


def _frame(title: str, main: str, head: str = "") -> str:
    nav = "".join(f'<li><a href="/list/{key}">{name}</a></li>' for key, name in SECTIONS.items())
    return f"""<!DOCTYPE html>
<html lang="ja"><head><meta charset="utf-8"><title>{escape(title)}：{TITLE}</title>{head}</head><body>
<div id="header"><p><a href="/">{TITLE}</a></p><ul>{nav}<li><a href="/movie/20260301-000071.html">動画</a></li>
<li><a href="/photo/20260228-000069.html">写真</a></li></ul></div>
<div id="main">{main}</div>
<div id="side"><p>潮見日報デジタルは初月無料でお試しいただけます。</p></div>
<div id="footer"><ul><li><a href="/company">会社案内</a></li><li><a href="/rss">RSS</a></li>
<li><a href="/search?word=%E7%81%AF%E5%8F%B0">灯台の記事</a></li></ul>
<p>潮見日報に掲載の記事・写真の無断転載を禁じます。</p></div></body></html>"""


def _list(title: str, stories: Sequence[Story]) -> str:
    rows = "".join(
        f'<dt>{story.when}</dt><dd><a href="{_path(story)}">{escape(story.headline)}</a></dd>\n' for story in stories
    )
    return _frame(title, f"<h1>{escape(title)}</h1><dl>{rows}</dl>")


def _article(story: Story, stories: Sequence[Story]) -> str:
    text = "".join(f"<p>　{escape(paragraph)}</p>\n" for paragraph in story.paragraphs)
    more = "".join(f'<li><a href="{_path(other)}">{escape(other.headline)}</a></li>' for other in stories[-4:])
    author, place = CAST.authors.index(story.author) + 1, CAST.places.index(story.place) + 1
    main = f"""<div class="kiji"><h1>{escape(story.headline)}</h1>
<p class="hizuke"><time datetime="{story.at.isoformat()}">{story.when}</time> <a href="/kisha/{author}">
{story.author}</a></p>
<div class="honbun">{text}<p class="oshirase">記事へのご意見は編集局までお寄せください。</p></div>
<p class="chiiki"><a href="/chiiki/{place}">{story.place}</a></p></div>
<div class="kanren"><h2>関連記事</h2><ul>{more}</ul></div>"""
    return _frame(
        story.headline, main, '<meta property="og:type" content="article"><meta property="og:locale" content="ja_JP">'
    )
