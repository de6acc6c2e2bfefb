"""Where the command `newsarchive` starts. What takes long to load is loaded inside main."""

from newsarchive.cli.interrupts import ends_at_once


def main() -> None:
    """Loads the command line and runs it."""
    with ends_at_once():
        from newsarchive.cli.main import main as run
    run()


if __name__ == "__main__":
    main()
