# ruff: noqa: E501 - a table of strings reads better dense
"""Names and texts that somebody will try: each must be shown as it is and do nothing."""

_MARKUP = [
    "<b>жирный</b>", "<b>", "</b>", "<b", "b>", "<", ">", "<<>>", "</", "<>", "< b>", "<b >x</b >", "<B>X</B>",
    "<i><b>x</i></b>", "<a href='https://evil.example'>сюда</a>", '<a href="tg://user?id=1">Аня</a>',
    "<a href=\"javascript:alert(1)\">x</a>", "<script>alert(1)</script>", "<img src=x onerror=alert(1)>",
    "<tg-spoiler>x</tg-spoiler>", '<tg-emoji emoji-id="5368324170671202286">x</tg-emoji>', "<pre>x</pre>",
    '<code class="language-python">x</code>', "<blockquote expandable>x</blockquote>", "<span class='tg-spoiler'>x",
    "<!-- x -->", "<![CDATA[x]]>", "<?xml version='1.0'?>", "<!DOCTYPE x>", "<u><s><b><i>x", "x</code></pre>",
    "<b attr=\"<i>\">x</b>", "<a href=\"x\"\">x</a>", "<a/>", "<br>", "<p>x</p>", "<svg/onload=x>", "«</b>»",
]  # fmt: skip
_REFERENCES = [
    "&", "&amp;", "&lt;b&gt;", "&lt", "&#60;b&#62;", "&#x3c;b&#x3e;", "&#0;", "&#xD800;", "&#99999999;", "&nbsp;",
    "&quot;&apos;", "&&&&", "&;", "&#;", "&#x;", "&amp;lt;b&amp;gt;", "a&b", "AT&T", "&ampamp;", "&#38;lt;",
]  # fmt: skip
_TEMPLATES = [
    "{{ 7*7 }}", "{{7*7}}", "{% raw %}", "{% endraw %}", "{% include 'ru/start/welcome.j2' %}", "{# x #}", "{{", "}}",
    "{%", "%}", "{{ self.__init__.__globals__ }}", "{{ ''.__class__.__mro__ }}", "{{ config }}", "{{ request }}",
    "{{ button('x','home') }}", "${7*7}", "#{7*7}", "<%= 7*7 %>", "{0}", "{name}", "{0.__class__}", "{!r}", "{:>99999}",
    "%s", "%(name)s", "%n%n%n%d", "%99999d", "%", "$name", "${name}", "{{{{", "}}}}", "{ {7*7} }", "{{\n7*7\n}}",
    "#!/bin/sh", "\\{\\{7*7\\}\\}", "{{ x|safe }}", "{% for x in range(10**9) %}x{% endfor %}", "# for x in y:", "## x",
]  # fmt: skip
_MARKDOWN = [
    "*x*", "_x_", "__x__", "~x~", "||x||", "`x`", "```x```", "[x](https://evil.example)", "[x](tg://user?id=1)",
    "\\*x", ">x", "![x](tg://emoji?id=5)", "*", "_", "[", "](", "**", "a_b_c",
]  # fmt: skip
_SQL = [
    "'; DROP TABLE people; --", "' OR 1=1 --", '" OR ""="', "%' OR '%'='", "Robert'); DELETE FROM leads;--",
    "1; VACUUM", "%", "_", "\\", "'", '"', "`", ":name", "?", "$1", "%(name)s; --", "NULL", "null", "None", "undefined", "NaN",
]  # fmt: skip
_INVISIBLE = [
    "a\u200bb", "a\u200db", "a\u200eb\u200fc", "\u202eтекст\u202c", "\u2066abc\u2069", "a\ufeffb", "a\u00adb",
    "a\u2060b", "a\u180eb", "a\u3164b", "a\u00a0b", "a\u2028b", "a\u2029b", "a\u0085b", "a\tb", "a\r\nb", "a\n\n\n\nb", "a\x0bb",
    "a\x0cb", "a\x1bb[31m", "a\x07b", "a\x7fb", "a\x01b", "a\x00b", "\x00", "a\ud800b", "\udfff", "a\udc00\ud800b",
    "\ufffd", "\ufffe", "a\uffffb", "\u0000<b>", "\u061cab", "a\U000e0041b", "a\u2800b",
]  # fmt: skip
_SIGNS = [
    "🇷🇺🇪🇺", "👨‍👩‍👧‍👦", "👍🏿", "🏴󠁧󠁢󠁥󠁮󠁧󠁿", "🇷", "\u200d🔥", "🔥" * 100, "é", "e\u0301", "e" + "\u0301" * 50,
    "Z̷̢̛a̸̡͝l̶̨͠g̵̛͜o̷̧͝", "شكرا", "שלום", "你好世界", "สวัสดี", "नमस्ते", "Ⓐⓓⓜⓘⓝ", "Аdmin", "𝓐𝓭𝓶𝓲𝓷", "ﷺ", "꧁༺Аня༻꧂", "ё", "Ё" * 64,
    "①②③", "½", "ﬁ", "ß", "İ", "ı", "\U0001f9d1\U0001f3fb", "\U00010ffd", "☎️", "‼️", "…", "—", "•",
]  # fmt: skip
_COMMANDS = [
    "/start", "/reload@bot", "/forget", "@admin", "@durov", "#tag", "$USD", "https://evil.example", "t.me/evil",
    "evil.example", "mail@evil.example", "+79990000000", "tg://resolve?domain=x", "4111 1111 1111 1111", "javascript:x",
]  # fmt: skip
_FORMULAS = ["=1+1", "+1", "-1", "@SUM(A1)", '=HYPERLINK("https://evil.example")', "\t=1", "\r=1", "|cmd"]
_LONG = [
    "<" * 4096, "&" * 4096, "&lt;" * 1024, "a" * 4096, "я" * 4096, "🔥" * 2048, "<b>" * 1365, "</b>" * 1024,
    "{{" * 2048, " " * 4096, "\n" * 4096, "a " * 2048, "\u0301" * 4096, "\u202e" * 4096, '"' * 4096, "'" * 4096, "\u200b" * 4096,
    "<a href='" + "x" * 4000, "🔥" + "<" * 4094, "&#60;" * 819,
]  # fmt: skip
_SMALL = ["", " ", ".", "0", "-", "\n", "\t", "\u00a0", "\u200b", "a"]

_SHORT = [*_MARKUP, *_REFERENCES, *_TEMPLATES, *_MARKDOWN, *_SQL, *_INVISIBLE, *_SIGNS, *_COMMANDS, *_FORMULAS, *_SMALL]
_PAIRS = [first + second for first, second in zip(_SHORT, reversed(_SHORT), strict=True)][:80]

HOSTILE: list[str] = [*_SHORT, *_PAIRS, *_LONG]
assert len(HOSTILE) >= 300
