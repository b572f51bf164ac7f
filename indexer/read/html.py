"""What does a web page hold? The article's paragraphs; no navigation, no scripts, nothing that is hidden."""

from __future__ import annotations

import re
from typing import Any

from indexer.read.encoding import decode, detect
from indexer.read.files import merged
from indexer.read.values import Read
from language import dates
from language.model import Header
from yulu.errors import ParseError

# So deep no page of paragraphs is nested; a parser's time grows with the square of it.
DEEPEST = 2000
_DROPPED = (
    "script", "style", "noscript", "template", "nav", "footer", "aside", "form", "iframe", "svg", "button", "select",
    "object", "head > *:not(title)", "[hidden]", "[aria-hidden=true]",
    "[style*='display:none' i]", "[style*='display: none' i]",
)  # fmt: skip
_BLOCKS = frozenset(
    [
        "address",
        "article",
        "blockquote",
        "body",
        "br",
        "center",
        "dd",
        "details",
        "div",
        "dl",
        "dt",
        "fieldset",
        "figcaption",
        "figure",
        "h1",
        "h2",
        "h3",
        "h4",
        "h5",
        "h6",
        "header",
        "hr",
        "html",
        "li",
        "main",
        "ol",
        "p",
        "pre",
        "section",
        "summary",
        "table",
        "tbody",
        "td",
        "tfoot",
        "th",
        "thead",
        "tr",
        "ul",
        "title",
    ]
)
_CHARSET = re.compile(rb"<meta[^>]{0,200}?charset\s*=\s*[\"']?\s*([A-Za-z0-9_-]{3,20})", re.I)
_VOID = frozenset(
    b"area base br col embed hr img input link meta param source track wbr p li td tr th dd dt option".split()
)
_CONTENT = (
    "article", "[itemprop=articleBody]", "#UCAP-CONTENT", "#zoom", "#p-detail", "#articleContent", "#article",
    ".article-content", ".rm_txt_con", ".TRS_Editor", ".pages_content", ".show_text", "main",
)  # fmt: skip
_TITLES = ("meta[property='og:title']", "meta[name=ArticleTitle]")
_DATES = ("meta[name=PubDate]", "meta[name=publishdate]", "meta[property='article:published_time']", "meta[name=date]")


def read(data: bytes, encoding: str) -> Read:
    """The text of the page and, where it says so, its title and the day of its publication (as hints)."""
    found = decode(data, encoding or _declared(data))
    if _depth(found.text.encode("utf-8", "replace")) > DEEPEST:
        raise ParseError("read.too_deep")
    tree = _tree(found.text)
    hints = Header(title=_title(tree), date=_date(tree))
    for selector in _DROPPED:
        for node in tree.css(selector):
            node.decompose()
    title = tree.css_first("title")
    if title is not None:
        title.decompose()
    heading = tree.css_first("h1")
    body = _content(tree)
    lines = _lines(body)
    if heading is not None:
        first = _squeezed(heading.text(deep=True))
        if first and first not in lines[:5]:
            lines.insert(0, first)
    return Read("\n".join(lines), hints=merged(hints, Header()), encoding=found.encoding, warnings=found.warnings)


def text_of(markup: str) -> str:
    """The words of a piece of HTML."""
    if _depth(markup.encode("utf-8", "replace")) > DEEPEST:
        raise ParseError("read.too_deep")
    tree = _tree(markup)
    for selector in _DROPPED:
        for node in tree.css(selector):
            node.decompose()
    return "\n".join(_lines(tree.body)) if tree.body is not None else ""


def _tree(markup: str) -> Any:
    from selectolax.lexbor import LexborHTMLParser

    return LexborHTMLParser(markup.replace("\0", ""))


def _declared(data: bytes) -> str:
    """The encoding that the page names, unless its bytes are plainly another: pages of old say gb2312 and are UTF-8."""
    match = _CHARSET.search(data[:4096])
    own = detect(data[:200_000], len(data) > 200_000)
    if match is None or own in ("utf-8", "utf-16-le", "utf-16-be", "utf-32-le", "utf-32-be"):
        return own if own.startswith(("utf-16", "utf-32")) else ""
    from indexer.read.encoding import checked_name
    from yulu.errors import UsageError

    try:
        named = checked_name(match[1].decode("ascii"))
        data.decode(named)
    except (UsageError, UnicodeError):
        return ""
    return named if named in ("gb18030", "big5hkscs") and own == "" else ""


def _depth(markup: bytes) -> int:
    """How deep elements are opened inside each other, at most; those that may go unclosed are not counted."""
    depth = deepest = 0
    for match in re.finditer(rb"<(/?)([A-Za-z][A-Za-z0-9]*)", markup):
        name = match[2].lower()
        if name in _VOID:
            continue
        depth += -1 if match[1] else 1
        depth = max(depth, 0)
        deepest = max(deepest, depth)
    return deepest


def _title(tree: Any) -> str:
    for selector in _TITLES:
        node = tree.css_first(selector)
        if node is not None and node.attributes.get("content"):
            return _squeezed(node.attributes["content"])
    heading = tree.css("h1")
    if len(heading) == 1:
        return _squeezed(heading[0].text(deep=True))
    node = tree.css_first("title")
    # A site's name stands behind the last line or dash.
    return _squeezed(re.split(r"[_|]|\s[-–—]+\s|--", node.text(deep=True))[0]) if node is not None else ""


def _date(tree: Any) -> str:
    for selector in _DATES:
        node = tree.css_first(selector)
        if node is not None:
            found = dates.first_date(node.attributes.get("content") or "")
            if found:
                return found
    return ""


def _content(tree: Any) -> Any:
    """The element that holds the article: one that is known to, when it holds most of the page's words."""
    body = tree.body if tree.body is not None else tree.root
    whole = len(_squeezed(body.text(deep=True)))
    for selector in _CONTENT:
        nodes = tree.css(selector)
        if len(nodes) == 1 and 2 * len(_squeezed(nodes[0].text(deep=True))) > whole:
            return nodes[0]
    return body


def _lines(node: Any) -> list[str]:
    """The words below an element, a line a block; what is merely wrapped in the source is one line."""
    lines: list[str] = []
    parts: list[str] = []

    def end() -> None:
        line = _squeezed("".join(parts))
        parts.clear()
        if line:
            lines.append(line)

    stack: list[tuple[Any, bool]] = [(node, False)]
    while stack:
        current, closing = stack.pop()
        tag = current.tag
        if closing:
            end()
        elif tag == "-text":
            parts.append(current.text_content or "")
        elif tag == "br":
            end()
        elif tag == "sup" and re.fullmatch(r"\s*\[?\d+\]?\s*", current.text(deep=True) or ""):
            continue  # the mark of a footnote
        elif not tag.startswith("-") or tag == "-undef":
            if tag in _BLOCKS:
                end()
                stack.append((current, True))
            children = list(current.iter(include_text=True))
            stack += [(child, False) for child in reversed(children)]
    end()
    return lines


def _squeezed(text: str) -> str:
    """Blanks as a browser shows them: one, and none between Chinese characters at a line end of the source."""
    text = re.sub(r"(?<=[\u3000-\u9fff\uff00-\uffef])[ \t]*\r?\n[ \t]*(?=[\u3000-\u9fff\uff00-\uffef])", "", text)
    return re.sub(r"[ \t\r\n\f\xa0]+", " ", text).strip(" \u3000")
