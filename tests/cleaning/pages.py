"""An HTML page of one story, and its paragraphs as they are shown."""

from reader.cleaning import Article, clean
from reader.text import Format

HEAD = (
    "<!doctype html><html><head><title>Ferry fares rise in Vestby - The Vestby Mail</title></head>"
)
STORY = (
    "The town council of Vestby voted late on Monday to raise the fares of the ferry by a tenth.",
    "Councillor Ida Moen said that fuel had become dearer and that two engines must be replaced.",
    "Commuters who cross the fjord every day will pay some forty crowns more a month from June.",
    "The opposition asked for a cheaper ticket for pupils, and lost the vote by five to four.",
)
BODY = "".join(f"<p>{each}</p>" for each in STORY)


def page(body: str, head: str = HEAD) -> Article:
    return clean(f"{head}<body>{body}</body></html>", Format.HTML)


def paragraphs(article: Article) -> list[str]:
    return [article.text_of(block) for block in article.blocks if block.role.is_body]
