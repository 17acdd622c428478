"""A plain-text dump of a page, with its menu and footer."""

MENU = "Skip to main content\nHome\nNews\nSport\nWeather\nSign in\nSubscribe\n"
TITLE = "Velle opens its bridge after nine years"
BODY = [
    "The harbour town of Velle opened its new bridge on Friday, nine years after the first stone"
    " was laid and at more than twice the price that the council had named.",
    "“We have waited long enough,” said Mayor Ilse Brandt, who cut the ribbon with a pair of"
    " garden shears in front of some two thousand people.",
    "The bridge carries two lanes and a tramway over the river Aun, and is meant to take a third"
    " of the traffic off the old town, engineers said on Friday.",
    "Critics in the council say that the tolls will keep drivers away. The ministry of transport"
    " has promised to look at the numbers again next year.",
]
FOOTER = (
    "Related stories\nHarbour strike enters third week\nTram drivers vote on new contract\n"
    "Most read\nNewsletter\nPrivacy policy\nTerms of use\n"
    "© 2022 Velle Courier. All rights reserved.\n"
)


def dump(*parts: str) -> str:
    return "\n\n".join((MENU, TITLE, "By Ann Lee\n19 May, 2022 19:54", *parts, FOOTER))
