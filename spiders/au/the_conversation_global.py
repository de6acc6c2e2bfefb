from newsarchive import OutletSpider


class TheConversationGlobal(OutletSpider):
    name = "the_conversation_global"
    title = "The Conversation"
    home = "https://theconversation.com/global"
    country, language, timezone = "au", "en", "Australia/Melbourne"
    feeds = ["https://theconversation.com/au/articles.atom"]
