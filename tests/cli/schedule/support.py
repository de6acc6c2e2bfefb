"""Archives with difficult names, and what cron does to a line."""

from pathlib import Path

from newsarchive.settings import Settings

# Everything that the shell, cron or systemd reads in another way.
DIFFICULT = '50% of it\'s "news" \\% $HOME ; #1'


def cron_command(line: str) -> str:
    """The command of a crontab line as cron passes it to the shell (crontab(5)); five fields stand before it."""
    command, is_escaped = "", False
    for character in line.split(" ", 5)[5]:
        if is_escaped and character == "%":
            command = command[:-1]
        elif character == "%":
            return command
        is_escaped = not is_escaped and character == "\\"
        command += character
    return command


def settings_in(folder: Path) -> Settings:
    return Settings(root=folder, db=folder / "archive.db")
