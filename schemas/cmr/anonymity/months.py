"""The months, in English and in Irish, long and short."""

from __future__ import annotations

LAST_MONTH = 12
SHORT_MONTHS = frozenset(["jan", "feb", "mar", "apr", "jun", "jul", "aug", "sep", "sept", "oct", "nov", "dec"])
MONTH = (
    r"(?:jan(?:uary)?|feb(?:r?uary)?|mar(?:ch)?|apr(?:il)?|may|june?|july?|aug(?:ust)?|sept?(?:ember)?|oct(?:ober)?|"
    r"nov(?:ember)?|dec(?:ember)?|ean[áa]ir|feabhra|m[áa]rta|aibre[áa]n|bealtaine|meitheamh|i[úu]il|l[úu]nasa|"
    r"me[áa]n f[óo]mhair|deireadh f[óo]mhair|samhain|nollaig)"
)
MONTHS = frozenset(
    [
        "jan",
        "january",
        "feb",
        "february",
        "febuary",
        "mar",
        "march",
        "apr",
        "april",
        "may",
        "jun",
        "june",
        "jul",
        "july",
        "aug",
        "august",
        "sep",
        "sept",
        "september",
        "oct",
        "october",
        "nov",
        "november",
        "dec",
        "december",
        "eanáir",
        "feabhra",
        "márta",
        "aibreán",
        "bealtaine",
        "meitheamh",
        "iúil",
        "lúnasa",
        "meán",
        "deireadh",
        "samhain",
        "nollaig",
        "eanair",
        "marta",
        "aibrean",
        "iuil",
        "lunasa",
        "mean",
    ]
)
