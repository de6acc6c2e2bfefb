"""An archive of the news: spiders find pages, extraction reads them, the archive keeps them, the web shows them."""

__version__ = "0.1.0"
