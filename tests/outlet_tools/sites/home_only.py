"""Portuguese, Brazil: no feed and no sitemap; new articles are only on the home page.

Tables and font elements in windows-1252. Times in words without an offset, so the time zone must come from the country.
"""

from collections.abc import Sequence
from datetime import datetime
from html import escape
from zoneinfo import ZoneInfo

from sites.model import Draft, Site
from sites.stories import Cast, Plot, Story, slug, write_stories

TITLE = "Gazeta do Vale do Jatobá"
SECTIONS = {"cidades": "Cidades", "campo": "Campo", "esportes": "Esportes"}
CAST = Cast(
    places=("Jatobá do Norte", "Ribeirão das Garças", "Vila Aparecida do Sul"),
    people=("Marlene Teixeira", "Osvaldo Brito", "Cida Fagundes", "Renato Kaminski", "Joana d'Arc Pires"),
    offices=("a prefeitura", "a cooperativa", "o departamento de estradas"),
    authors=("Sônia Prates", "Wagner Leal", "Iara Montenegro"),
)
PLOTS = (
    Plot("cidades", "Ponte de madeira sobre o Garças será trocada em julho", "a ponte de madeira"),
    Plot("campo", "Produtores de queijo criam selo próprio no vale", "o selo do queijo"),
    Plot("esportes", "Time da várzea ganha gramado e perde o apelido", "o novo gramado"),
    Plot("cidades", "Trem turístico volta a apitar na estação velha", "o trem turístico"),
    Plot("campo", "Abelhas nativas salvam a safra de maracujá", "a criação de abelhas"),
    Plot("esportes", "Maratona do vale muda de rota por causa das capivaras", "a maratona do vale"),
    Plot("cidades", "Biblioteca da praça abre de madrugada para estudantes", "a biblioteca da praça"),
    Plot("campo", "Cooperativa testa secador solar para o café", "o secador solar"),
    Plot("esportes", "Nadadora de doze anos quebra recorde estadual", "a piscina municipal"),
    Plot("cidades", "Moradores plantam mil ipês ao longo da avenida", "o corredor de ipês"),
    Plot("campo", "Feira de sementes antigas reúne três gerações", "a feira de sementes"),
    Plot("esportes", "Ginásio interditado recebe o último jogo sem torcida", "o ginásio interditado"),
    Plot("cidades", "Relógio da matriz volta a marcar a hora certa", "o relógio da matriz"),
)


def build(base: str, now: datetime) -> Site:
    stories = write_stories("pt", CAST, PLOTS, now, ZoneInfo("America/Sao_Paulo"), first_number=7_730)
    draft = Draft("home_only", base, encoding="windows-1252")
    for story in stories:
        draft.article(_path(story), story, _article(story, stories))
    draft.other("/", _list(TITLE, stories))
    for key, name in SECTIONS.items():
        draft.other(f"/secao/{key}.htm", _list(name, [story for story in stories if story.section == key]))
    for author in CAST.authors:
        draft.other(f"/equipe/{slug(author)}.htm", _list(author, [one for one in stories if one.author == author]))
    for place in CAST.places:
        draft.other(f"/assunto/{slug(place)}.htm", _list(place, [one for one in stories if one.place == place]))
    _pages(draft, stories)
    return draft.finished(
        title=TITLE, languages=("pt",), timezone="America/Sao_Paulo", country="br", states_offset=False,
        words_only=True,
    )  # fmt: skip


def _path(story: Story) -> str:
    return f"/ler/{story.number}-{story.slug}.htm"


def _pages(draft: Draft, stories: Sequence[Story]) -> None:
    for path, title, text in (
        (
            "/tv/312-a-festa-do-divino-vista-do-alto-da-torre.htm",
            "TV Gazeta: a festa do Divino vista do alto da torre",
            "Duração: 3min20",
        ),
        (
            "/fotos/288-o-desfile-das-carrocas-em-quarenta-imagens.htm",
            "Fotos: o desfile das carroças em quarenta imagens",
            "Imagem 1 de 40",
        ),
        ("/quem-somos.htm", "Quem somos", "Gazeta do Vale do Jatobá, Rua da Matriz, 15, Jatobá do Norte, Brasil"),
        ("/anuncie.htm", "Anuncie aqui", "Ligue para a nossa central de anúncios."),
    ):
        draft.other(path, _frame(title, f"<font size=4><b>{title}</b></font><br><br>{text}"))
    draft.other("/busca.htm?q=ponte", _list("Busca: ponte", stories[1:6]))


def _frame(title: str, main: str) -> str:
    nav = "".join(f'<td><a href="/secao/{key}.htm">{name}</a></td>' for key, name in SECTIONS.items())
    return f"""<!DOCTYPE HTML PUBLIC "-//W3C//DTD HTML 4.01 Transitional//EN">
<html lang="pt-BR"><head><meta http-equiv="Content-Type" content="text/html; charset=windows-1252">
<title>{escape(title)} :: {TITLE}</title></head><body bgcolor="#ffffff">
<table width="780"><tr><td><a href="/"><img src="/logo.gif" alt="{TITLE}"></a></td>{nav}
<td><a href="/tv/312-a-festa-do-divino-vista-do-alto-da-torre.htm">TV</a></td>
<td><a href="/fotos/288-o-desfile-das-carrocas-em-quarenta-imagens.htm">Fotos</a></td></tr></table>
<table width="780"><tr><td width="560" valign="top">{main}</td>
<td width="220" valign="top" bgcolor="#eeeeee"><b>Assine a Gazeta</b><br>Na sua porta antes do café.<br>
<a href="/anuncie.htm">Anuncie</a></td></tr></table>
<table width="780"><tr><td><font size=1>Gazeta do Vale do Jatob&aacute; - Rua da Matriz, 15 - Brasil<br>
<a href="/quem-somos.htm">Quem somos</a> <a href="/busca.htm?q=ponte">Tudo sobre a ponte</a></font></td></tr></table>
</body></html>"""


def _list(title: str, stories: Sequence[Story]) -> str:
    rows = "".join(
        f'<tr><td><img src="/img/{story.number}.jpg"></td>'
        f'<td><a href="{_path(story)}"><b>{escape(story.headline)}</b></a><br>'
        f"<font size=2>{escape(story.teaser[:100])}...</font></td></tr>\n"
        for story in stories
    )
    return _frame(title, f"<h2>{escape(title)}</h2><table>{rows}</table>")


def _article(story: Story, stories: Sequence[Story]) -> str:
    more = "".join(
        f'<tr><td>&raquo; <a href="{_path(other)}">{escape(other.headline)}</a></td></tr>'
        for other in stories if other.section != story.section
    )  # fmt: skip
    text = "".join(f'<p align="justify"><font face="Verdana">{escape(one)}</font></p>\n' for one in story.paragraphs)
    return _frame(
        story.headline,
        f"""<a href="/secao/{story.section}.htm">{SECTIONS[story.section]}</a>
<h1><font color="#003366">{escape(story.headline)}</font></h1>
<i>Por <a href="/equipe/{slug(story.author)}.htm">{story.author}</a></i><br><font size=2>{story.when}</font>
{text}<p align="justify"><font face="Verdana">A reprodução é permitida desde que citada a Gazeta.</font></p>
Assunto: <a href="/assunto/{slug(story.place)}.htm">{story.place}</a>
<table><tr><td><b>Outras notícias</b></td></tr>{more}</table>""",
    )
