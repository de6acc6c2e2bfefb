"""`python -m newsarchive`, the same as the command `newsarchive`."""

from newsarchive.cli.start import main

if __name__ == "__main__":
    main()
