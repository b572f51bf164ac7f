"""What do people say without quotation marks? 习近平强调，要坚持…: the clause said, who says it and by which cue.

Kept apart from words in marks (class ``indirect``): the wording is the narrator's. A cue counts here only when it has a
subject of its own sentence, and what is said runs to the end of the sentence.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from functools import cache

from language import cues, subjects
from language.cast import cast_of
from language.frames import ENDED, QUOTED, Frame
from language.fullnames import plausible
from language.naming import Cast, Naming
from language.patterns import any_of
from language.people import LONGEST_FIRST, aliases
from language.tables import rows

_WHO = frozenset(("person", "document", "body", "role", "group", "me"))
_SHORTEST = 5
# What has no end within so many characters is no sentence: a text without full stops costs no more than another.
_LONGEST = 600
# What stands before a name is a mark, the end of a calling (学者, 社员, 队长, 专家) or of 后来.
_IN_A_WORD = re.compile(r"(?![者员长家师授士民工兵生来])[\u4e00-\u9fff]")
_STOP = re.compile(rf"[。!?\n{ENDED}]")


@cache
def _lead() -> re.Pattern[str]:
    """A verb of saying and the comma behind it, or one that goes straight on to what is demanded."""
    verbs = any_of(word for word, use in rows("cues") if use == "indirect")
    return re.compile(
        rf"(?P<verb>{verbs})(?:了|过|道|的是)?(?:[,:](?![{QUOTED}{ENDED}\s])|(?<=[强指要提号]\S)(?=要|必须|应当|应该|"
        rf"坚持|全党|各级))"
    )


def said(frame: Frame, cast: Cast | None = None) -> Iterator[tuple[int, int, Naming, cues.Cue]]:
    """(start, end, subject, cue) of every indirect saying in a frame, in offsets of its text."""
    text, last = frame.text, -1
    known = cast
    for match in _lead().finditer(text):
        if match.start() < last or not _verb(text, match):
            continue
        end = _end(text, match.end())
        start = match.end() + (text[match.end() : match.end() + 1] == '"')
        if end - match.end() >= _LONGEST:
            continue
        words = text[start:end]
        if len(words.strip()) < _SHORTEST or words.strip(f"{QUOTED}{ENDED},;") == "":
            continue
        known = known or cast_of(text)
        subject, distance = subjects.of_verb(text, match.start(), known, dropped=False)
        if subject is None or distance > 1 or not subject.sure:
            continue
        subject = subjects.meant(text, subject, match.start(), known)
        if subject.kind in _WHO and _is_somebody(text, subject, known):
            yield start, end, subject, cues.Cue(match.start(), match.end("verb"), match.start(), "say", True)
            last = end


def _is_somebody(text: str, subject: Naming, cast: Cast) -> bool:
    """A name that is only guessed opens its clause or follows a calling: 时代发展要求 has no speaker."""
    name = subject.name
    if subject.kind != "person" or name in aliases() or name in cast.names or name.endswith(LONGEST_FIRST):
        return True
    return len(name) > 4 or (plausible(name) and not _IN_A_WORD.match(text, max(0, subject.start - 1)))


def _verb(text: str, match: re.Match[str]) -> bool:
    """Whether the word is a verb here: not 小说, 这就是说, 据介绍."""
    guard = cues.verb_at(text, match.start(), match.end("verb"))
    before = text[max(0, match.start() - 2) : match.start()]
    return guard and not before.endswith(("据", "的", "是", "可以", "来", "应该", "一", "个", "被", "所", "按"))


def _end(text: str, start: int) -> int:
    match = _STOP.search(text, start, start + _LONGEST)
    end = match.start() if match else min(len(text), start + _LONGEST)
    if match and match.group() == ENDED:
        end += 1
    return end
