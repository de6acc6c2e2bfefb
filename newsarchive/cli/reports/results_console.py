"""Results on standard output in colour. In a module of its own because rich takes a tenth of a second to load."""

from rich.console import Console


class ResultsConsole(Console):
    """rich's Console; when nobody reads the output any more, its caller gets the error, as with print."""

    def on_broken_pipe(self) -> None:
        raise BrokenPipeError
