"""Russian: a bot wall answers every page and feed with a challenge and status 403. Only robots.txt can be fetched.

The outlet must be refused for that reason. The articles exist, but only a browser that runs the challenge sees them.
"""

from datetime import datetime
from zoneinfo import ZoneInfo

from sites.model import Answer, Draft, Site
from sites.stories import Cast, Plot, Story, write_stories

TITLE = "Вестник Заречья"
SECTIONS = ("gorod", "dengi", "kultura")
CAST = Cast(
    places=("Заречный Брод", "Верхняя Кемь", "Сосногорье"),
    people=("Марина Лыкова", "Пётр Аверьянов", "Гульнара Сафина", "Олег Тихонравов"),
    offices=("администрация района", "служба дорог", "научный институт"),
    authors=("Дарья Колосова", "Игорь Мятлев"),
)
PLOTS = (
    Plot("gorod", "Старый ледокол станет библиотекой для школьников", "старый ледокол"),
    Plot("dengi", "Стекольный завод снова ищет учеников", "стекольный завод"),
    Plot("kultura", "Деревянный театр переживёт ещё одну зиму", "деревянный театр"),
    Plot("gorod", "Понтонная переправа откроется раньше срока", "понтонная переправа"),
    Plot("dengi", "Рыбный рынок переезжает под крышу депо", "рыбный рынок"),
    Plot("kultura", "Хор бурлаков вернулся с далёких гастролей", "хор бурлаков"),
    Plot("gorod", "Ночной трамвай получил второй вагон", "ночной трамвай"),
    Plot("dengi", "Последняя валяльная мастерская нашла покупателя", "валяльная мастерская"),
    Plot("kultura", "Музей паровозов зовёт разбирать архив", "музей паровозов"),
    Plot("gorod", "Лоси перекрыли объездную дорогу на сутки", "объездная дорога"),
    Plot("dengi", "Кедровый питомник удвоил урожай шишек", "кедровый питомник"),
    Plot("kultura", "Колокол со дна реки подняли целым", "колокол со дна реки"),
)
CHALLENGE = """<!DOCTYPE html><html lang="en-US"><head><title>Just a moment...</title>
<meta http-equiv="Content-Type" content="text/html; charset=UTF-8"><meta name="robots" content="noindex,nofollow">
<meta http-equiv="refresh" content="360"></head><body><div class="main-wrapper" role="main"><div class="main-content">
<noscript><div class="h2"><span id="challenge-error-text">Enable JavaScript and cookies to continue</span></div>
</noscript>
</div></div><script>(function(){window._cf_chl_opt = {cvId: '3', cType: 'managed', cRay: '8f00ba4c0ffee000'};
var a = document.createElement('script'); a.src = '/cdn-cgi/challenge-platform/h/g/orchestrate/chl_page/v1';
document.getElementsByTagName('head')[0].appendChild(a);}());</script></body></html>"""


def build(base: str, now: datetime) -> Site:
    draft = Draft("bot_wall", base)
    for story in write_stories("ru", CAST, PLOTS, now, ZoneInfo("Europe/Moscow")):
        draft.article(_path(story), story, CHALLENGE)
    lists = [
        *SECTIONS,
        *(f"avtor/{story.number}" for story in list(draft.stories.values())[:2]),
        "tema/lyod",
        "video/71",
    ]
    for path in ("", *lists, "o-nas", "search?q=most"):
        draft.other(f"/{path}", CHALLENGE)
    draft.other("/rss.xml", CHALLENGE)
    draft.other("/sitemap.xml", CHALLENGE)
    draft.resources = {path: _guarded(answer) for path, answer in draft.resources.items()}
    draft.robots("User-agent: *", "Disallow: /admin/", f"Sitemap: {base}/sitemap.xml")
    return draft.finished(
        title=TITLE, languages=("ru",), timezone="Europe/Moscow", country="ru", states_offset=False, verdict="bot wall"
    )


def _path(story: Story) -> str:
    return f"/{story.section}/{story.at:%Y/%m/%d}/{story.number}"


def _guarded(answer: Answer) -> Answer:
    return Answer(answer.body, answer.content_type, 403, {"Server": "cloudflare", "cf-mitigated": "challenge"})
