"""Texts that must stay texts: markup, hidden directions, piles of marks, endless names."""

# Anything that becomes an element, an attribute or a script leaves one of these marks.
ELEMENT = "<img class=hostile-mark src=x onerror=window.hostile=1>"
ATTRIBUTE = " class=hostile-mark onfocus=window.hostile=1 autofocus x="

# A scalar that joins what follows into one Character (Prepend), and two that join what stands
# before them (Extend, ZWJ): who escapes Character by Character misses the sign between them.
PREPEND, EXTEND, ZWJ = "\u0600", "\u0301", "\u200d"
SIGNS = "&<>\"'/=`"
joined = "".join(f"{PREPEND}{sign}{after} " for sign in SIGNS for after in (EXTEND, ZWJ, ""))
hidden = "".join(
    f"{PREPEND}{quote}{after}{PREPEND}>{after}{PREPEND}{ELEMENT[:-1]}{PREPEND}>{after}"
    for quote in "\"'" for after in (EXTEND, ZWJ, ""))

NAMES = {
    "markup": f"</title></bdi></textarea><script>window.hostile=1</script>{ELEMENT}",
    "quotes": f"\"{ATTRIBUTE}\" '{ATTRIBUTE}' `{ATTRIBUTE}`",
    "joined": joined,
    "hidden": hidden,
    "linked-data": f"</script><!--<script>]]>\u2028\u2029\\\"{ELEMENT}*/</style>",
    "template": "{{#frame}}{{{words}}}{{/frame}} ${7*7} %00 &lt;script&gt; &amp;#x3c;",
    "bidi": "\u202eabc \u2066\u2067\u2068 \u202d \u200f gpj.exe \u061c\u202b",
    "zalgo": "".join(letter + "\u0301\u0323\u0489\u035c\u0334" * 12 for letter in "Solidarity"),
    "long": "W" * 10_000,
    "long-words": "سلام ทดสอบ नमस्ते 面包 cooperative " * 280,
    "controls": "a\u0000b\u0007c\u001bd\u007fe\u0085f\ufefeg\u200bi\r\nj\tk",
}
TEXTS = list(NAMES.values())

# What a record cannot be without, or what is a reference; and what is read as a value of a kind.
KEPT = {"kind", "data", "source", "system", "id"}
VALUES = {
    "lang", "country", "precision", "direction", "item", "terms", "scheme", "code", "status",
    "forms", "starts", "ends", "zone", "repeats", "from", "until", "since", "at", "published",
    "validUntil", "type", "stock", "attendance", "access", "days", "how", "founded", "as", "rel",
    "membershipOf", "language", "languages", "currency", "amount", "url", "joinUrl", "licence",
}
DANGEROUS_ADDRESS = "javascript:window.hostile=1//https://example.org/\"" + ATTRIBUTE


def corrupted(payload, start, everything):
    """The payload with every text in it replaced, each by the next attack.

    - Parameter everything: also what is not free text: dates, codes, addresses, languages.
    """
    count = start

    def change(value, key):
        nonlocal count
        if isinstance(value, dict):
            return {name: each if name in KEPT else change(each, name)
                    for name, each in value.items()}
        if isinstance(value, list):
            return [change(each, key) for each in value]
        if not isinstance(value, str) or value.startswith("@"):
            return value
        if key in VALUES and not everything:
            return value
        count += 1
        if everything and key in ("url", "joinUrl"):
            return DANGEROUS_ADDRESS
        if everything and key == "lang":
            return value
        # A record has room for 64 KiB: the endless ones are cut where many stand side by side.
        return TEXTS[count % len(TEXTS)][:3_000]

    return change(payload, "")
