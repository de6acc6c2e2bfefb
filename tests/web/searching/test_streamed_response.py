"""A streamed response: piece by piece, no body for HEAD, an end when the visitor goes, no end when a piece fails."""

import asyncio

from datasette.utils.asgi import Request

from newsarchive.web.searching.streamed_response import StreamedResponse


class Visitor:
    """Both ends of a request; goes away after so many messages."""

    def __init__(self, goes_after=None, method="GET"):
        self.request = Request({"type": "http", "method": method, "path": "/", "headers": []}, self.receive)
        self.sent, self.gone = [], asyncio.Event()
        self.goes_after, self.has_asked = goes_after, False

    async def receive(self):
        if not self.has_asked:
            self.has_asked = True
            return {"type": "http.request", "body": b"", "more_body": False}
        await self.gone.wait()
        return {"type": "http.disconnect"}

    async def send(self, message):
        self.sent.append(message)
        if len(self.sent) == self.goes_after:
            self.gone.set()
        await asyncio.sleep(0)

    @property
    def bodies(self):
        return [message["body"] for message in self.sent if message["type"] == "http.response.body"]


async def pieces(made, fails_at=None):
    for number in range(100):
        if number == fails_at:
            raise OSError("the disk")
        made.append(number)
        yield f"{number}\n"
        await asyncio.sleep(0)


async def test_pieces_are_sent_as_they_are_made():
    visitor, made = Visitor(), []
    await StreamedResponse(visitor.request, pieces(made), "text/plain", {"x-own": "1"}).asgi_send(visitor.send)
    assert visitor.sent[0]["headers"] == [[b"x-own", b"1"], [b"content-type", b"text/plain"]]
    assert visitor.bodies[:2] == [b"0\n", b"1\n"]
    assert len(visitor.bodies) == 101
    assert visitor.sent[-1] == {"type": "http.response.body", "body": b""}


async def test_head_gets_no_piece():
    visitor, made = Visitor(method="HEAD"), []
    await StreamedResponse(visitor.request, pieces(made), "text/plain").asgi_send(visitor.send)
    assert (made, visitor.bodies) == ([], [b""])


async def test_nothing_is_made_for_a_visitor_who_went_away():
    visitor, made = Visitor(goes_after=5), []
    await StreamedResponse(visitor.request, pieces(made), "text/plain").asgi_send(visitor.send)
    assert len(made) < 10


async def test_a_piece_that_fails_leaves_the_answer_without_an_end(caplog):
    visitor, made = Visitor(), []
    await StreamedResponse(visitor.request, pieces(made, fails_at=3), "text/plain").asgi_send(visitor.send)
    assert "/ could not be sent to its end" in caplog.text
    assert visitor.bodies == [b"0\n", b"1\n", b"2\n"]
    assert all(message.get("more_body") for message in visitor.sent[1:])
