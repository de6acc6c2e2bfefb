from newsarchive_outlets.shared.postmedia import Postmedia


class CalgaryHerald(Postmedia):
    name = "calgary_herald"
    title = "Calgary Herald"
    home = "https://calgaryherald.com/"
    owner = "Postmedia"
    timezone = "America/Edmonton"
    feeds = ["https://calgaryherald.com/feed"]
