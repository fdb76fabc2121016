"""XML read without trust: no entities, no outside files, an early end told from a broken one."""

from __future__ import annotations

from collections.abc import Callable
from xml.parsers import expat
from xml.parsers.expat import errors

from sejuk.problems import refuse

MAX_DEPTH = 64

_CUT_OFF = frozenset(
    {
        errors.codes[errors.XML_ERROR_NO_ELEMENTS],
        errors.codes[errors.XML_ERROR_UNCLOSED_TOKEN],
        errors.codes[errors.XML_ERROR_UNCLOSED_CDATA_SECTION],
        errors.codes[errors.XML_ERROR_PARTIAL_CHAR],
    }
)


def parse_xml(
    file: str,
    text: str,
    *,
    start: Callable[[str, dict[str, str]], None],
    end: Callable[[str, str], None],
    broken: str,
    allow_dtd: bool = True,
) -> None:
    """Call `start(tag, attributes)` and `end(tag, text)` for each element, namespaces cut off.

    `text` of an element is its character data without that of its children.
    A DTD without entities is skipped, or refused like one with them.
    Raises ProblemError: xml_entities, file_truncated, and `broken` for anything else.
    """
    depth = 0
    texts: list[list[str]] = []
    parser = expat.ParserCreate()
    parser.buffer_text = True

    def on_start(tag: str, attributes: dict[str, str]) -> None:
        nonlocal depth
        depth += 1
        if depth > MAX_DEPTH:
            raise refuse(broken, file=file)
        texts.append([])
        start(tag.rpartition(":")[2], attributes)

    def on_end(tag: str) -> None:
        nonlocal depth
        depth -= 1
        end(tag.rpartition(":")[2], "".join(texts.pop()))

    def on_entity(*_: object) -> int:
        # Billion laughs and outside files both need a declaration first.
        raise refuse("xml_entities", file=file)

    parser.StartElementHandler = on_start
    parser.EndElementHandler = on_end
    parser.CharacterDataHandler = lambda data: texts[-1].append(data)  # noqa: PLW0108 - the last
    parser.EntityDeclHandler = on_entity
    parser.ExternalEntityRefHandler = on_entity
    if not allow_dtd:
        parser.StartDoctypeDeclHandler = on_entity
    try:
        parser.Parse(text, True)  # noqa: FBT003 - expat takes `isfinal` by position only
    except expat.ExpatError as error:
        # "no element found" at the very start is text that was never XML, but then it is empty.
        raise refuse("file_truncated" if error.code in _CUT_OFF else broken, file=file) from None
